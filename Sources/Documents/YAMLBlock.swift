internal import OrderedTree

/// The bytes of a YAML document so far, and where in the nesting the next ones go.
struct YAMLBlock {
  var bytes: [UInt8] = []
  /// The level of the entries being written; the root has level 0.
  var depth = 0
  var place = Place.documentStart
  private var isEmpty = true

  /// What stands before the next entry.
  enum Place {
    case documentStart, lineStart, afterKey, afterDash
  }

  /// Moves to where the next entry starts: the rest of a dash's line, or a line of its own.
  mutating func beginEntry() {
    beginLine()
    isEmpty = false
  }

  mutating func mapping(_ body: (inout YAMLMapping) -> Void) {
    let outer = open()
    self = Self.mapping(taken(), body)
    close("{}", outer)
  }

  mutating func list(_ body: (inout YAMLList) -> Void) {
    let outer = open()
    self = Self.list(taken(), body)
    close("[]", outer)
  }

  // The writer of a mapping is gone when its bytes go on, so that they are never shared.
  private static func mapping(
    _ text: consuming YAMLBlock, _ body: (inout YAMLMapping) -> Void
  ) -> YAMLBlock {
    var mapping = YAMLMapping(text: text)
    body(&mapping)
    return mapping.text
  }

  private static func list(
    _ text: consuming YAMLBlock, _ body: (inout YAMLList) -> Void
  ) -> YAMLBlock {
    var list = YAMLList(text: text)
    body(&list)
    return list.text
  }

  mutating func scalar(_ value: some Scalar) {
    beginValue()
    value.appendYAML(to: &bytes, depth: depth + 1)
    endLine()
  }

  mutating func null() {
    beginValue()
    bytes.append(contentsOf: "null".utf8)
    endLine()
  }

  mutating func tree(_ value: Tree) {
    switch value {
    case .null: null()
    case .bool(let value): scalar(value)
    case .int(let value): scalar(value)
    case .number(let value): scalar(value)
    case .text(let value): scalar(value)
    case .list(let items):
      list { list in
        for item in items { list.tree(item) }
      }
    case .mapping(let entries):
      mapping { mapping in
        for entry in entries { mapping.tree(entry.key, entry.value) }
      }
    }
  }

  mutating func comment(_ comment: String) {
    for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
      beginLine()
      bytes.appendComment("#", line)
      endLine()
    }
  }

  private mutating func beginLine() {
    switch place {
    case .documentStart: break
    case .lineStart: bytes.appendIndent(depth)
    case .afterKey:
      endLine()
      bytes.appendIndent(depth)
    case .afterDash: bytes.append(UInt8(ascii: " "))
    }
    place = .lineStart
  }

  private mutating func beginValue() {
    if place == .afterKey || place == .afterDash { bytes.append(UInt8(ascii: " ")) }
    place = .lineStart
  }

  private mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  /// Goes one level down and returns where to come back to.
  private mutating func open() -> Int {
    let outer = depth
    if place != .documentStart { depth += 1 }
    isEmpty = true
    return outer
  }

  private mutating func close(_ emptyForm: String, _ outer: Int) {
    if isEmpty {
      // A comment may already have opened the block; then the empty form has its own line.
      if place == .lineStart { bytes.appendIndent(depth) } else { beginValue() }
      bytes.append(contentsOf: emptyForm.utf8)
      endLine()
      place = .lineStart
    }
    isEmpty = false
    depth = outer
  }

  /// Hands the buffer on, so that it is never shared and never copied.
  private mutating func taken() -> YAMLBlock {
    let text = self
    bytes = []
    return text
  }
}
