internal import Diagnostics
package import OrderedTree
package import YAMLTree

/// One word out of a few: any enum of texts.
package protocol Choice: SpecValue, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
  package static var shape: Shape { .choice(allCases.map(\.rawValue)) }
  package var specText: String? { rawValue }

  package func tree(_ writing: inout Writing) -> Tree? { .text(rawValue) }

  package static func read(_ node: Node, _ reading: Reading) -> Self? {
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    if let value = Self(rawValue: scalar.text) { return value }
    reading.unknownWord(scalar.text, node, candidates: allCases.map(\.rawValue))
    return nil
  }
}

extension Reading {
  /// Says that a word is none of those allowed here.
  package func unknownWord(_ word: String, _ node: Node, candidates: [String]) {
    let words = nearest(to: word, among: candidates)
    var finding = Diagnostic(
      .unknownChoice, .error, "'\(word)' is none of \(candidates.joined(separator: ", "))",
      at: node.range
    ).help(suggestion(for: word, among: candidates))
    if words.count == 1, let only = words.first {
      finding = finding.replacing(node.range, with: only)
    }
    diagnostics.report(finding)
  }
}
