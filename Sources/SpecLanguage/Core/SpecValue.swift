package import OrderedTree
package import YAMLTree

/// Something a spec can say: text, a number, a list, a choice or a record.
package protocol SpecValue: Sendable {
  /// What may be written, for messages, the JSON Schema and the manual.
  static var shape: Shape { get }

  /// The value of a node; `nil` after a diagnostic.
  static func read(_ node: Node, _ reading: Reading) -> Self?

  /// How the manual writes this value as a default.
  var specText: String? { get }

  /// The value as upstream's documents write it; `nil` where nothing is to be written.
  func tree(_ writing: inout Writing) -> Tree?

  /// Whether documents hold the path of a secret's file in its place.
  var isSecret: Bool { get }
}

extension SpecValue {
  package var specText: String? { nil }
  package var isSecret: Bool { false }
}
