/// A configuration in the language of Grafana Alloy, as its own formatter would write it.
package func alloyDocument(_ body: (inout AlloyBlock) -> Void) -> [UInt8] {
  var block = AlloyBlock(depth: 0)
  body(&block)
  return alignedAlloy(block.bytes)
}

/// Writes the attributes and blocks of one block, one per line, in the order of the calls; an
/// empty line stands before each block but the first.
///
/// Names come from our own code, so a bad one is our bug; labels and values may be any text.
package struct AlloyBlock: ~Copyable {
  fileprivate var bytes: [UInt8] = []
  private let depth: Int
  /// Whether a block may follow without an empty line.
  private var isOpen = true

  fileprivate init(depth: Int) { self.depth = depth }

  package mutating func attribute(_ name: String, _ value: AlloyValue) {
    precondition(isAlloyName(name), "'\(name)' cannot name an attribute")
    bytes.appendTabs(depth)
    bytes.append(contentsOf: name.utf8)
    bytes.append(AlloyMark.cellEnd)
    bytes.append(contentsOf: "= ".utf8)
    let start = bytes.count
    bytes.appendAlloy(value, depth: depth)
    bytes.append(bytes[start...].contains(AlloyMark.runEnd) ? AlloyMark.runEnd : AlloyMark.lineEnd)
    isOpen = false
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
    if !isOpen { bytes.append(AlloyMark.runEnd) }
    for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
      bytes.appendTabs(depth)
      bytes.appendComment("//", line)
      bytes.append(AlloyMark.runEnd)
    }
    isOpen = true
  }

  private mutating func block(
    _ name: String, label: String?, _ body: (inout AlloyBlock) -> Void
  ) {
    precondition(isAlloyPath(name), "'\(name)' cannot name a block")
    if !isOpen { bytes.append(AlloyMark.runEnd) }
    isOpen = false
    bytes.appendTabs(depth)
    bytes.append(contentsOf: name.utf8)
    if let label {
      bytes.append(UInt8(ascii: " "))
      bytes.appendQuoted(label)
    }
    bytes.append(contentsOf: " {".utf8)
    let end = bytes.count
    bytes.append(AlloyMark.runEnd)
    var inner = AlloyBlock(depth: depth + 1)
    swap(&inner.bytes, &bytes)
    body(&inner)
    swap(&inner.bytes, &bytes)
    if bytes.count == end + 1 {
      bytes[end] = UInt8(ascii: " ")
    } else {
      bytes.appendTabs(depth)
    }
    bytes.append(UInt8(ascii: "}"))
    bytes.append(AlloyMark.runEnd)
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
    case .text(let text): appendQuoted(text)
    case .reference(let reference): append(contentsOf: reference.text.utf8)
    case .list(let items):
      let isOneLine = items.allSatisfy(\.isOneLine)
      appendParts(.list, items, isOneLine, depth) { $0.appendAlloy($1, depth: depth + 1) }
    case .map(let entries):
      let isOneLine = entries.count < 2 && entries.allSatisfy(\.value.isOneLine)
      appendParts(.map, entries, isOneLine, depth) { bytes, entry in
        bytes.appendQuoted(entry.key)
        bytes.append(AlloyMark.cellEnd)
        bytes.append(contentsOf: "= ".utf8)
        bytes.appendAlloy(entry.value, depth: depth + 1)
      }
    case .call(let function, let arguments):
      precondition(isAlloyPath(function), "'\(function)' cannot name a function")
      append(contentsOf: function.utf8)
      let isOneLine = arguments.allSatisfy(\.isOneLine)
      appendParts(.call, arguments, isOneLine, depth) { $0.appendAlloy($1, depth: depth + 1) }
    }
  }

  private mutating func appendParts<Part>(
    _ brackets: Brackets, _ parts: [Part], _ isOneLine: Bool, _ depth: Int,
    _ appendPart: (inout [UInt8], Part) -> Void
  ) {
    append(brackets.opening)
    var lineEnd = AlloyMark.runEnd
    for (index, part) in parts.enumerated() {
      if isOneLine {
        if index > 0 { append(contentsOf: ", ".utf8) }
        appendPart(&self, part)
      } else {
        append(lineEnd)
        appendTabs(depth + 1)
        let start = count
        appendPart(&self, part)
        let isAligned = brackets == .map && !self[start...].contains(AlloyMark.runEnd)
        lineEnd = isAligned ? AlloyMark.lineEnd : AlloyMark.runEnd
        append(UInt8(ascii: ","))
      }
    }
    if !isOneLine {
      append(AlloyMark.runEnd)
      appendTabs(depth)
    }
    append(brackets.closing)
  }
}

/// What stands around the parts of a value.
private enum Brackets {
  case list, map, call

  var opening: UInt8 {
    switch self {
    case .list: UInt8(ascii: "[")
    case .map: UInt8(ascii: "{")
    case .call: UInt8(ascii: "(")
    }
  }

  var closing: UInt8 {
    switch self {
    case .list: UInt8(ascii: "]")
    case .map: UInt8(ascii: "}")
    case .call: UInt8(ascii: ")")
    }
  }
}
