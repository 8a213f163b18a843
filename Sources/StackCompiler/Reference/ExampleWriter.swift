internal import Documents
internal import OrderedTree
internal import SpecLanguage

/// Writes a short example of a record from its description.
enum ExampleWriter {
  private static let deepest = 3

  static func text(_ record: RecordShape) -> String {
    String(decoding: yamlDocument(tree(record, depth: 0)), as: UTF8.self)
  }

  /// The keys that must be there, and another where that is not much.
  private static func tree(_ record: RecordShape, depth: Int) -> Tree {
    let keys = record.keys()
    var shown = keys.filter(\.rule.isRequired)
    if shown.count < (depth == 0 ? 2 : 1) {
      shown += keys.filter { !$0.rule.isRequired && isShort($0.shape) }.prefix(1)
    }
    if shown.isEmpty { shown = Array(keys.prefix(1)) }
    let names = Set(shown.map(\.name))
    return .mapping(
      keys.filter { names.contains($0.name) }.map { ($0.name, value($0, depth: depth + 1)) })
  }

  private static func isShort(_ shape: Shape) -> Bool {
    switch shape {
    case .text, .integer, .number, .boolean, .choice: true
    case .either(let shapes): shapes.contains { isShort($0) }
    case .list, .map, .record, .kinds, .anything: false
    }
  }

  private static func value(_ key: KeyDescription, depth: Int) -> Tree {
    guard let text = key.defaultText else { return tree(key.shape, depth: depth) }
    switch key.shape {
    case .integer, .number, .boolean, .text, .choice: return scalar(text, key.shape)
    case .either(let shapes) where shapes.allSatisfy(isShort): return .text(text)
    case .list, .map, .record, .kinds, .either, .anything: return tree(key.shape, depth: depth)
    }
  }

  private static func scalar(_ text: String, _ shape: Shape) -> Tree {
    switch shape {
    case .boolean: .bool(text == "true")
    case .integer: Int(text).map { .int($0) } ?? .text(text)
    case .number: Double(text).map { .number($0) } ?? .text(text)
    default: .text(text)
    }
  }

  private static func tree(_ shape: Shape, depth: Int) -> Tree {
    switch shape {
    case .text(let text): return .text(unquoted(text.example ?? "text"))
    case .integer(let range): return .int(max(range.lowerBound, 1))
    case .number: return .number(1.5)
    case .boolean: return .bool(true)
    case .choice(let words): return .text(words.first ?? "text")
    case .list(let item): return .list([tree(item, depth: depth)])
    case .map(_, let value):
      return depth > deepest ? .mapping([]) : .mapping([("name", tree(value, depth: depth + 1))])
    case .kinds(_, _, let kinds):
      return .mapping(kinds().prefix(1).map { ($0.kind, .null) })
    case .record(let record):
      return depth > deepest ? .mapping([]) : tree(record, depth: depth)
    case .either(let shapes):
      // A list of one may be written without its brackets, but the brackets teach more.
      return shapes.first.map { tree($0, depth: depth) } ?? .null
    case .anything: return .text("anything")
    }
  }
}
