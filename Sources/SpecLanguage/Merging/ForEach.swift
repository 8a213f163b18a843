internal import Diagnostics
internal import YAMLTree

/// The rounds of a `for_each`: in each of them its names have other values.
///
/// `{app: [a, b]}` goes through a list, `{app: apps}` through the names of a section, and
/// `{pv: "C{01..30}"}` through a range of names; several names make every combination.
/// A list of mappings gives the values of each round together.
struct Loop {
  static let key = "for_each"
  static let mostRounds = 1_000_000

  var rounds: [[Value]] = []

  struct Value {
    var name: String
    var node: Node
  }

  init(_ node: Node, sections: Node?, _ reading: Reading) {
    if let items = node.items {
      rounds = items.compactMap { round($0, reading) }
      return
    }
    guard let entries = node.entries else {
      reading.wrongType(node, expected: .map(keys: "names", .list(.anything)))
      return
    }
    rounds = [[]]
    for entry in entries {
      let values = values(of: entry.value, sections: sections, reading)
      guard rounds.count * values.count <= Self.mostRounds else {
        reading.diagnostics.error(
          .tooLarge, "these are more than \(Self.mostRounds) combinations", at: node.range)
        rounds = []
        return
      }
      rounds = rounds.flatMap { round in
        values.map { round + [Value(name: entry.key.name, node: $0)] }
      }
    }
  }

  private func round(_ node: Node, _ reading: Reading) -> [Value]? {
    guard let entries = node.entries else {
      reading.wrongType(node, expected: .map(keys: "names", .anything))
      return nil
    }
    return entries.map { Value(name: $0.key.name, node: $0.value) }
  }

  private func values(of node: Node, sections: Node?, _ reading: Reading) -> [Node] {
    if let items = node.items { return items }
    guard let text = node.scalar?.text, !node.isNull else {
      reading.wrongType(node, expected: .list(.anything))
      return []
    }
    if let entries = sections?[text]?.entries {
      return entries.map { Node(text: $0.key.name, at: $0.key.range) }
    }
    guard text.utf8.contains(UInt8(ascii: "{")) else {
      let names = sections?.entries?.filter { $0.value.entries != nil }.map(\.key.name) ?? []
      reading.invalid(
        "'\(text)' is neither a list, nor a section, nor a range of names", node,
        help: suggestion(for: text, among: names) ?? "write a list: [\(text)]")
      return []
    }
    guard let range = NameRange.parse(text, node, reading) else { return [] }
    return range.names.map { Node(text: $0, at: node.range) }
  }
}
