import Diagnostics
package import YAMLTree

/// The packs a build can choose from: those built in, and those of the user by file.
package struct PackLibrary: Sendable {
  private var own: [(name: String, node: Node)] = []

  package init() {}

  package var names: [String] {
    builtInPacks.map(\.name) + own.map(\.name)
  }

  /// Adds a pack of the user; one of the same name replaces a built-in pack.
  package mutating func add(_ name: String, _ node: Node) { own.append((name, node)) }

  /// The text of a pack as a tree; `nil` when there is none of that name.
  func node(_ name: String, _ diagnostics: Diagnostics) -> Node? {
    if let pack = own.last(where: { $0.name == name }) { return pack.node }
    guard let pack = builtInPacks.first(where: { $0.name == name }) else { return nil }
    let bytes = unsafe Array(
      UnsafeBufferPointer(start: pack.text.utf8Start, count: pack.text.utf8CodeUnitCount))
    return parseYAML(diagnostics.sources.add(name: "pack:\(name)", text: bytes), diagnostics)
  }
}
