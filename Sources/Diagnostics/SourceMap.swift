/// All texts of one build by number: files, packs, command-line values.
package struct SourceMap: Sendable {
  package private(set) var sources: [Source] = []

  package init() {}

  package mutating func add(name: String, text: [UInt8]) -> SourceID {
    sources.append(Source(name: name, text: text))
    return SourceID(sources.count - 1)
  }

  /// The number of a text that may be here already.
  mutating func place(of source: Source) -> SourceID {
    if let index = sources.firstIndex(where: { $0.name == source.name && $0.text == source.text }) {
      return SourceID(index)
    }
    return add(name: source.name, text: source.text)
  }

  package subscript(id: SourceID) -> Source { sources[Int(id.index)] }

  /// What is written in a range.
  package func words(_ range: SourceRange) -> String {
    let text = self[range.source].text
    return String(decoding: text[range.bytes.clamped(to: 0..<text.count)], as: UTF8.self)
  }

  /// Line and column of the first byte of a range, both counted from one.
  package func position(of range: SourceRange) -> Position {
    self[range.source].position(ofByte: Int(range.start))
  }
}

/// One text with the name under which messages show it.
package struct Source: Sendable {
  package let name: String
  package let text: [UInt8]

  package init(name: String, text: [UInt8]) {
    self.name = name
    self.text = text
  }

  package func position(ofByte offset: Int) -> Position {
    let offset = min(offset, text.count)
    var line = 1
    // A byte order mark is no column: editors do not show it.
    var lineStart = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for index in 0..<offset where text[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    let column = text[lineStart..<max(lineStart, offset)].count { $0 & 0xC0 != 0x80 } + 1
    return Position(line: line, column: column, lineStart: lineStart)
  }

  /// The line that begins at a byte, without its line break.
  package func line(startingAt start: Int) -> String {
    var end = start
    while end < text.count, text[end] != UInt8(ascii: "\n"), text[end] != UInt8(ascii: "\r") {
      end += 1
    }
    return String(decoding: text[start..<end], as: UTF8.self)
  }
}

/// A place a person can go to: line and column from one, columns in characters of Unicode.
package struct Position: Hashable, Sendable {
  package let line: Int
  package let column: Int
  package let lineStart: Int
}
