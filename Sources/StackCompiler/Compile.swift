package import Diagnostics
package import Documents
internal import Outputs
internal import Parallel
internal import Proof
package import SpecLanguage
internal import StackModel
package import StackSpec
internal import YAMLTree

/// What one spec became: its files, planned and not yet written.
package struct Compilation: Sendable {
  package var name: String
  package var nameRange: SourceRange?
  package var files: FileSet
  package var resolution: Resolution
  /// The names of the environments of the spec.
  package var environments: [String] = []
  /// What all that was made of: to give it back earlier would take time that nobody has.
  private let remains: [any Sendable]

  init(
    name: String, nameRange: SourceRange?, files: FileSet, resolution: Resolution,
    environments: [String], remains: [any Sendable]
  ) {
    self.name = name
    self.nameRange = nameRange
    self.files = files
    self.resolution = resolution
    self.environments = environments
    self.remains = remains
  }
}

/// The whole pipe: text to tree to stack to model to files. `nil` after an error.
package func compile(
  _ request: SpecRequest, from sources: some SourceProvider, _ diagnostics: Diagnostics
) -> Compilation? {
  guard let spec = readWholeSpec(request, from: sources, diagnostics) else { return nil }
  let compilation = compile(spec, diagnostics)
  acceptWarnings(of: spec, diagnostics)
  return compilation
}

private func compile(_ spec: WholeSpec, _ diagnostics: Diagnostics) -> Compilation? {
  let stack = Stack.read(spec.root, spec.reading)
  spec.tree.params.reportUnused(spec.tree.usedParams, spec.reading)
  guard let stack, !diagnostics.hasErrors else { return nil }
  var resolution = resolve(
    stack, packs: spec.packs, elsewhere: spec.tree.elsewhere, reading: spec.reading)
  if diagnostics.hasErrors { return nil }
  resolution.model.alertProofs = alertProofs(of: resolution.model)
  checkTests(of: resolution, diagnostics)
  let files = files(for: resolution.model, patches: stack.patches, diagnostics)
  checkPatches(stack.patches, files, diagnostics)
  checkExpectations(resolution, files, diagnostics)
  guard !diagnostics.hasErrors, let files = fileSet(files, diagnostics) else { return nil }
  return Compilation(
    name: resolution.model.name, nameRange: spec.root["name"]?.range, files: files,
    resolution: resolution, environments: spec.tree.environments.map(\.key.name),
    remains: [spec.tree.root, spec.root, stack])
}

/// Takes out the warnings that the spec accepts. The section is read once more, in silence, so that
/// it holds for a spec with errors too.
private func acceptWarnings(of spec: WholeSpec, _ diagnostics: Diagnostics) {
  guard let section = spec.root["allow"] else { return }
  let allowances = [Allowance].read(section, Reading(diagnostics.unheard)) ?? []
  diagnostics.replaceAll(
    applyAllowances(allowances, to: diagnostics.list, of: spec.root, diagnostics))
}

/// A spec with everything in it that it is made of, packs included.
package struct WholeSpec {
  var tree: SpecTree
  var packs: [LoadedPack]
  /// The spec with the contributions of the packs below it.
  var root: Node
  var reading: Reading
}

/// Reads a spec and the packs it names; `nil` when it cannot be put together.
package func readWholeSpec(
  _ request: SpecRequest, from sources: some SourceProvider, _ diagnostics: Diagnostics
) -> WholeSpec? {
  var reading = Reading(diagnostics)
  reading.keys = KeyIndex(Stack.recordShape)
  reading.files = sources
  guard let tree = readSpecTree(request, from: sources, reading) else { return nil }
  if diagnostics.hasErrors { return nil }
  reading.versions = readVersions(tree.root, reading)
  let library = readPackLibrary(for: tree.root, from: sources, reading)
  let packs = loadPacks(for: tree.root, library: library, reading)
  return WholeSpec(
    tree: tree, packs: packs, root: addContributions(of: packs, to: tree.root, reading),
    reading: reading)
}

/// The files with their manifest. Names of a spec may ask for paths that cannot be kept apart.
private func fileSet(_ files: [GeneratedFile], _ diagnostics: Diagnostics) -> FileSet? {
  // The built-in packs are told by stackgen's own version.
  let texts = diagnostics.sources.sources.filter { !$0.name.hasPrefix("pack:") }
    .map { SHA256(of: $0.text).hex }.joined()
  do {
    return try FileSet(
      files,
      facts: [("stackgen", stackgenVersion), ("spec", SHA256(of: Array(texts.utf8)).hex)])
  } catch {
    diagnostics.error(.outputPath, error.description, at: nil)
    return nil
  }
}

/// Every output's files; compose comes last, for it names the hashes of the others' folders.
private func files(
  for model: StackModel, patches: [Patch], _ diagnostics: Diagnostics
) -> [GeneratedFile] {
  let files = patched(
    configurationOutputs.concurrentMap(atATime: 1) { $0.files(for: model) }.flatMap(\.self),
    by: patches, diagnostics)
  let folders = Set(model.services.flatMap(\.configurationFolders))
  let hashes = folderHashes(folders, of: files)
  let compose = ComposeOutput().files(for: model, folderHashes: hashes)
  return files + patched(compose, by: patches, diagnostics)
}

/// One hash a folder, over the paths and contents of its files.
private func folderHashes(
  _ folders: Set<String>, of files: [GeneratedFile]
) -> [String: String] {
  var hashes: [String: String] = [:]
  for folder in folders {
    let inside = files.filter { $0.path.hasPrefix(folder + "/") }.sorted { $0.path < $1.path }
    guard !inside.isEmpty else { continue }
    let lines = inside.map { "\($0.sha256.hex) \($0.path)\n" }.joined()
    hashes[folder] = String(SHA256(of: Array(lines.utf8)).hex.prefix(16))
  }
  return hashes
}
