import OrderedTree
import SpecLanguage
import YAMLTree

/// Degrees from -90 to 90.
struct LabelRotation: SpecValue {
  var degrees: Int

  static var shape: Shape { .integer(-90...90) }

  func tree(_ writing: inout Writing) -> Tree? { .int(degrees) }

  static func read(_ node: Node, _ reading: Reading) -> LabelRotation? {
    reading.integer(node, in: -90...90).map { LabelRotation(degrees: $0) }
  }
}
