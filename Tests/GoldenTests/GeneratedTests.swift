import Diagnostics
import Documents
import Foundation
import Reports
import SpecLanguage
import StackCompiler
import Testing

/// Every spec of `stacks/` becomes, byte for byte, what is committed in `generated/`.
/// `UPDATE_GOLDEN=1 swift test` writes it anew; the difference is read in git.
@Suite struct GeneratedTests {
  private func compiled(_ spec: String) throws -> Compilation {
    let diagnostics = Diagnostics()
    let compilation = compile(SpecRequest(spec), from: Project(), diagnostics)
    return try #require(
      compilation, "\(humanReport([Findings(diagnostics)], .none))")
  }

  @Test(arguments: try Project.specs())
  func `the committed outputs are what the spec says`(_ spec: String) throws {
    let compilation = try compiled(spec)
    let folder = "\(Project.folder)/generated/\(compilation.name)"
    var kept = compilation.files.files
    if Project.isLarge(spec) {
      kept = kept.filter { ["README.md", "manifest.json"].contains($0.path) }
      if Project.isUpdating { try write(kept, to: folder) }
    } else if Project.isUpdating {
      _ = try compilation.files.commit(to: folder, obstacles: .overwrite)
    }
    for file in kept {
      let committed = FileManager.default.contents(atPath: "\(folder)/\(file.path)")
      guard let committed else {
        Issue.record("\(file.path) is missing; UPDATE_GOLDEN=1 swift test writes it")
        continue
      }
      if Array(committed) != file.bytes {
        Issue.record(
          "\(file.path): \(firstDifference(Array(committed), file.bytes))")
      }
    }
    let paths = Set(compilation.files.files.map(\.path))
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let isFolder = try URL(fileURLWithPath: "\(folder)/\(path)")
        .resourceValues(forKeys: [.isDirectoryKey]).isDirectory
      #expect(isFolder == true || paths.contains(path), "no output is \(path) any more")
    }
  }

  private func write(_ files: [GeneratedFile], to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in files {
      try Data(file.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.path)"))
    }
  }

  @Test func `every folder of generated belongs to a spec of its name`() throws {
    let names = try Project.specs().map { spec in
      String(spec.dropFirst("stacks/".count).dropLast(".yaml".count))
    }
    for (spec, name) in zip(try Project.specs(), names) where !Project.isLarge(spec) {
      #expect(try compiled(spec).name == name)
    }
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: "\(Project.folder)/generated")
    for folder in folders {
      #expect(names.contains(folder) || folder == "spec", "generated/\(folder) has no spec")
    }
  }

  @Test(arguments: try Project.smallSpecs())
  func `compiling twice gives the same bytes`(_ spec: String) throws {
    let one = try compiled(spec).files.files
    let other = try compiled(spec).files.files
    #expect(one.map(\.path) == other.map(\.path))
    for (one, other) in zip(one, other) { #expect(one.bytes == other.bytes, "\(one.path)") }
  }
}

/// Both texts around the first line in which they differ.
func firstDifference(_ committed: [UInt8], _ made: [UInt8]) -> String {
  let old = lines(committed)
  let new = lines(made)
  let common = zip(old, new).prefix { $0 == $1 }.count
  let from = max(0, common - 2)
  func excerpt(_ lines: [Substring]) -> String {
    lines[min(from, lines.count)..<min(common + 3, lines.count)].map { $0.prefix(200) }
      .joined(separator: "\n")
  }
  return """
    differs from line \(common + 1) on
    committed:
    \(excerpt(old))
    made:
    \(excerpt(new))
    """
}

private func lines(_ bytes: [UInt8]) -> [Substring] {
  String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
}
