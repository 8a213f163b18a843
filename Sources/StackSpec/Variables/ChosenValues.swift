import OrderedTree
import SpecLanguage
import YAMLTree

/// How values of a variable are chosen: one or several, all of them, which at first.
struct ChosenValues: SpecRecord {
  static let name = "choice of values"
  static let summary = "How values of a variable are chosen."

  var isMultiple = false
  var includesAll = false
  var allValue: String?
  var allowsOther: Bool?
  var chosen: [ScalarText] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("multi", &isMultiple, "Whether several values may be chosen.")
    key("includeAll", &includesAll, "Whether there is a choice `All`.")
    key("allValue", &allValue, "What `All` stands for, such as `.*`.")
    key("allowCustomValue", &allowsOther, "Whether values may be typed.")
    key("default", &chosen, KeyRule.own, "What is chosen at first; `All` for all.")
  }

  /// Grafana's keys; `first` is chosen where the spec names nothing.
  func fields(first: (text: String, value: String)? = nil) -> [(key: String, value: Tree)] {
    var fields: [(key: String, value: Tree)] = []
    if isMultiple { fields.append(("multi", .bool(true))) }
    if includesAll { fields.append(("includeAll", .bool(true))) }
    if let allValue { fields.append(("allValue", .text(allValue))) }
    if let allowsOther { fields.append(("allowCustomValue", .bool(allowsOther))) }
    if let current = current(first) { fields.append(("current", current)) }
    return fields
  }

  private func current(_ first: (text: String, value: String)?) -> Tree? {
    var picks = chosen.map { ($0.text, $0.text == "All" && includesAll ? "$__all" : $0.text) }
    if picks.isEmpty, includesAll { picks = [("All", "$__all")] }
    if picks.isEmpty, let first { picks = [(first.text, first.value)] }
    guard let pick = picks.first else { return nil }
    guard isMultiple else {
      return .mapping([("text", .text(pick.0)), ("value", .text(pick.1))])
    }
    return .mapping([
      ("text", .list(picks.map { .text($0.0) })), ("value", .list(picks.map { .text($0.1) })),
    ])
  }
}

/// A text that may look like a number.
struct ScalarText: SpecValue {
  var text: String

  static var shape: Shape { .either([.text(.plain), .number]) }

  func tree(_ writing: inout Writing) -> Tree? { .text(text) }

  static func read(_ node: Node, _ reading: Reading) -> ScalarText? {
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    return ScalarText(text: scalar.text)
  }
}
