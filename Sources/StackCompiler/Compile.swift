package import Diagnostics
package import Documents
internal import Outputs
package import SpecLanguage
internal import StackModel
package import StackSpec
internal import YAMLTree

/// What one spec became: its files, planned and not yet written.
package struct Compilation: Sendable {
  package var name: String
  package var files: [GeneratedFile]
  package var resolution: Resolution
}

/// The whole pipe: text to tree to stack to model to files. `nil` after an error.
package func compile(
  _ request: SpecRequest, from sources: some SourceProvider, _ diagnostics: Diagnostics
) -> Compilation? {
  var reading = Reading(diagnostics)
  guard let tree = readSpecTree(request, from: sources, reading) else { return nil }
  if diagnostics.hasErrors { return nil }
  reading.versions = readVersions(tree.root, reading)
  let packs = loadPacks(for: tree.root, library: PackLibrary(), reading)
  let whole = addContributions(of: packs, to: tree.root)
  let stack = Stack.read(whole, reading)
  tree.params.reportUnused(tree.usedParams, reading)
  guard let stack, !diagnostics.hasErrors else { return nil }
  let resolution = resolve(stack, packs: packs, reading: reading)
  if diagnostics.hasErrors { return nil }
  return Compilation(
    name: resolution.model.name, files: files(for: resolution.model), resolution: resolution)
}

/// Every output's files; compose comes last, for it names the hashes of the others' folders.
private func files(for model: StackModel) -> [GeneratedFile] {
  let files = configurationOutputs.flatMap { $0.files(for: model) }
  let folders = Set(model.services.flatMap(\.configurationFolders))
  let hashes = folderHashes(folders, of: files)
  return files + ComposeOutput().files(for: model, folderHashes: hashes)
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
