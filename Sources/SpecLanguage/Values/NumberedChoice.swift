package import OrderedTree
package import YAMLTree

/// A word for something that upstream's documents number.
package protocol NumberedChoice: Choice {
  var number: Int { get }
}

extension NumberedChoice {
  package func tree(_ writing: inout Writing) -> Tree? { .int(number) }

  /// The word, or upstream's number.
  package static func read(_ node: Node, _ reading: Reading) -> Self? {
    if let number = node.scalar?.int, let value = allCases.first(where: { $0.number == number }) {
      return value
    }
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    if let value = Self(rawValue: scalar.text) { return value }
    reading.unknownWord(scalar.text, node, candidates: allCases.map(\.rawValue))
    return nil
  }
}
