import Documents
import OrderedTree
import Testing

@Suite struct TreeTests {
  @Test func `A patch merges mappings, deletes by null and replaces the rest in place`() {
    var tree = Tree.mapping([
      ("a", .mapping([("b", .int(1)), ("c", .int(2))])),
      ("list", .list([.int(1), .int(2)])),
      ("gone", .text("x")),
    ])
    tree.merge(
      .mapping([
        ("new", .mapping([("kept", .bool(true)), ("dropped", .null)])),
        ("gone", .null),
        ("a", .mapping([("c", .int(3))])),
        ("list", .list([.int(9)])),
        ("absent", .null),
      ]))
    #expect(
      tree
        == .mapping([
          ("a", .mapping([("b", .int(1)), ("c", .int(3))])),
          ("list", .list([.int(9)])),
          ("new", .mapping([("kept", .bool(true))])),
        ]))
  }

  @Test func `A mapping replaces a scalar, and a scalar a mapping`() {
    var tree = Tree.int(1)
    tree.merge(.mapping([("a", .int(1))]))
    #expect(tree == .mapping([("a", .int(1))]))
    tree.merge(.text("x"))
    #expect(tree == .text("x"))
  }
}
