internal import Diagnostics
package import YAMLTree

/// A tree with every `$(name)` replaced, and the params it used.
package struct Interpolation: Sendable {
  package var node: Node
  package var used: Set<String>
}

/// Replaces `$(name)` in every value of a tree by the param of that name; keys stay as they are.
///
/// A plain value that is `$(name)` and nothing else takes the param as it is: a number stays a
/// number. Inside a longer text the param's text goes in. `$$(` writes a plain `$(`.
///
/// What holds `for_each` is there once for each of its values; the names of `for_each` are params
/// inside it, in keys as well. `sections` are those whose names `for_each` may go through.
package func interpolate(
  _ node: Node, params: Params, sections: Node? = nil, _ reading: Reading
) -> Interpolation {
  var interpolator = Interpolator(params: params, sections: sections, reading: reading)
  let changed = interpolator.changed(node)
  return Interpolation(node: changed ?? node, used: interpolator.used)
}

/// The names of the params that a tree mentions.
package func mentionedParams(in node: Node) -> Set<String> {
  switch node.content {
  case .scalar(let scalar):
    return Set(
      paramReferences(in: scalar.text).compactMap {
        if case .param(let name) = $0.kind { name } else { nil }
      })
  case .sequence(let items):
    return items.reduce(into: []) { $0.formUnion(mentionedParams(in: $1)) }
  case .mapping(let entries):
    return entries.reduce(into: []) { $0.formUnion(mentionedParams(in: $1.value)) }
  }
}

/// Walks a tree; subtrees without params are not rebuilt.
private struct Interpolator {
  private var params: Params
  let sections: Node?
  let reading: Reading
  private(set) var used: Set<String> = []
  private var budget = TextBudget()
  private var copiesLeft = Loop.mostRounds

  init(params: Params, sections: Node?, reading: Reading) {
    self.params = params
    self.sections = sections
    self.reading = reading
  }

  /// The tree with its params put in; `nil` when it holds none.
  mutating func changed(_ node: Node) -> Node? {
    switch node.content {
    case .scalar(let scalar):
      let references = paramReferences(in: scalar.text)
      guard !references.isEmpty else { return nil }
      if let whole = wholeValue(scalar, references) { return whole }
      guard let value = replaced(scalar, references, in: node) else { return nil }
      return Node(.scalar(value), node.range)
    case .sequence(let items): return changed(items).map { Node(.sequence($0), node.range) }
    case .mapping(let entries): return changed(entries).map { Node(.mapping($0), node.range) }
    }
  }

  private mutating func changed(_ items: [Node]) -> [Node]? {
    guard !items.contains(where: { $0[Loop.key] != nil }) else {
      return items.flatMap { item in
        item[Loop.key] == nil ? [changed(item) ?? item] : copies(of: item, key: nil).map(\.value)
      }
    }
    var copy: [Node]?
    for index in items.indices {
      guard let item = changed(items[index]) else { continue }
      if copy == nil { copy = items }
      copy?[index] = item
    }
    return copy
  }

  private mutating func changed(_ entries: [Node.Entry]) -> [Node.Entry]? {
    guard !entries.contains(where: { $0.value[Loop.key] != nil }) else {
      return distinct(
        entries.flatMap { entry in
          entry.value[Loop.key] == nil
            ? [Node.Entry(entry.key, changed(entry.value) ?? entry.value)]
            : copies(of: entry.value, key: entry.key)
        })
    }
    var copy: [Node.Entry]?
    for index in entries.indices {
      reportParam(in: entries[index].key)
      guard let value = changed(entries[index].value) else { continue }
      if copy == nil { copy = entries }
      copy?[index].value = value
    }
    return copy
  }

  /// A param in a key would go out as it stands.
  private func reportParam(in key: Node.Key) {
    guard key.name.utf8.contains(UInt8(ascii: "$")) else { return }
    for reference in paramReferences(in: key.name) {
      guard case .param(let name) = reference.kind, params[name] != nil else { continue }
      reading.diagnostics.report(
        Diagnostic(
          .invalidValue, .error, "the param '\(name)' stands in a key, and keys stay as they are",
          at: key.range
        ).help("write the name itself; only names of a 'for_each' may stand in keys"))
    }
  }

  /// What stands under `for_each`, once for each round.
  private mutating func copies(of node: Node, key: Node.Key?) -> [Node.Entry] {
    guard let written = node[Loop.key] else { return [] }
    let loop = Loop(changed(written) ?? written, sections: sections, reading)
    copiesLeft -= loop.rounds.count
    guard copiesLeft >= 0 else {
      reading.diagnostics.error(
        .tooLarge, "these are more than \(Loop.mostRounds) rounds of for_each", at: written.range)
      return []
    }
    let body = node.removing(Loop.key)
    let outer = params
    defer { params = outer }
    return loop.rounds.map { round in
      params = outer
      for value in round { params.set(value.name, value.node) }
      return Node.Entry(copy(of: key, for: body), changed(body) ?? body)
    }
  }

