import Diagnostics
import SpecLanguage
import YAMLTree

/// Alerts that keep others quiet: `critical mutes warning on instance`.
struct InhibitSpec: SpecRecord {
  static let name = "inhibition"
  static let summary = "Alerts that keep others quiet while they fire."
  static var shortForm: Shape? {
    .text(TextShape("sentence", example: "critical mutes warning on instance"))
  }

  var source = Named<MatchValue>()
  var sourceMatchers: [Matchers] = []
  var target = Named<MatchValue>()
  var targetMatchers: [Matchers] = []
  var equal: [String] = []
  var sentence: Sentence?

  /// The words of the short form, with their places.
  struct Sentence: Sendable {
    var source: Word
    var targets: [Word]
    var labels: [Word]
  }

  struct Word: Sendable {
    var text: String
    var range: SourceRange
  }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("source", &source, "Labels of the alerts that keep others quiet.")
    key("source_matchers", &sourceMatchers, "The same in Alertmanager's own form.")
    key("target", &target, "Labels of the alerts that are kept quiet.")
    key("target_matchers", &targetMatchers, "The same in Alertmanager's own form.")
    key("equal", &equal, "Labels that must be the same on both; missing on both is the same.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if source.entries.isEmpty, sourceMatchers.isEmpty {
      reading.invalid("nothing says which alerts keep others quiet", node, help: "write 'source'")
    }
    if target.entries.isEmpty, targetMatchers.isEmpty {
      reading.invalid("nothing says which alerts are kept quiet", node, help: "write 'target'")
    }
  }

  static func readShort(_ node: Node, _ reading: Reading) -> InhibitSpec? {
    guard let text = reading.text(node, shape) else { return nil }
    let words = words(of: text, node, reading).filter { $0.text != "and" }
    let before = words.prefix { $0.text != "mutes" }
    let targets = words.dropFirst(before.count + 1).prefix { $0.text != "on" }
    let labels = words.dropFirst(before.count + targets.count + 2)
    guard before.count == 1, let source = before.first, !targets.isEmpty, !labels.isEmpty else {
      reading.diagnostics.report(
        Diagnostic(
          .inhibitSentence, .error, "this does not say who mutes whom, and on which label",
          at: node.range
        ).help("write: critical mutes warning on instance"))
      return nil
    }
    var inhibition = InhibitSpec()
    inhibition.sentence = Sentence(
      source: source, targets: Array(targets), labels: Array(labels))
    return inhibition
  }

  private static func words(of text: String, _ node: Node, _ reading: Reading) -> [Word] {
    let bytes = Array(text.utf8)
    return bytes.indices.split { bytes[$0] == 0x20 || bytes[$0] == 0x2C }.map { part in
      let range = part.startIndex..<part.endIndex
      return Word(
        text: String(decoding: bytes[range], as: UTF8.self),
        range: reading.diagnostics.range(of: range, in: node))
    }
  }
}
