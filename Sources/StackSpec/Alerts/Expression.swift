import OrderedTree
import SpecLanguage
import YAMLTree

/// A PromQL expression and where it was written.
struct Expression: SpecValue {
  var text: String
  var node: Node

  static var shape: Shape {
    .text(TextShape("PromQL expression", example: "rate(http_requests_total[5m])"))
  }

  func tree(_ writing: inout Writing) -> Tree? { .text(text) }

  static func read(_ node: Node, _ reading: Reading) -> Expression? {
    // A bare number is an expression too.
    if let scalar = node.scalar, scalar.number != nil {
      return Expression(text: scalar.text, node: node)
    }
    guard let text = reading.text(node, shape) else { return nil }
    return Expression(text: text, node: node)
  }
}