  private mutating func copy(of key: Node.Key?, for body: Node) -> Node.Key {
    guard let key else { return Node.Key("", body.range) }
    let name = Node(text: key.name, at: key.range)
    var copy = key
    copy.name = changed(name)?.scalar?.text ?? key.name
    return copy
  }

  /// Copies need names of their own.
  private func distinct(_ entries: [Node.Entry]) -> [Node.Entry] {
    var seen: Set<String> = []
    return entries.filter { entry in
      if seen.insert(entry.key.name).inserted { return true }
      reading.diagnostics.report(
        Diagnostic(
          .duplicateKey, .error, "for_each makes '\(entry.key.name)' twice", at: entry.key.range
        ).help("write a name of for_each into the key: \(entry.key.name)-$(name)"))
      return false
    }
  }

  /// A list or mapping in place of a value that is `$(name)` and nothing else.
  private mutating func wholeValue(_ scalar: Scalar, _ references: [ParamReference]) -> Node? {
    guard references.count == 1, references[0].bytes == 0..<scalar.text.utf8.count,
      case .param(let name) = references[0].kind, let value = params[name]?.value,
      value.scalar == nil
    else { return nil }
    used.insert(name)
    return value
  }

  private mutating func replaced(
    _ scalar: Scalar, _ references: [ParamReference], in node: Node
  ) -> Scalar? {
    var values: [Scalar] = []
    var isComplete = true
    for reference in references {
      guard let value = value(of: reference, in: node) else {
        isComplete = false
        continue
      }
      values.append(value)
    }
    guard isComplete else { return nil }
    return budget.replace(references, in: scalar, by: values, at: node.range, reading)
  }

  private mutating func value(of reference: ParamReference, in node: Node) -> Scalar? {
    guard case .param(let name) = reference.kind else {
      return reading.plainValue(of: reference, in: node)
    }
    guard let param = params[name] else {
      reading.unknownParam(name, reference.bytes, in: node, known: params.names)
      return nil
    }
    used.insert(name)
    guard let value = param.value.scalar, !value.isNull else {
      reading.noValue(name, reference.bytes, in: node, declaredAt: param.nameRange)
      return nil
    }
    return value
  }
}

/// How much text params may bring in all, so that a short spec cannot fill the memory.
struct TextBudget {
  private var left = YAMLLimits.bytes

  /// The scalar with values in place of its references; `nil` when there is no room for them.
  mutating func replace(
    _ references: [ParamReference], in scalar: Scalar, by values: [Scalar], at range: SourceRange,
    _ reading: Reading
  ) -> Scalar? {
    guard left > 0 else { return nil }
    left -= values.reduce(scalar.text.utf8.count) { $0 + $1.text.utf8.count }
    guard left > 0 else {
      reading.diagnostics.error(
        .tooLarge, "with all params put in, the texts pass \(YAMLLimits.bytes >> 20) MiB", at: range
      )
      return nil
    }
    var replaced = ParamReference.replace(references, in: scalar, by: values.map(\.text))
    if scalar.style == .plain, references.count == 1,
      references[0].bytes == 0..<scalar.text.utf8.count, case .param = references[0].kind
    {
      replaced.style = values[0].style
    }
    return replaced
  }
}

extension Reading {
  /// What stands for a reference that names no param: `$$(`, or a mistake to report.
  func plainValue(of reference: ParamReference, in node: Node) -> Scalar? {
    let range = diagnostics.range(of: reference.bytes, in: node)
    switch reference.kind {
    case .param, .escaped: return Scalar("$(", .plain)
    case .notAName(let text):
      diagnostics.report(
        Diagnostic(.unknownParam, .error, "'\(text)' is not the name of a param", at: range)
          .help("write $(name) for a param, or $$( for a plain '$('"))
    case .unclosed:
      diagnostics.report(
        Diagnostic(.unknownParam, .error, "this '$(' is never closed", at: range)
          .help("write $(name) for a param, or $$( for a plain '$('"))
    }
    return nil
  }

  func unknownParam(_ name: String, _ bytes: Range<Int>, in node: Node, known: [String]) {
    let range = diagnostics.range(of: bytes, in: node)
    var finding = Diagnostic(.unknownParam, .error, "no param is named '\(name)'", at: range)
    let words = nearest(to: name, among: known)
    if words.isEmpty {
      finding = finding.help(
        "declare '\(name)' under 'params:', or write $$( for a plain '$('")
    } else {
      finding = finding.help(suggestion(for: name, among: known))
    }
    if words.count == 1, let only = words.first {
      finding = finding.replacing(range, with: "$(\(only))")
    }
    diagnostics.report(finding)
  }

  func noValue(
    _ name: String, _ bytes: Range<Int>, in node: Node, declaredAt declaration: SourceRange
  ) {
    diagnostics.report(
      Diagnostic(
        .missingKey, .error, "the param '\(name)' has no value",
        at: diagnostics.range(of: bytes, in: node)
      ).related(declaration, "declared here without one")
        .help("write a value there, or give it with --set params.\(name)=..."))
  }
}
