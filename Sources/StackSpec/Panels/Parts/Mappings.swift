import OrderedTree
import SpecLanguage
import YAMLTree

/// A text and a colour in place of certain values.
struct MappingSpec: SpecRecord {
  static let name = "value mapping"
  static let summary = "A text and a colour in place of certain values."

  var value: Located<Raw>?
  var from: Double?
  var to: Double?
  var regex: String?
  var special: SpecialValue?
  var text: String?
  var color: ColorName?
  var icon: String?
  var index: Int?
  var type: String?
  var options = Raw.nothing

  enum SpecialValue: String, Choice {
    case `true`, `false`, null, nan, empty
    case nullOrNaN = "null+nan"
  }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("value", &value, "One value.")
    key("from", &from, "From this value on; with `to`, a range.")
    key("to", &to, "Up to this value.")
    key("regex", &regex, "Texts that match this regular expression.")
    key("special", &special, "A value that is no number.")
    key("text", &text, "What is shown instead.")
    key("color", &color, "Its colour.")
    key("icon", &icon, "Its icon.")
    key("index", &index, "Place among the mappings, where the order of legends matters.")
    key("type", &type, "Type of a mapping in Grafana's form.")
    key("options", &options, "Options of a mapping in Grafana's form.")
  }

  static func read(_ node: Node, _ reading: Reading) -> MappingSpec? {
    // `null` is a word here, not the absence of one.
    guard var spec = readRecord(node, reading, alsoKnown: []) else { return nil }
    if spec.type != nil { return spec }
    let count =
      (spec.value != nil ? 1 : 0) + (spec.from != nil || spec.to != nil ? 1 : 0)
      + (spec.regex != nil ? 1 : 0) + (spec.special != nil ? 1 : 0)
    guard count == 1 else {
      reading.invalid(
        "a mapping is for exactly one thing", node,
        help: "write one of value, from and to, regex, special")
      return nil
    }
    if spec.index == nil { spec.index = nil }
    return spec
  }

  func tree(_ writing: inout Writing) -> Tree? {
    if let type {
      return .mapping([("type", .text(type)), ("options", Tree(options.node))])
    }
    let result = self.result
    let kind: String
    let options: Tree
    if let value {
      kind = "value"
      options = .mapping([(value.node.scalar?.text ?? "", result)])
    } else if let regex {
      kind = "regex"
      options = .mapping([("pattern", .text(regex)), ("result", result)])
    } else if let special {
      kind = "special"
      options = .mapping([("match", .text(special.rawValue)), ("result", result)])
    } else {
      kind = "range"
      options = .mapping([
        ("from", from.map { .number($0) } ?? .null), ("to", to.map { .number($0) } ?? .null),
        ("result", result),
      ])
    }
    return .mapping([("type", .text(kind)), ("options", options)])
  }

  private var result: Tree {
    var fields: [(key: String, value: Tree)] = []
    if let text { fields.append(("text", .text(text))) }
    if let color { fields.append(("color", .text(color.text))) }
    if let icon { fields.append(("icon", .text(icon))) }
    if let index { fields.append(("index", .int(index))) }
    return .mapping(fields)
  }
}
