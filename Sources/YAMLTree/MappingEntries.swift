internal import Diagnostics

/// Watches over the entries of one mapping while it is read: refuses duplicates, applies merge
/// keys. The entries themselves lie on the builder's stack, from `base` on.
struct MappingEntries {
  private let base: Int
  private var inherited: [Node.Entry] = []
  private var places: [String: Int] = [:]

  init(base: Int) { self.base = base }

  // Few keys are compared one by one; from here on a dictionary finds them.
  private static let indexedFrom = 12

  mutating func add(
    _ key: Node.Key, _ value: Node, to stack: inout [Node.Entry], _ diagnostics: Diagnostics
  ) {
    if let place = place(of: key.name, in: stack) {
      diagnostics.report(
        Diagnostic(.duplicateKey, .error, "the key '\(key.name)' stands here twice", at: key.range)
          .related(stack[place].key.range, "first written here"))
      return
    }
    let count = stack.count - base
    if count == Self.indexedFrom {
      for place in base..<stack.count { places[stack[place].key.name] = place }
    }
    if count >= Self.indexedFrom { places[key.name] = stack.count }
    stack.append(Node.Entry(key, value))
  }

  private func place(of name: String, in stack: [Node.Entry]) -> Int? {
    if stack.count - base > Self.indexedFrom { return places[name] }
    var place = base
    while place < stack.count {
      if stack[place].key.name == name { return place }
      place += 1
    }
    return nil
  }

  /// `<<: *anchor` or `<<: [*one, *other]`: keys that are not written here come from there.
  mutating func merge(_ value: Node, _ diagnostics: Diagnostics) {
    for source in value.items ?? [value] {
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

  /// Takes the entries off the stack.
  func finished(_ stack: inout [Node.Entry]) -> [Node.Entry] {
    let own = Array(stack[base...])
    stack.removeSubrange(base...)
    guard !inherited.isEmpty else { return own }
    let written = Set(own.map(\.key.name))
    return own + inherited.filter { !written.contains($0.key.name) }
  }
}
