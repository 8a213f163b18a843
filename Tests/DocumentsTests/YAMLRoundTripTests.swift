import Diagnostics
import Documents
import OrderedTree
import Testing
import YAMLTree

@Suite struct YAMLRoundTripTests {
  @Test func `Any tree survives the writer and libyaml`() throws {
    var random = Seeded(seed: 11)
    for _ in 0..<100 {
      let tree = Tree.list((0..<10).map { _ in .random(depth: 5, using: &random) })
      let text = yamlDocument(tree)
      let diagnostics = Diagnostics()
      let source = diagnostics.sources.add(name: "random.yaml", text: text)
      let node = try #require(parseYAML(source, diagnostics))
      let survives = tree.equals(node)
      #expect(survives, "\(String(decoding: text, as: UTF8.self))")
    }
  }
}

extension Tree {
  fileprivate func equals(_ node: Node) -> Bool {
    switch self {
    case .null: return node.isNull
    case .bool(let value): return node.scalar?.bool == value
    case .int(let value): return node.scalar?.int == value
    case .number(let value): return node.scalar?.number == value && node.scalar?.int == nil
    case .text(let value):
      guard let scalar = node.scalar, scalar.text.utf8.elementsEqual(value.utf8) else {
        return false
      }
      return !scalar.isNull && scalar.bool == nil && scalar.number == nil
    case .list(let items):
      return node.items?.elementsEqual(items) { $1.equals($0) } ?? false
    case .mapping(let entries):
      return node.entries?.elementsEqual(entries) {
        $0.key.name.utf8.elementsEqual($1.key.utf8) && $1.value.equals($0.value)
      } ?? false
    }
  }
}
