internal import Diagnostics
internal import Documents
internal import OrderedTree
internal import SpecLanguage
internal import StackSpec
internal import YAMLTree

/// Merges what the user writes under `patch:` into the generated documents.
///
/// A patched document is read back from its own bytes, so every document can be patched, however
/// it was written.
func patched(
  _ files: [GeneratedFile], by patches: [Patch], _ diagnostics: Diagnostics
) -> [GeneratedFile] {
  guard !patches.isEmpty else { return files }
  var files = files
  for patch in patches {
    guard let index = files.firstIndex(where: { $0.path == patch.path }) else { continue }
    guard let document = document(files[index], diagnostics) else {
      diagnostics.report(
        Diagnostic(
          .patchKind, .error, "'\(patch.path)' is neither YAML nor JSON, so nothing can be merged",
          at: patch.range))
      continue
    }
    var tree = Tree(document)
    guard case .mapping = patch.node.content else {
      diagnostics.report(
        Diagnostic(
          .patchKind, .error, "a patch is a mapping of the fields to change", at: patch.range
        ).help("write them below the path; a field that shall go is written 'name: null'"))
      continue
    }
    PatchChecks(document, path: patch.path, diagnostics).check(patch.node, against: document)
    tree.merge(Tree(patch.node))
    let bytes = patch.path.hasSuffix(".json") ? jsonDocument(tree) : yamlDocument(tree)
    files[index] = GeneratedFile(path: patch.path, bytes: bytes)
  }
  return files
}

/// Says which patches have no document, once all documents are known.
func checkPatches(_ patches: [Patch], _ files: [GeneratedFile], _ diagnostics: Diagnostics) {
  let paths = files.map(\.path)
  for patch in patches where !paths.contains(patch.path) {
    diagnostics.report(
      Diagnostic(
        .patchTarget, .error, "the stack has no document '\(patch.path)'", at: patch.range
      ).help(
        suggestion(for: patch.path, among: paths)
          ?? "its documents: \(paths.sorted().prefix(12).joined(separator: ", "))"))
  }
}

private func document(_ file: GeneratedFile, _ diagnostics: Diagnostics) -> Node? {
  guard [".yml", ".yaml", ".json"].contains(where: { file.path.hasSuffix($0) }) else { return nil }
  let silent = Diagnostics()
  return parseYAML(silent.sources.add(name: file.path, text: file.bytes), silent)
}
