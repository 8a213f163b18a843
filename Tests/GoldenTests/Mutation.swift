import Diagnostics
import SpecLanguage
import YAMLTree

/// One small mistake in a spec, and what must be said about it.
struct Mutation: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case misspeltKey = "a key is misspelt"
    case otherType = "a scalar is of another type"
  }

  let kind: Kind
  let bytes: Range<Int>
  let replacement: String
  /// The key that a finding must suggest.
  var suggestion: String?

  func applied(to text: [UInt8]) -> [UInt8] {
    Array(text[..<bytes.lowerBound]) + Array(replacement.utf8) + Array(text[bytes.upperBound...])
  }

  /// Every mistake of a tree that its description says is one.
  static func all(in node: Node, _ shape: Shape) -> [Mutation] {
    var mutations: [Mutation] = []
    collect(node, shape, &mutations)
    return mutations
  }

  private static func collect(_ node: Node, _ shape: Shape, _ mutations: inout [Mutation]) {
    switch node.content {
    case .scalar(let scalar):
      if let text = otherType(than: scalar, for: shape) {
        let isEmpty = node.range.bytes.isEmpty
        mutations.append(
          Mutation(
            kind: .otherType, bytes: node.range.bytes, replacement: isEmpty ? " \(text)" : text))
      }
    case .sequence(let items):
      guard let item = shape.branches.compactMap(\.item).first else { return }
      for node in items { collect(node, item, &mutations) }
    case .mapping(let entries): collect(entries, shape, &mutations)
    }
  }

  private static func collect(
    _ entries: [Node.Entry], _ shape: Shape, _ mutations: inout [Mutation]
  ) {
    let names = entries.map(\.key.name)
    // Of several records it is the one with most of these keys.
    let records = shape.branches.compactMap(\.record).map { ($0, $0.keys()) }
    let counts = records.map { $0.1.count { names.contains($0.name) } }
    if let most = counts.max() {
      let likely = zip(records, counts).filter { $1 == most }.map(\.0)
      for entry in entries {
        let keys = likely.flatMap(\.1)
        let shapes = keys.filter { $0.name == entry.key.name }.map(\.shape)
        if !shapes.isEmpty {
          mutations.append(misspelling(entry.key, among: keys.map(\.name)))
          collect(entry.value, .either(shapes), &mutations)
        } else if let other = likely.compactMap(\.0.others).first?() {
          collect(entry.value, other, &mutations)
        }
      }
      return
    }
    for branch in shape.branches {
      switch branch {
      case .map(_, let value):
        for entry in entries { collect(entry.value, value, &mutations) }
      case .kinds(_, let tag, let kinds):
        for entry in entries {
          let kind = entry.value[tag]?.scalar?.text ?? entry.key.name
          guard let record = kinds().first(where: { $0.kind == kind })?.record else { continue }
          if entry.value[tag] == nil {
            mutations.append(misspelling(entry.key, among: kinds().map(\.kind)))
          }
          collect(entry.value, .record(record), &mutations)
        }
      default: continue
      }
      return
    }
  }

  /// The key without a letter of its middle; a short one with its last letter twice.
  private static func misspelling(_ key: Node.Key, among known: [String]) -> Mutation {
    var word = key.name
    if word.count > 3 {
      word.remove(at: word.index(word.startIndex, offsetBy: word.count / 2))
    }
    if word.count <= 3 || known.contains(word) { word = key.name + key.name.suffix(1) }
    return Mutation(
      kind: .misspeltKey, bytes: key.range.bytes, replacement: word, suggestion: key.name)
  }

  /// A value that cannot stand where a scalar stands; none where anything may.
  private static func otherType(than scalar: Scalar, for shape: Shape) -> String? {
    let branches = shape.branches
    if branches.contains(where: \.isAnything) { return nil }
    if scalar.isNull { return "12345" }
    let takesText = branches.contains(where: \.isText)
    return takesText ? "{zz: 1}" : "\"zz\""
  }
}

extension Shape {
  /// What may stand here, alternatives apart.
  fileprivate var branches: [Shape] {
    if case .either(let shapes) = self { return shapes.flatMap(\.branches) }
    return [self]
  }

  fileprivate var record: RecordShape? {
    if case .record(let record) = self { record } else { nil }
  }

  fileprivate var item: Shape? { if case .list(let item) = self { item } else { nil } }

  fileprivate var isText: Bool { if case .text = self { true } else { false } }

  fileprivate var isAnything: Bool { if case .anything = self { true } else { false } }
}
