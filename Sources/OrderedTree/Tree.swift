/// An ordered tree of free-form settings, and what `patch:` merges.
package enum Tree: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case number(Double)
  case text(String)
  case list([Tree])
  case mapping([(key: String, value: Tree)])
}

extension Tree {
  /// Merges as RFC 7396 says: mappings merge, null deletes, everything else replaces.
  package mutating func merge(_ patch: Tree) {
    guard case .mapping(let changes) = patch else {
      self = patch
      return
    }
    var entries: [(key: String, value: Tree)] = []
    if case .mapping(let own) = self { entries = own }
    self = .null  // gives up the shared storage, so that nothing is copied
    for (key, change) in changes {
      let index = entries.firstIndex { $0.key == key }
      switch (change, index) {
      case (.null, nil): continue
      case (.null, let index?): entries.remove(at: index)
      case (_, let index?): entries[index].value.merge(change)
      case (_, nil):
        var value = Tree.null
        value.merge(change)
        entries.append((key, value))
      }
    }
    self = .mapping(entries)
  }
}

// A tuple is not Equatable, so the compiler cannot write this one.
extension Tree: Equatable {
  package static func == (one: Tree, other: Tree) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.int(let one), .int(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.text(let one), .text(let other)): one == other
    case (.list(let one), .list(let other)): one == other
    case (.mapping(let one), .mapping(let other)):
      one.elementsEqual(other) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

extension Tree {
  /// Adds a field to a mapping; nothing else has fields.
  package mutating func append(_ key: String, _ value: Tree) {
    guard case .mapping(var entries) = self else { return }
    self = .null  // gives up the shared storage, so that nothing is copied
    entries.append((key, value))
    self = .mapping(entries)
  }
}
