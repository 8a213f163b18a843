internal import Diagnostics
internal import Dialects
package import YAMLTree

/// The spec as one of its `environments:` wants it: first what it removes goes, then its own keys
/// are laid over the rest. Without a name the spec stays as it is; `environments:` goes either way.
package func applyEnvironment(_ name: String?, to spec: Node, _ reading: Reading) -> Node {
  let base = spec.removing("environments")
  let environments = spec["environments"]
  if let environments, environments.entries == nil, !environments.isNull {
    reading.wrongType(environments, expected: .map(keys: "environments", .anything))
    return base
  }
  for entry in environments?.entries ?? [] { checkEnvironment(entry, reading) }
  guard let name else { return base }
  guard let chosen = environments?[name] else {
    reportUnknown(name, known: environments?.entries?.map(\.key.name) ?? [], reading)
    return base
  }
  warnOfNothing(in: chosen, over: base, reading, help: "or take it out by 'remove:'")
  let removed = chosen["remove"].map { remove($0, from: base, reading) } ?? base
  return overlay(removed, with: chosen.removing("remove"))
}

/// Warns of keys without a value over keys that have one: they ask for what is there already.
func warnOfNothing(in top: Node, over base: Node, _ reading: Reading, help: String) {
  for entry in top.entries ?? [] {
    guard let below = base[entry.key.name], !below.isNull else { continue }
    guard entry.value.isNull else {
      warnOfNothing(in: entry.value, over: below, reading, help: help)
      continue
    }
    reading.diagnostics.report(
      Diagnostic(
        .noEffect, .warning, "'\(entry.key.name)' is there already, so nothing changes",
        at: entry.key.range
      ).help("write what is to change, \(help)"))
  }
}

private func checkEnvironment(_ environment: Node.Entry, _ reading: Reading) {
  guard let entries = environment.value.entries else {
    if !environment.value.isNull {
      reading.wrongType(environment.value, expected: .map(keys: "the spec", .anything))
    }
    return
  }
  for entry in entries where ["include", "environments"].contains(entry.key.name) {
    reading.diagnostics.report(
      Diagnostic(
        .unknownKey, .error, "'\(entry.key.name)' has no meaning inside an environment",
        at: entry.key.range
      ).help("move '\(entry.key.name)' to the top of the spec"))
  }
  reportUnknownKeys(of: entries, reading)
}

/// Keys of an environment are those of the spec, and `remove`; they are checked even when the
/// environment is not chosen.
private func reportUnknownKeys(of entries: [Node.Entry], _ reading: Reading) {
  guard let known = reading.keys.map({ $0.topKeys + ["remove"] }) else { return }
  let written = entries.map(\.key.name)
  for entry in entries where !known.contains(entry.key.name) {
    reading.unknownKey(
      entry.key, candidates: known.filter { !written.contains($0) }, record: "environment")
  }
}

private func reportUnknown(_ name: String, known: [String], _ reading: Reading) {
  let source = reading.diagnostics.sources.add(name: "--env", text: Array(name.utf8))
  let finding = Diagnostic(
    .unknownEnvironment, .error, "no environment is named '\(name)'",
    at: SourceRange(source, 0, name.utf8.count))
  let help =
    known.isEmpty
    ? "the spec has no 'environments:'" : "the spec knows \(known.joined(separator: ", "))"
  reading.diagnostics.report(finding.help(suggestion(for: name, among: known) ?? help))
}

private func remove(_ list: Node, from base: Node, _ reading: Reading) -> Node {
  var result = base
  for path in [Located<SpecPath>].read(list, reading) ?? [] {
    switch path.value.find(in: base) {
    case .node:
      guard let smaller = result.removing(path.value.steps[...]) else {
        reading.invalid("a list is replaced as a whole, it cannot lose one item", path.node)
        continue
      }
      result = smaller
    case .missing(let step, let known):
      reading.diagnostics.report(
        reading.diagnostics.unknownPath(path.value, step: step, known: known, in: path.node))
    }
  }
  return result
}

extension Node {
  /// The tree without the key at the end of a path; `nil` when an item of a list stands there.
  fileprivate func removing(_ steps: ArraySlice<SpecPath.Step>) -> Node? {
    guard let step = steps.first else { return nil }
    let rest = steps.dropFirst()
    if var items, let place = Int(step.name), items.indices.contains(place) {
      guard let item = items[place].removing(rest) else { return nil }
      items[place] = item
      return Node(.sequence(items), range)
    }
    if rest.isEmpty { return removing(step.name) }
    // What an earlier path of the same list took away is gone already.
    guard let below = self[step.name] else { return self }
    return below.removing(rest).map { replacing(step.name, with: $0) }
  }
}
