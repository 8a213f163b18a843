import Diagnostics
import SpecLanguage
import YAMLTree

/// What of a pack belongs to one entry of the spec, given the params that are set.
///
/// An item or entry that mentions an optional param without a value is left out. A mapping with
/// `if: $(param)` is left out when that param has no value or is false; `{if, then, else}` stands
/// for one of two values.
struct PackParts {
  /// Optional params without a value.
  var unset: Set<String>
  /// Those and the ones that are false.
  var off: Set<String>

  /// The pack without the parts that do not apply; its `params` stay as they are.
  func chosen(from pack: Node) -> Node {
    guard let entries = pack.entries else { return pack }
    return Node(
      .mapping(entries.map { $0.key.name == "params" ? $0 : kept($0) }.compactMap { $0 }),
      pack.range)
  }

  private func kept(_ entry: Node.Entry) -> Node.Entry? {
    kept(entry.value).map { Node.Entry(entry.key, $0) }
  }

  private func kept(_ node: Node) -> Node? {
    switch node.content {
    case .scalar: return mentions(unset, node) ? nil : node
    case .sequence(let items): return Node(.sequence(items.compactMap { kept($0) }), node.range)
    case .mapping(let entries):
      guard let condition = node["if"] else {
        return Node(.mapping(entries.compactMap { kept($0) }), node.range)
      }
      if mentions(off, condition) { return node["else"].flatMap { kept($0) } }
      if let value = node["then"] { return kept(value) }
      let others = entries.filter { $0.key.name != "if" }
      return Node(.mapping(others.compactMap { kept($0) }), node.range)
    }
  }

  private func mentions(_ params: Set<String>, _ node: Node) -> Bool {
    !params.isEmpty && !mentionedParams(in: node).isDisjoint(with: params)
  }
}
