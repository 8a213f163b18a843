internal import Diagnostics
internal import Documents
internal import SpecLanguage
internal import YAMLTree

/// Whether a dump names the place of each value.
package enum DumpOrigins: Sendable {
  case hidden, shown
}

/// A whole spec as YAML: it means the same as the spec and what that was made of.
package func dump(_ spec: WholeSpec, _ origins: DumpOrigins) -> [UInt8] {
  let sources = spec.reading.diagnostics.sources
  return yamlDocument { root in
    for entry in spec.root.entries ?? [] { write(entry, to: &root, sources, origins) }
  }
}

private func write(
  _ entry: Node.Entry, to mapping: inout YAMLMapping, _ sources: SourceMap, _ origins: DumpOrigins
) {
  switch entry.value.content {
  case .scalar(let scalar):
    mapping.field(entry.key.name, DumpedScalar(scalar, entry.value.range, sources, origins))
  case .sequence(let items):
    mapping.list(entry.key.name) { write(items, to: &$0, sources, origins) }
  case .mapping(let entries):
    mapping.mapping(entry.key.name) { mapping in
      for entry in entries { write(entry, to: &mapping, sources, origins) }
    }
  }
}

private func write(
  _ items: [Node], to list: inout YAMLList, _ sources: SourceMap, _ origins: DumpOrigins
) {
  for item in items {
    switch item.content {
    case .scalar(let scalar): list.item(DumpedScalar(scalar, item.range, sources, origins))
    case .sequence(let items): list.list { write(items, to: &$0, sources, origins) }
    case .mapping(let entries):
      list.mapping { mapping in
        for entry in entries { write(entry, to: &mapping, sources, origins) }
      }
    }
  }
}

/// A scalar that keeps its type and its digits, with its origin as a comment.
private struct DumpedScalar: Documents.Scalar {
  let scalar: YAMLTree.Scalar
  var origin: String?

  init(
    _ scalar: YAMLTree.Scalar, _ range: SourceRange, _ sources: SourceMap, _ origins: DumpOrigins
  ) {
    self.scalar = scalar
    guard origins == .shown else { return }
    origin = "  # \(sources[range.source].name):\(sources.position(of: range).line)"
  }

  private var text: String { escaped(scalar.text) }

  func appendJSON(to bytes: inout [UInt8]) { text.appendJSON(to: &bytes) }

  func appendYAML(to bytes: inout [UInt8], depth: Int) {
    let start = bytes.count
    if scalar.isNull {
      bytes += "null".utf8
    } else if scalar.bool != nil || scalar.number != nil {
      bytes += scalar.text.utf8  // `3.10` is a version, not 3.1
    } else {
      text.appendYAML(to: &bytes, depth: depth)
    }
    guard let origin else { return }
    // A comment cannot stand inside a text of several lines, but beside its `|`.
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    bytes.insert(contentsOf: origin.utf8, at: end)
  }

  /// Params are filled in already: what looks like one is text.
  private func escaped(_ text: String) -> String {
    var parts = text.split(separator: "$(", omittingEmptySubsequences: false)
    let first = parts.removeFirst()
    return parts.reduce(String(first)) { $0 + "$$(" + $1 }
  }
}
