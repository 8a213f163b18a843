internal import Diagnostics

/// Collects the entries of one mapping: refuses duplicates, applies merge keys.
struct MappingEntries {
  private var own: [Node.Entry] = []
  private var inherited: [Node.Entry] = []
  private var places: [String: Int] = [:]

  var end: Int32 { own.last.map { max($0.key.range.end, $0.value.range.end) } ?? 0 }

  // Few keys are compared one by one; from here on a dictionary finds them.
  private static let indexedFrom = 12

  mutating func add(_ key: Node.Key, _ value: Node, _ diagnostics: Diagnostics) {
    if let place = place(of: key.name) {
      diagnostics.report(
        Diagnostic(.duplicateKey, .error, "the key '\(key.name)' stands here twice", at: key.range)
          .related(own[place].key.range, "first written here"))
      return
    }
    if own.count == Self.indexedFrom {
      for (index, entry) in own.enumerated() { places[entry.key.name] = index }
    }
    if own.count >= Self.indexedFrom { places[key.name] = own.count }
    own.append(Node.Entry(key, value))
  }

  private func place(of name: String) -> Int? {
    own.count > Self.indexedFrom ? places[name] : own.firstIndex { $0.key.name == name }
  }

  /// `<<: *anchor` or `<<: [*one, *other]`: keys that are not written here come from there.
  mutating func merge(_ value: Node, _ diagnostics: Diagnostics) {
    let sources = value.items ?? [value]
    for source in sources {
      guard let entries = source.entries else {
        diagnostics.error(
          .invalidYAML, "'<<' takes a mapping or a list of mappings, not \(source.kind)",
          at: source.range)
        continue
      }
      let known = Set(inherited.map(\.key.name))
      inherited += entries.filter { !known.contains($0.key.name) }
    }
  }

  func merged(_ diagnostics: Diagnostics) -> [Node.Entry] {
    guard !inherited.isEmpty else { return own }
    let written = Set(own.map(\.key.name))
    return own + inherited.filter { !written.contains($0.key.name) }
  }
}
