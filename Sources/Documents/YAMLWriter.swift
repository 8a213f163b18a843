package import OrderedTree

/// A YAML document whose root is a mapping.
package func yamlDocument(_ body: (inout YAMLMapping) -> Void) -> [UInt8] {
  var text = YAMLBlock()
  text.mapping(body)
  return text.bytes
}

/// A YAML document whose root is a list.
package func yamlListDocument(_ body: (inout YAMLList) -> Void) -> [UInt8] {
  var text = YAMLBlock()
  text.list(body)
  return text.bytes
}

/// A YAML document whose root is any value.
package func yamlDocument(_ tree: Tree) -> [UInt8] {
  var text = YAMLBlock()
  text.tree(tree)
  return text.bytes
}

/// Writes the fields of one YAML mapping in block style, in the order of the calls.
package struct YAMLMapping: ~Copyable {
  var text: YAMLBlock

  package mutating func field(_ key: String, _ value: some Scalar) {
    begin(key)
    text.scalar(value)
  }

  /// Writes nothing for nil.
  package mutating func field(_ key: String, optional value: (some Scalar)?) {
    if let value { field(key, value) }
  }

  package mutating func null(_ key: String) {
    begin(key)
    text.null()
  }

  package mutating func mapping(_ key: String, _ body: (inout YAMLMapping) -> Void) {
    begin(key)
    text.mapping(body)
  }

  package mutating func list(_ key: String, _ body: (inout YAMLList) -> Void) {
    begin(key)
    text.list(body)
  }

  package mutating func strings(_ key: String, _ values: [String]) {
    list(key) { list in
      for value in values { list.item(value) }
    }
  }

  package mutating func tree(_ key: String, _ value: Tree) {
    begin(key)
    text.tree(value)
  }

  /// Writes each line of `comment` on a line of its own before the next key.
  package mutating func comment(_ comment: String) { text.comment(comment) }

  private mutating func begin(_ key: String) {
    text.beginEntry()
    text.bytes.appendYAMLKey(key, depth: text.depth)
    text.place = .afterKey
  }
}

/// Writes the items of one YAML list in block style.
package struct YAMLList: ~Copyable {
  var text: YAMLBlock

  package mutating func item(_ value: some Scalar) {
    begin()
    text.scalar(value)
  }

  package mutating func null() {
    begin()
    text.null()
  }

  package mutating func mapping(_ body: (inout YAMLMapping) -> Void) {
    begin()
    text.mapping(body)
  }

  package mutating func list(_ body: (inout YAMLList) -> Void) {
    begin()
    text.list(body)
  }

  package mutating func tree(_ value: Tree) {
    begin()
    text.tree(value)
  }

  /// Writes each line of `comment` on a line of its own before the next item.
  package mutating func comment(_ comment: String) { text.comment(comment) }

  private mutating func begin() {
    text.beginEntry()
    text.bytes.append(UInt8(ascii: "-"))
    text.place = .afterDash
  }
}
