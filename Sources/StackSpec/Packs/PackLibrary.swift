import Diagnostics
import SpecLanguage
import YAMLTree

/// The packs a build can choose from: those built in, and those of the user by file.
package struct PackLibrary: Sendable {
  private var own: [OwnPack] = []

  private struct OwnPack {
    let name: String
    let file: String
    /// Nothing when the file could not be read; that has been said.
    let node: Node?
  }

  package init() {}

  package var names: [String] { (builtInPacks.map(\.name) + own.map(\.name)).uniqued() }

  func has(file: String) -> Bool { own.contains { $0.file == file } }

  /// Adds a pack of the user, named after its file; it replaces a built-in pack of that name.
  mutating func add(_ node: Node?, file: String, named range: SourceRange, _ reading: Reading) {
    let stem = file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
    let name = Node(.scalar(Scalar(stem, .plain)), range)
    guard Identifier.parse(stem, name, reading) != nil else { return }
    if let other = own.first(where: { $0.name == stem }) {
      reading.diagnostics.report(
        Diagnostic(
          .packFile, .error, "'\(file)' and '\(other.file)' are packs of the same name", at: range
        ).help("rename one of the files"))
    }
    own.append(OwnPack(name: stem, file: file, node: node))
  }

  /// The pack that is asked for; `nil` after a diagnostic.
  func tree(of request: PackRequest, _ reading: Reading) -> Node? {
    let name = request.packName
    if let pack = own.last(where: { $0.name == name }) { return pack.node }
    guard let node = Self.builtIn(name, reading.diagnostics) else {
      reading.diagnostics.report(
        Diagnostic(
          .unknownPack, .error, "the catalogue has no pack '\(name)'", at: request.nameRange
        )
        .help(
          suggestion(for: name, among: names) ?? "`stackgen catalog` lists all of them"))
      return nil
    }
    return node
  }

  /// A built-in pack as a tree; `nil` when there is none of that name.
  static func builtIn(_ name: String, _ diagnostics: Diagnostics) -> Node? {
    guard let pack = builtInPacks.first(where: { $0.name == name }) else { return nil }
    let bytes = unsafe Array(
      UnsafeBufferPointer(start: pack.text.utf8Start, count: pack.text.utf8CodeUnitCount))
    return parseYAML(diagnostics.sources.add(name: "pack:\(name)", text: bytes), diagnostics)
  }
}
