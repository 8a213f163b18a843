package import Diagnostics
package import Documents
package import SpecLanguage
internal import StackModel
internal import StackSpec
internal import YAMLTree

/// Why a line of a generated file is as it is: from the line to the spec, the packs and whatever
/// was laid over them.
package struct Explanation {
  private let compilation: Compilation
  private let spec: WholeSpec
  private let sources: SourceMap

  /// Nil when the spec has errors.
  package init?(
    _ request: SpecRequest, from provider: some SourceProvider, _ diagnostics: Diagnostics
  ) {
    guard let compilation = compile(request, from: provider, diagnostics) else { return nil }
    // Read once more: what is compiled keeps nothing of the spec's text.
    let silent = Diagnostics()
    guard let spec = readWholeSpec(request, from: provider, silent) else { return nil }
    self.compilation = compilation
    self.spec = spec
    sources = diagnostics.sources
  }

  package var stack: String { compilation.name }

  /// The file as it should be; nil when the stack has none of that path.
  package func file(_ path: String) -> GeneratedFile? {
    compilation.files.files.first { $0.path == path }
  }

  /// The chain from a line to whatever was written for it.
  package func text(_ path: String, line: Int) -> String {
    let bytes = file(path)?.bytes ?? []
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let written =
      lines.indices.contains(line - 1) ? String(decoding: lines[line - 1], as: UTF8.self) : ""
    var text = "\(path):\(line)\n  \(written.drop { $0 == " " })\n"
    let places = compilation.places(path, line: line)
    if places.isEmpty { text += "stackgen itself writes this, for no single line of the spec\n" }
    if let patch = spec.root["patch"]?.entries?.first(where: { $0.key.name == path }) {
      let origins = Origins(compilation.resolution.origins, sources)
      text += "patched: \(origins.place(patch.key.range))\n"
    }
    for place in places.dropLast() { text += headline(place) }
    return text + (places.last.map(chain) ?? "")
  }

  private func headline(_ place: OutputPlace) -> String {
    let origins = Origins(compilation.resolution.origins, sources)
    let written = origins.place(place.origin) ?? "made by stackgen itself"
    let range = origins.range(place.origin)
    let pack = spec.packs.first { $0.range == range }.map {
      ", brought by the pack '\($0.packName)'"
    }
    return "\(place.title): \(written)\(pack ?? "")\n"
  }

  /// One object: where it was written, and every value that was written for it.
  private func chain(_ place: OutputPlace) -> String {
    let origins = Origins(compilation.resolution.origins, sources)
    var text = headline(place)
    guard let range = origins.range(place.origin), let node = spec.root.written(at: range) else {
      return text
    }
    for value in node.values.prefix(Self.mostValues) {
      let key = value.path.isEmpty ? "" : "\(value.path): "
      let words = sources.words(value.range).firstLine
      text += "  \(origins.place(value.range)): \(key)\(words)\n"
    }
    if node.values.count > Self.mostValues {
      text += "  and \(node.values.count - Self.mostValues) values more\n"
    }
    return text
  }

  private static let mostValues = 24
}

extension String {
  fileprivate var firstLine: String {
    let line = prefix { $0 != "\n" }
    return line.count > 100 ? "\(line.prefix(100))..." : String(line)
  }
}

extension Node {
  /// The value whose key, or which itself, stands at a range.
  fileprivate func written(at wanted: SourceRange) -> Node? {
    if range == wanted { return self }
    for entry in entries ?? [] {
      if entry.key.range == wanted { return entry.value }
      if let found = entry.value.written(at: wanted) { return found }
    }
    for item in items ?? [] {
      if let found = item.written(at: wanted) { return found }
    }
    return nil
  }

  /// The scalars below, each with the keys that lead to it.
  fileprivate var values: [(path: String, range: SourceRange)] {
    if let entries {
      return entries.flatMap { entry in
        entry.value.values.map { value in
          let rest = value.path.isEmpty || value.path.hasPrefix("[") ? value.path : ".\(value.path)"
          return (path: entry.key.name + rest, range: value.range)
        }
      }
    }
    if let items {
      return items.enumerated().flatMap { index, item in
        item.values.map { value in
          (path: "[\(index)]\(value.path.isEmpty ? "" : ".")\(value.path)", range: value.range)
        }
      }
    }
    return [("", range)]
  }
}
