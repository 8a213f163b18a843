package import Diagnostics
package import OrderedTree
package import YAMLTree

extension Optional: SpecValue where Wrapped: SpecValue {
  package static var shape: Shape { Wrapped.shape }
  package var specText: String? { self?.specText }

  package func tree(_ writing: inout Writing) -> Tree? { self?.tree(&writing) }
  package var isSecret: Bool { self?.isSecret ?? false }

  package static func read(_ node: Node, _ reading: Reading) -> Wrapped?? {
    Wrapped.read(node, reading).map { .some($0) }
  }
}

extension Array: SpecValue where Element: SpecValue {
  package static var shape: Shape { .either([.list(Element.shape), Element.shape]) }
  package var specText: String? {
    isEmpty ? nil : "[" + compactMap(\.specText).joined(separator: ", ") + "]"
  }

  package func tree(_ writing: inout Writing) -> Tree? {
    isEmpty ? nil : .list(compactMap { $0.tree(&writing) })
  }

  /// A list, or one item for a list of one.
  package static func read(_ node: Node, _ reading: Reading) -> [Element]? {
    guard let items = node.items else {
      if node.isNull {
        reading.wrongType(node, expected: .list(Element.shape))
        return nil
      }
      if let scalar = node.scalar, scalar.style == .plain, scalar.text.hasPrefix("-\"") {
        reading.invalid(
          "this is one text and no list", node, help: "put a space after the dash")
        return nil
      }
      return Element.read(node, reading).map { [$0] }
    }
    return items.compactMap { Element.read($0, reading) }
  }
}

/// A value and where it was written.
package struct Located<Value: SpecValue>: SpecValue {
  package var value: Value
  package var node: Node

  package static var shape: Shape { Value.shape }
  package var specText: String? { value.specText }
  package var range: SourceRange { node.range }

  package func tree(_ writing: inout Writing) -> Tree? { value.tree(&writing) }

  package init(_ value: Value, _ node: Node) {
    self.value = value
    self.node = node
  }

  package static func read(_ node: Node, _ reading: Reading) -> Located? {
    Value.read(node, reading).map { Located($0, node) }
  }
}

/// Values under names of the user's choice, in the order written.
package struct Named<Value: SpecValue>: SpecValue {
  package var entries: [Entry] = []

  package struct Entry: Sendable {
    package var name: String
    package var nameRange: SourceRange
    package var value: Value
    package var node: Node

    package init(name: String, nameRange: SourceRange, value: Value, node: Node) {
      self.name = name
      self.nameRange = nameRange
      self.value = value
      self.node = node
    }
  }

  package init() {}

  package static var shape: Shape { .map(keys: "names", Value.shape) }

  package func tree(_ writing: inout Writing) -> Tree? {
    guard !entries.isEmpty else { return nil }
    var fields: [(key: String, value: Tree)] = []
    for entry in entries {
      if let value = entry.value.tree(&writing) { fields.append((entry.name, value)) }
    }
    return .mapping(fields)
  }

  package subscript(name: String) -> Value? {
    entries.firstIndex { $0.name == name }.map { entries[$0].value }
  }

  package var names: [String] { entries.map(\.name) }

  package static func read(_ node: Node, _ reading: Reading) -> Named? {
    if node.isNull { return Named() }
    guard let written = node.entries else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    var named = Named()
    named.entries.reserveCapacity(written.count)
    for entry in written {
      guard let value = Value.read(entry.value, reading) else { continue }
      named.entries.append(
        Entry(
          name: entry.key.name, nameRange: entry.key.range, value: value, node: entry.value))
    }
    return named
  }
}

/// Whatever stands there, taken as it is.
package struct Raw: SpecValue {
  package var node: Node

  package static let nothing = Raw(node: .nothing)

  package init(node: Node) { self.node = node }

  package static var shape: Shape { .anything }

  package func tree(_ writing: inout Writing) -> Tree? {
    guard !node.isNull else { return nil }
    return Tree(node)
  }

  package static func read(_ node: Node, _ reading: Reading) -> Raw? { Raw(node: node) }
}

extension Tree {
  /// A node without its places. Plain scalars take their type from the scalar schema.
  package init(_ node: Node) {
    switch node.content {
    case .sequence(let items): self = .list(items.map { Tree($0) })
    case .mapping(let entries): self = .mapping(entries.map { ($0.key.name, Tree($0.value)) })
    case .scalar(let scalar):
      if scalar.isNull {
        self = .null
      } else if let bool = scalar.bool {
        self = .bool(bool)
      } else if let int = scalar.int {
        self = .int(int)
      } else if let number = scalar.number {
        self = .number(number)
      } else {
        self = .text(scalar.text)
      }
    }
  }
}
