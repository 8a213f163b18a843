package import YAMLTree

/// A tree with another laid over it: mappings merge key by key, everything else is replaced.
///
/// `key:` without a value only asks for the key to be there, so it keeps a value below it.
/// Each entry keeps its own place; new keys come after those of the base.
package func overlay(_ base: Node, with top: Node) -> Node {
  if top.isNull { return base }
  guard let below = base.entries, let above = top.entries else { return top }
  var merged = below
  let places = KeyPlaces(below)
  for entry in above {
    if let place = places[entry.key.name] {
      let value = overlay(merged[place].value, with: entry.value)
      merged[place] = Node.Entry(
        entry.value.isNull ? merged[place].key : entry.key, value)
    } else {
      merged.append(entry)
    }
  }
  return Node(.mapping(merged), base.range)
}

/// Where each key of a mapping stands; an index is built only for a long mapping.
struct KeyPlaces {
  private let entries: [Node.Entry]
  private var places: [String: Int] = [:]

  private static let indexedFrom = 16

  init(_ entries: [Node.Entry]) {
    self.entries = entries
    guard entries.count >= Self.indexedFrom else { return }
    places.reserveCapacity(entries.count)
    for (index, entry) in entries.enumerated() { places[entry.key.name] = index }
  }

  subscript(name: String) -> Int? {
    places.isEmpty ? entries.firstIndex { $0.key.name == name } : places[name]
  }

  func value(of name: String) -> Node? { self[name].map { entries[$0].value } }
}

extension Node {
  /// The mapping without one of its keys.
  package func removing(_ name: String) -> Node {
    guard let entries else { return self }
    return Node(.mapping(entries.filter { $0.key.name != name }), range)
  }

  /// The mapping with the value of one key replaced; nothing changes when the key is not there.
  package func replacing(_ name: String, with value: Node) -> Node {
    guard var entries, let place = entries.firstIndex(where: { $0.key.name == name }) else {
      return self
    }
    entries[place].value = value
    return Node(.mapping(entries), range)
  }
}
