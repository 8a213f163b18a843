import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// What a label must be: `db`, `[critical, warning]`, `~web.*`, `!test`, `!~dev.*`.
struct MatchValue: SpecValue {
  private var sign = LabelMatcher.Sign.equal
  private var value = ""

  static var shape: Shape {
    .either([
      .text(TextShape("label value", example: "\"~web.*\"")),
      .list(.text(TextShape("label value", example: "\"~web.*\""))),
    ])
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  func matcher(_ label: String) -> LabelMatcher { LabelMatcher(label, sign, value) }

  static func read(_ node: Node, _ reading: Reading) -> MatchValue? {
    guard let items = node.items else { return Part.read(node, reading).map { join([$0]) } }
    let parts = items.compactMap { Part.read($0, reading) }
    guard parts.count == items.count else { return nil }
    guard !parts.isEmpty else {
      reading.invalid("no value can match", node, help: "write at least one value")
      return nil
    }
    if let odd = parts.firstIndex(where: { $0.isNegative != parts[0].isNegative }) {
      reading.invalid(
        "a list says either what a label is or what it is not", items[odd],
        help: "put '!' before all of them or before none")
      return nil
    }
    return join(parts)
  }

  private static func join(_ parts: [Part]) -> MatchValue {
    let isNegative = parts.contains(where: \.isNegative)
    let matcher =
      parts.contains(where: \.isRegex)
      ? LabelMatcher(
        "", isNegative ? .differs : .matches,
        parts.map { $0.isRegex ? $0.text : RE2.quoted($0.text) }.joined(separator: "|"))
      : LabelMatcher.anyOf(parts.map(\.text), "", isNegative: isNegative)
    return MatchValue(sign: matcher.sign, value: matcher.value)
  }

  /// One value of a list.
  private struct Part {
    var text: String
    var isNegative: Bool
    var isRegex: Bool

    static func read(_ node: Node, _ reading: Reading) -> Part? {
      guard var text = reading.text(node, MatchValue.shape) else { return nil }
      let length = text.utf8.count
      let isNegative = text.hasPrefix("!")
      if isNegative { text.removeFirst() }
      let isRegex = text.hasPrefix("~")
      if isRegex { text.removeFirst() }
      guard isRegex else { return Part(text: text, isNegative: isNegative, isRegex: false) }
      let offset = length - text.utf8.count
      let findings = checkRE2(text)
      for finding in findings {
        let bytes = finding.range.lowerBound + offset..<finding.range.upperBound + offset
        reading.invalid(finding.message, node, bytes, help: finding.help)
      }
      guard findings.isEmpty else { return nil }
      return Part(text: text, isNegative: isNegative, isRegex: true)
    }
  }
}

/// Matchers in Alertmanager's own form: `team=~"db|web", severity="critical"`.
struct Matchers: TextValue {
  var text: String
  var list: [LabelMatcher]

  static var textShape: TextShape { TextShape("matcher", example: "'team=~\"db|web\"'") }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> Matchers? {
    do {
      return Matchers(text: text, list: try parseMatchers(text))
    } catch {
      reading.report(error, in: node)
      return nil
    }
  }
}
