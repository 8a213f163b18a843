import Diagnostics
import OrderedTree
import SpecLanguage
import YAMLTree

/// Turns a mapping of Grafana's into keys of a record: a visit of the record's own description.
///
/// What the record cannot say is left over, in Grafana's form.
struct ImportedKeys: KeyVisitor {
  private let entries: [Node.Entry]
  private let range: SourceRange
  private let silent: Reading
  /// Keys of the spec.
  private(set) var written: [Node.Entry] = []
  private var known: Set<String> = []
  private var nested: [Node.Entry] = []
  fileprivate var kept: [Node.Entry] = []

  init(_ node: Node?, range: SourceRange, versions: Reading) {
    entries = node?.entries ?? []
    self.range = range
    let findings = Diagnostics()
    findings.sources = versions.diagnostics.sources
    silent = Reading(findings, versions: versions.versions)
  }

  mutating func callAsFunction<Value: SpecValue>(
    _ name: String, _ value: inout Value, _ rule: KeyRule, _ summary: String
  ) {
    let upstream = rule.writtenAs ?? name
    guard !rule.isOwn, !known.contains(upstream) else { return }
    guard let entry = entries.first(where: { $0.key.name == upstream }), !entry.value.isNull else {
      if let standard = rule.upstreamDefault { add(name, Node(importing: standard, at: range)) }
      return
    }
    var writing = Writing()
    let count = silent.diagnostics.list.count
    guard let read = Value.read(entry.value, silent),
      silent.diagnostics.list.count == count
    else { return }
    let wanted = Tree(entry.value)
    let got = read.tree(&writing) ?? .null
    guard got.says(wanted) else { return }
    known.insert(upstream)
    if let own = value.tree(&writing), own.says(wanted) { return }
    if wanted.isEmpty, value.tree(&writing) == nil { return }
    add(name, entry.value)
  }

  mutating func inlined(_ record: inout some SpecRecord, as upstream: String) {
    let entry = entries.first { $0.key.name == upstream }
    var inner = ImportedKeys(entry?.value, range: range, versions: silent)
    record.visitKeys(&inner)
    written += inner.written
    known.insert(upstream)
    if let rest = inner.rest, let entry { nested.append(Node.Entry(entry.key, rest)) }
  }

  /// Takes a key that somebody else turns into something.
  mutating func take(_ name: String) -> Node? {
    known.insert(name)
    guard let value = entries.first(where: { $0.key.name == name })?.value, !value.isNull else {
      return nil
    }
    return value
  }

  mutating func add(_ name: String, _ node: Node?) {
    guard let node else { return }
    written.append(Node.Entry(Node.Key(name, node.range), node))
  }

  /// What was not turned into keys; `nil` when nothing is left that means anything.
  var rest: Node? {
    let left =
      entries.filter { !known.contains($0.key.name) && !Tree($0.value).isEmpty } + nested + kept
    return left.isEmpty ? nil : Node(.mapping(left), range)
  }
}

extension Node {
  /// A word, number or switch as a plain scalar.
  init(importing text: String, at range: SourceRange) {
    var scalar = Scalar(text, .plain)
    scalar.writtenStyle = .verbatim
    self.init(.scalar(scalar), range)
  }
}

extension Tree {
  /// Whether two values mean the same: 1 and 1.0 do, and the order of keys is none of them.
  func says(_ other: Tree) -> Bool {
    switch (self, other) {
    case (.int(let one), .number(let two)), (.number(let two), .int(let one)):
      return Double(one) == two
    case (.list(let one), .list(let two)):
      return one.count == two.count && zip(one, two).allSatisfy { $0.says($1) }
    case (.mapping(let one), .mapping(let two)):
      let left = one.filter { $0.value != .null }
      let right = two.filter { $0.value != .null }
      return left.count == right.count
        && left.allSatisfy { entry in
          right.contains { $0.key == entry.key && $0.value.says(entry.value) }
        }
    default: return self == other
    }
  }

  var isEmpty: Bool {
    switch self {
    case .null: true
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    case .mapping(let entries): entries.isEmpty
    case .bool, .int, .number: false
    }
  }
}

extension ImportedKeys {
  /// Keeps one key in Grafana's form, though the record has one of that name.
  mutating func keep(_ name: String, _ node: Node) {
    _ = take(name)
    kept.append(Node.Entry(Node.Key(name, node.range), node))
  }

  /// Keeps what no key says in Grafana's form, at its place of the panel.
  mutating func keep(_ node: Node, under path: [String]) {
    var node = node
    for key in path.reversed() {
      node = Node(.mapping([Node.Entry(Node.Key(key, node.range), node)]), node.range)
    }
    kept.append(contentsOf: node.entries ?? [])
  }
}
