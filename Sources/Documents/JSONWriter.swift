package import OrderedTree

/// A JSON document whose root is an object. Inside it objects and lists that are short stand on
/// one line each.
package func jsonDocument(
  aboutBytes: Int = 0, _ body: (inout JSONObject) -> Void
) -> [UInt8] {
  var text = JSONText()
  text.bytes.reserveCapacity(aboutBytes)
  text.object(body)
  return text.finished()
}

/// A JSON document whose root is a list.
package func jsonListDocument(_ body: (inout JSONList) -> Void) -> [UInt8] {
  var text = JSONText()
  text.list(body)
  return text.finished()
}

/// A JSON document whose root is any value.
package func jsonDocument(_ tree: Tree) -> [UInt8] {
  var text = JSONText()
  text.tree(tree)
  return text.finished()
}

/// Writes the fields of one JSON object, in the order of the calls.
package struct JSONObject: ~Copyable {
  fileprivate var text: JSONText

  package mutating func field(_ key: String, _ value: some Scalar) {
    begin(key)
    value.appendJSON(to: &text.bytes)
  }

  /// Writes nothing for nil.
  package mutating func field(_ key: String, optional value: (some Scalar)?) {
    if let value { field(key, value) }
  }

  package mutating func null(_ key: String) {
    begin(key)
    text.null()
  }

  package mutating func object(_ key: String, _ body: (inout JSONObject) -> Void) {
    begin(key)
    text.object(body)
  }

  package mutating func list(_ key: String, _ body: (inout JSONList) -> Void) {
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

  private mutating func begin(_ key: String) {
    text.beginEntry()
    text.bytes.appendQuoted(key)
    text.bytes.append(UInt8(ascii: ":"))
    text.bytes.append(UInt8(ascii: " "))
  }
}

/// Writes the items of one JSON list.
package struct JSONList: ~Copyable {
  fileprivate var text: JSONText

  package mutating func item(_ value: some Scalar) {
    text.beginEntry()
    value.appendJSON(to: &text.bytes)
  }

  package mutating func null() {
    text.beginEntry()
    text.null()
  }

  package mutating func object(_ body: (inout JSONObject) -> Void) {
    text.beginEntry()
    text.object(body)
  }

  package mutating func list(_ body: (inout JSONList) -> Void) {
    text.beginEntry()
    text.list(body)
  }

  package mutating func tree(_ value: Tree) {
    text.beginEntry()
    text.tree(value)
  }
}

/// The bytes so far, and where in the nesting the next ones go.
private struct JSONText {
  var bytes: [UInt8] = []
  var depth = 0
  var isEmpty = true

  mutating func beginEntry() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    beginLine()
  }

  mutating func object(_ body: (inout JSONObject) -> Void) {
    let start = open(UInt8(ascii: "{"))
    self = Self.object(taken(), body)
    close(UInt8(ascii: "}"), from: start)
  }

  mutating func list(_ body: (inout JSONList) -> Void) {
    let start = open(UInt8(ascii: "["))
    self = Self.list(taken(), body)
    close(UInt8(ascii: "]"), from: start)
  }

  // The writer of an object is gone when its bytes go on, so that they are never shared.
  private static func object(
    _ text: consuming JSONText, _ body: (inout JSONObject) -> Void
  ) -> JSONText {
    var object = JSONObject(text: text)
    body(&object)
    return object.text
  }

  private static func list(
    _ text: consuming JSONText, _ body: (inout JSONList) -> Void
  ) -> JSONText {
    var list = JSONList(text: text)
    body(&list)
    return list.text
  }

  mutating func null() { bytes.append(contentsOf: "null".utf8) }

  mutating func tree(_ value: Tree) {
    switch value {
    case .null: null()
    case .bool(let value): value.appendJSON(to: &bytes)
    case .int(let value): value.appendJSON(to: &bytes)
    case .number(let value): value.appendJSON(to: &bytes)
    case .text(let value): value.appendJSON(to: &bytes)
    case .list(let items):
      list { list in
        for item in items { list.tree(item) }
      }
    case .mapping(let entries):
      object { object in
        for entry in entries { object.tree(entry.key, entry.value) }
      }
    }
  }

  consuming func finished() -> [UInt8] {
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// The index of the bracket.
  private mutating func open(_ bracket: UInt8) -> Int {
    bytes.append(bracket)
    depth += 1
    isEmpty = true
    return bytes.count - 1
  }

  private mutating func close(_ bracket: UInt8, from start: Int) {
    depth -= 1
    if !isEmpty { beginLine() }
    bytes.append(bracket)
    if !isEmpty, depth > 0 { join(from: start) }
    isEmpty = false
  }

  /// Puts what was written since `start` on one line where it is short enough for that.
  private mutating func join(from start: Int) {
    guard let length = joinedLength(from: start) else { return }
    var end = start
    var index = start
    while index < bytes.count {
      if bytes[index] == newline {
        index = next(after: index)
        if bytes[end - 1] == comma {
          bytes[end] = UInt8(ascii: " ")
          end += 1
        }
      }
      bytes[end] = bytes[index]
      end += 1
      index += 1
    }
    bytes.removeLast(bytes.count - (start + length))
  }

  private static let longest = 80

  /// How long it would be on one line; nil when that is too long.
  private func joinedLength(from start: Int) -> Int? {
    // Each line break stands before at least four more bytes.
    guard bytes.count - start < Self.longest + Self.longest / 4 * (2 * depth + 3) else {
      return nil
    }
    var length = 0
    var index = start
    while index < bytes.count {
      if bytes[index] == newline {
        if bytes[index - 1] == comma { length += 1 }
        index = next(after: index)
      }
      length += 1
      index += 1
      if length > Self.longest { return nil }
    }
    return length
  }

  /// The index of what stands first on the next line. Texts hold no line breaks.
  private func next(after lineBreak: Int) -> Int {
    var index = lineBreak + 1
    while bytes[index] == UInt8(ascii: " ") { index += 1 }
    return index
  }

  private var newline: UInt8 { UInt8(ascii: "\n") }
  private var comma: UInt8 { UInt8(ascii: ",") }

  private mutating func beginLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.appendIndent(depth)
  }

  /// Hands the buffer on, so that it is never shared and never copied.
  private mutating func taken() -> JSONText {
    let text = self
    bytes = []
    return text
  }
}
