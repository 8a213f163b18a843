// Documents of a fixed shape are written as they will read.

extension Tree: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral {
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Tree: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
}

extension Tree: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .text(value) }
}

extension Tree: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Tree...) { self = .list(elements) }
}

extension Tree: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Tree)...) {
    self = .mapping(elements.map { (key: $0.0, value: $0.1) })
  }
}

extension Tree {
  /// The value under a key of a mapping; setting one that is not there appends it.
  package subscript(key: String) -> Tree? {
    get {
      guard case .mapping(let entries) = self else { return nil }
      return entries.first { $0.key == key }?.value
    }
    set {
      guard case .mapping(var entries) = self else {
        if let newValue { self = .mapping([(key, newValue)]) }
        return
      }
      self = .null  // gives up the shared storage, so that nothing is copied
      switch (newValue, entries.firstIndex { $0.key == key }) {
      case (let value?, let index?): entries[index].value = value
      case (let value?, nil): entries.append((key, value))
      case (nil, let index?): entries.remove(at: index)
      case (nil, nil): break
      }
      self = .mapping(entries)
    }
  }

  package static func texts(_ texts: [String]) -> Tree { .list(texts.map { .text($0) }) }
}
