import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// Values that the spec lists.
struct CustomVariable: VariableKind {
  static let name = "custom variable"
  static let summary = "Values that the spec lists."
  static let type = "custom"

  var options: [Option] = []
  var values = ChosenValues()

  init() {}

  init(values: [String]) { options = values.map { Option(label: nil, value: $0) } }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("values", &options, .required, "The values; `{Label: value}` shows another text.")
    values.visitKeys(&key)
  }

  var isMultiple: Bool { values.isMultiple || values.includesAll }

  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)] {
    let text = options.map(\.text).joined(separator: ",")
    let first = options.first.map { ($0.label ?? $0.value, $0.value) }
    return [("query", .text(text))] + values.fields(first: first)
  }

  struct Option: SpecValue {
    var label: String?
    var value: String

    static var shape: Shape { .either([ScalarText.shape, .map(keys: "labels", ScalarText.shape)]) }

    func tree(_ writing: inout Writing) -> Tree? { nil }

    static func read(_ node: Node, _ reading: Reading) -> Option? {
      if let entries = node.entries, entries.count == 1, let entry = entries.first {
        return ScalarText.read(entry.value, reading).map {
          Option(label: entry.key.name, value: $0.text)
        }
      }
      return ScalarText.read(node, reading).map { Option(label: nil, value: $0.text) }
    }

    /// Commas separate options, and ` : ` a label from its value.
    var text: String {
      let value = value.escapingCommas
      return label.map { "\($0.escapingCommas) : \(value)" } ?? value
    }
  }
}

extension String {
  fileprivate var escapingCommas: String {
    utf8.contains(UInt8(ascii: ","))
      ? split(
        separator: ",", omittingEmptySubsequences: false
      ).joined(separator: "\\,") : self
  }
}

/// One value, not shown.
struct ConstantVariable: VariableKind {
  static let name = "constant variable"
  static let summary = "One value, not shown."
  static let type = "constant"

  var value = ScalarText(text: "")

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("value", &value, .required, "The value.")
  }

  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)] {
    [
      ("hide", .int(2)), ("skipUrlSync", .bool(true)), ("query", .text(value.text)),
      ("current", .mapping([("text", .text(value.text)), ("value", .text(value.text))])),
    ]
  }
}

/// A text that people type.
struct TextboxVariable: VariableKind {
  static let name = "textbox variable"
  static let summary = "A text that people type."
  static let type = "textbox"

  var standard = ScalarText(text: "")

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("default", &standard, "The text at first.")
  }

  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)] {
    [
      ("query", .text(standard.text)),
      ("current", .mapping([("text", .text(standard.text)), ("value", .text(standard.text))])),
    ]
  }
}

/// A choice of time steps.
struct IntervalVariable: VariableKind {
  static let name = "interval variable"
  static let summary = "A choice of time steps."
  static let type = "interval"

  var values: [ScalarText] = ["1m", "5m", "10m", "30m", "1h", "6h"].map { ScalarText(text: $0) }
  var isAutomatic = false
  var steps: Int?
  var least: String?
  var standard: ScalarText?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("values", &values, "The steps.")
    key("auto", &isAutomatic, "Offers a step that fits the time range.")
    key("auto_count", &steps, "How many steps the time range is cut into.")
    key("auto_min", &least, "The least step.")
    key("default", &standard, KeyRule.own, "What is chosen at first.")
  }

  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)] {
    var fields: [(key: String, value: Tree)] = [
      ("query", .text(values.map(\.text).joined(separator: ","))), ("refresh", .int(2)),
    ]
    if isAutomatic {
      fields.append(("auto", .bool(true)))
      fields.append(("auto_count", .int(steps ?? 30)))
      fields.append(("auto_min", .text(least ?? "10s")))
    }
    let first = standard?.text ?? (isAutomatic ? "$__auto" : values.first?.text ?? "1m")
    fields.append(("current", .mapping([("text", .text(first)), ("value", .text(first))])))
    return fields
  }
}
