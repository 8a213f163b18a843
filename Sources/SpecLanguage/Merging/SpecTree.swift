package import YAMLTree

/// What a build asks for: a file, an environment, settings of the command line.
package struct SpecRequest: Sendable {
  package var path: String
  package var environment: String?
  /// Arguments of `--set`, in order; a later one wins.
  package var settings: [String] = []
  /// Whether the environments that are not chosen are looked at too.
  package var coversEnvironments = false

  package init(_ path: String, environment: String? = nil, settings: [String] = []) {
    self.path = path
    self.environment = environment
    self.settings = settings
  }
}

/// A spec with everything put together: included files, environment, settings, params.
package struct SpecTree: Sendable {
  package var root: Node
  /// The environments it could be changed by.
  package var environments: [Node.Entry]
  /// What this build leaves out: the environments, and with one of them what they lie over.
  package var elsewhere: [Node]
  package var params: Params
  /// The params the spec itself uses; what uses more of them may add to it.
  package var usedParams: Set<String>
}

/// Reads a spec and puts it together; `nil` when a file cannot be read or is not a mapping.
///
/// The order is the order of strength: included files, the file, its environment, `--set`.
/// Params are put in last, so each of these may set them.
package func readSpecTree(
  _ request: SpecRequest, from sources: some SourceProvider, _ reading: Reading
) -> SpecTree? {
  let written = readWithIncludes(request.path, from: sources, reading)
  let settings = request.settings.map { readSetting($0, reading) }
  guard let written, !settings.contains(where: { $0 == nil }) else { return nil }
  guard written.entries != nil else {
    reading.wrongType(written, expected: .map(keys: "sections", .anything))
    return nil
  }
  let chosen = applyEnvironment(request.environment, to: written, reading)
  let whole = settings.compactMap(\.self).reduce(chosen) { base, setting in
    warnOfNothing(in: setting, over: base, reading, help: "or 'remove:' it in an environment")
    return overlay(base, with: setting)
  }
  return withParams(whole, of: written, isChanged: request.environment != nil, reading)
}

private func withParams(
  _ whole: Node, of written: Node, isChanged: Bool, _ reading: Reading
) -> SpecTree {
  let declared = whole["params"]
  let params = declared.map { Params.read($0, reading) } ?? Params()
  let replaced = interpolate(
    whole.removing("params"), params: params, sections: whole, reading)
  var root = replaced.node
  if let declared, let place = whole.entries?.firstIndex(where: { $0.key.name == "params" }),
    let entry = whole.entries?[place], var entries = root.entries
  {
    entries.insert(Node.Entry(entry.key, params.node(at: declared.range)), at: place)
    root = Node(.mapping(entries), root.range)
  }
  let environments = written["environments"]
  let elsewhere = environments.map { mentionedParams(in: $0) } ?? []
  return SpecTree(
    root: root, environments: environments?.entries ?? [],
    elsewhere: isChanged ? [written] : environments.map { [$0] } ?? [], params: params,
    usedParams: replaced.used.union(elsewhere))
}
