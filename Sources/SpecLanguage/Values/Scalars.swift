package import OrderedTree
package import YAMLTree

extension String: SpecValue {
  package static var shape: Shape { .text(.plain) }
  package var specText: String? { isEmpty ? nil : self }

  package func tree(_ writing: inout Writing) -> Tree? { .text(self) }

  package static func read(_ node: Node, _ reading: Reading) -> String? {
    reading.text(node, .text(.plain))
  }
}

extension Bool: SpecValue {
  package static var shape: Shape { .boolean }
  package var specText: String? { description }

  package func tree(_ writing: inout Writing) -> Tree? { .bool(self) }

  package static func read(_ node: Node, _ reading: Reading) -> Bool? {
    if let bool = node.scalar?.bool { return bool }
    reading.wrongType(node, expected: shape)
    return nil
  }
}

extension Int: SpecValue {
  package static var shape: Shape { .integer(0...Int.max) }
  package var specText: String? { description }

  package func tree(_ writing: inout Writing) -> Tree? { .int(self) }

  package static func read(_ node: Node, _ reading: Reading) -> Int? {
    reading.integer(node, in: 0...Int.max)
  }
}

extension Double: SpecValue {
  package static var shape: Shape { .number }
  package var specText: String? { description }

  package func tree(_ writing: inout Writing) -> Tree? { .number(self) }

  package static func read(_ node: Node, _ reading: Reading) -> Double? {
    if let number = node.scalar?.number {
      if number.isFinite { return number }
      reading.invalid("the number is larger than any that can be kept", node)
    } else {
      reading.wrongType(node, expected: shape)
    }
    return nil
  }
}

extension Reading {
  /// The text of a scalar that YAML does not take for something else.
  package func text(_ node: Node, _ shape: Shape) -> String? {
    guard let scalar = node.scalar, !scalar.isNull,
      scalar.style != .plain || (scalar.bool == nil && scalar.number == nil)
    else {
      wrongType(node, expected: shape)
      return nil
    }
    return scalar.text
  }

  package func integer(_ node: Node, in range: ClosedRange<Int>) -> Int? {
    guard let value = node.scalar?.int else {
      wrongType(node, expected: .integer(range))
      return nil
    }
    guard range.contains(value) else {
      let bounds =
        range.upperBound == Int.max
        ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      invalid("\(value) is out of range: it must be \(bounds)", node)
      return nil
    }
    return value
  }
}
