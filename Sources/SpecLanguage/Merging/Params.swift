package import Diagnostics
package import YAMLTree

/// The params of a stack: names in the order written, each with its final value.
package struct Params: Sendable {
  package private(set) var list: [Param] = []
  private var places: [String: Int] = [:]
  /// The names that values of other params use.
  package private(set) var used: Set<String> = []

  package struct Param: Sendable {
    package var name: String
    package var nameRange: SourceRange
    /// A scalar; nothing when the value must still be given.
    package var value: Node
  }

  package init() {}

  package subscript(name: String) -> Param? { places[name].map { list[$0] } }

  package var names: [String] { list.map(\.name) }

  /// Adds a param with its final value.
  package mutating func set(_ name: String, _ value: Node) {
    places[name] = list.count
    list.append(Param(name: name, nameRange: value.range, value: value))
  }

  /// Reads the mapping under `params:`; a value may use other params, in any order.
  package static func read(_ node: Node, _ reading: Reading) -> Params {
    if node.isNull { return Params() }
    guard let entries = node.entries else {
      reading.wrongType(node, expected: .map(keys: "params", .text(.plain)))
      return Params()
    }
    var resolver = ParamResolver(entries: entries.filter { isParam($0, reading) }, reading: reading)
    var params = Params()
    for index in resolver.entries.indices {
      let entry = resolver.entries[index]
      params.places[entry.key.name] = params.list.count
      params.list.append(
        Param(
          name: entry.key.name, nameRange: entry.key.range, value: resolver.value(of: index)))
    }
    params.used = resolver.used
    return params
  }

  /// The params as the mapping they were read from, every value final.
  package func node(at range: SourceRange) -> Node {
    Node(.mapping(list.map { Node.Entry(Node.Key($0.name, $0.nameRange), $0.value) }), range)
  }

  /// Warns about every param that nothing used.
  package func reportUnused(_ used: Set<String>, _ reading: Reading) {
    for param in list where !used.contains(param.name) && !self.used.contains(param.name) {
      reading.diagnostics.report(
        Diagnostic(
          .unusedParam, .warning, "the param '\(param.name)' is never used", at: param.nameRange
        ).help("use it as $(\(param.name)), or remove it"))
    }
  }

  private static func isParam(_ entry: Node.Entry, _ reading: Reading) -> Bool {
    if Identifier.firstBadByte(of: entry.key.name) != nil {
      let key = Node(.scalar(Scalar(entry.key.name, .plain)), entry.key.range)
      _ = Identifier.parse(entry.key.name, key, reading)
      return false
    }
    guard entry.value.scalar != nil else {
      reading.diagnostics.report(
        Diagnostic(
          .wrongType, .error, "a param is one value, not \(entry.value.kind)",
          at: entry.value.range
        ).help("write one param for each value"))
      return false
    }
    return true
  }
}

/// Puts params into params, following the order of use and not of writing.
private struct ParamResolver {
  let entries: [Node.Entry]
  let reading: Reading
  private(set) var used: Set<String> = []
  private var places: [String: Int] = [:]
  private var values: [Scalar?]
  /// The params being resolved, outermost first.
  private var chain: [Int] = []
  private var budget = TextBudget()

  init(entries: [Node.Entry], reading: Reading) {
    self.entries = entries
    self.reading = reading
    values = Array(repeating: nil, count: entries.count)
    for (index, entry) in entries.enumerated() { places[entry.key.name] = index }
  }

  mutating func value(of index: Int) -> Node {
    Node(.scalar(scalar(of: index)), entries[index].value.range)
  }

  private mutating func scalar(of index: Int) -> Scalar {
    if let value = values[index] { return value }
    let node = entries[index].value
    chain.append(index)
    let value = resolved(node)
    chain.removeLast()
    values[index] = value
    return value
  }

  private mutating func resolved(_ node: Node) -> Scalar {
    let written = node.scalar ?? Scalar("", .plain)
    let references = paramReferences(in: written.text)
    guard !references.isEmpty else { return written }
    var found: [Scalar] = []
    for reference in references {
      guard let value = scalar(for: reference, in: node) else { return written }
      found.append(value)
    }
    return budget.replace(references, in: written, by: found, at: node.range, reading) ?? written
  }

  private mutating func scalar(for reference: ParamReference, in node: Node) -> Scalar? {
    guard case .param(let name) = reference.kind else {
      return reading.plainValue(of: reference, in: node)
    }
    guard let place = places[name] else {
      reading.unknownParam(name, reference.bytes, in: node, known: entries.map(\.key.name))
      return nil
    }
    used.insert(name)
    if let start = chain.firstIndex(of: place) {
      let names = (chain[start...] + [place]).map { entries[$0].key.name }
      reading.diagnostics.report(
        Diagnostic(
          .circularParams, .error,
          "these params need each other: \(names.joined(separator: " → "))",
          at: reading.diagnostics.range(of: reference.bytes, in: node)
        ).help("give one of them a value of its own"))
      return nil
    }
    let value = scalar(of: place)
    if !value.isNull { return value }
    reading.noValue(name, reference.bytes, in: node, declaredAt: entries[place].key.range)
    return nil
  }
}
