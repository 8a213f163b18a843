/// A configuration in the language of Grafana Alloy.
package func alloyDocument(_ body: (inout AlloyBlock) -> Void) -> [UInt8] {
  var block = AlloyBlock(depth: 0)
  body(&block)
  return block.bytes
}

/// Writes the attributes and blocks of one block, one per line, in the order of the calls.
///
/// Names come from our own code, so a bad one is our bug; labels and values may be any text.
package struct AlloyBlock: ~Copyable {
  fileprivate var bytes: [UInt8] = []
  private let depth: Int

  fileprivate init(depth: Int) { self.depth = depth }

  package mutating func attribute(_ name: String, _ value: AlloyValue) {
    precondition(isAlloyName(name), "'\(name)' cannot name an attribute")
    bytes.appendTabs(depth)
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: " = ".utf8)
    bytes.appendAlloy(value, depth: depth)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes nothing for nil.
  package mutating func attribute(_ name: String, optional value: AlloyValue?) {
    if let value { attribute(name, value) }
  }

  package mutating func component(
    _ component: AlloyComponent, _ body: (inout AlloyBlock) -> Void
  ) {
    block(component.name, label: component.label, body)
  }

  package mutating func block(_ name: String, _ body: (inout AlloyBlock) -> Void) {
    block(name, label: nil, body)
  }

  /// Writes each line of `comment` on a line of its own.
  package mutating func comment(_ comment: String) {
    for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
      bytes.appendTabs(depth)
      bytes.appendComment("//", line)
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  private mutating func block(
    _ name: String, label: String?, _ body: (inout AlloyBlock) -> Void
  ) {
    precondition(isAlloyPath(name), "'\(name)' cannot name a block")
    bytes.appendTabs(depth)
    bytes.append(contentsOf: name.utf8)
    if let label {
      bytes.append(UInt8(ascii: " "))
      bytes.appendQuoted(label)
    }
    bytes.append(contentsOf: " {".utf8)
    let end = bytes.count
    bytes.append(UInt8(ascii: "\n"))
    var inner = AlloyBlock(depth: depth + 1)
    swap(&inner.bytes, &bytes)
    body(&inner)
    swap(&inner.bytes, &bytes)
    if bytes.count == end + 1 {
      bytes[end] = UInt8(ascii: " ")
    } else {
      bytes.appendTabs(depth)
    }
    bytes.append(contentsOf: "}\n".utf8)
  }
}

extension [UInt8] {
  fileprivate mutating func appendTabs(_ depth: Int) {
    append(contentsOf: repeatElement(UInt8(ascii: "\t"), count: depth))
  }

  /// A list or map of scalars stays on its line; one with parts has a line for each of them.
  fileprivate mutating func appendAlloy(_ value: AlloyValue, depth: Int) {
    switch value {
    case .null: append(contentsOf: "null".utf8)
    case .bool(let value): value.appendJSON(to: &self)
    case .int(let value): value.appendJSON(to: &self)
    case .number(let value): value.appendJSON(to: &self)
    case .text(let text): appendAlloyText(text)
    case .reference(let reference): append(contentsOf: reference.text.utf8)
    case .list(let items):
      let isOneLine = items.allSatisfy(\.isOneLine)
      appendParts("[", items, "]", isOneLine, depth) { $0.appendAlloy($1, depth: depth + 1) }
    case .map(let entries):
      let isOneLine = entries.count < 2 && entries.allSatisfy(\.value.isOneLine)
      appendParts("{", entries, "}", isOneLine, depth) { bytes, entry in
        bytes.appendQuoted(entry.key)
        bytes.append(contentsOf: " = ".utf8)
        bytes.appendAlloy(entry.value, depth: depth + 1)
      }
    case .call(let function, let arguments):
      precondition(isAlloyPath(function), "'\(function)' cannot name a function")
      append(contentsOf: function.utf8)
      let isOneLine = arguments.allSatisfy(\.isOneLine)
      appendParts("(", arguments, ")", isOneLine, depth) { $0.appendAlloy($1, depth: depth + 1) }
    }
  }

  /// Text of several lines is raw where it can be: a raw string has no way to say a backtick, and
  /// its reader drops carriage returns.
  private mutating func appendAlloyText(_ text: String) {
    let bytes = text.utf8Span.span
    let isRaw =
      text.utf8.contains(UInt8(ascii: "\n"))
      && bytes.indices.allSatisfy { index in
        switch bytes[index] {
        case UInt8(ascii: "`"): false
        case UInt8(ascii: "\n"), UInt8(ascii: "\t"): true
        default: !bytes.isUnprintable(at: index)
        }
      }
    guard isRaw else { return appendQuoted(text) }
    append(UInt8(ascii: "`"))
    append(contentsOf: text.utf8)
    append(UInt8(ascii: "`"))
  }

  private mutating func appendParts<Part>(
    _ opening: String, _ parts: [Part], _ closing: String, _ isOneLine: Bool, _ depth: Int,
    _ appendPart: (inout [UInt8], Part) -> Void
  ) {
    append(contentsOf: opening.utf8)
    for (index, part) in parts.enumerated() {
      if isOneLine {
        if index > 0 { append(contentsOf: ", ".utf8) }
        appendPart(&self, part)
      } else {
        append(UInt8(ascii: "\n"))
        appendTabs(depth + 1)
        appendPart(&self, part)
        append(UInt8(ascii: ","))
      }
    }
    if !isOneLine {
      append(UInt8(ascii: "\n"))
      appendTabs(depth)
    }
    append(contentsOf: closing.utf8)
  }
}
