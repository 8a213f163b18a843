import Diagnostics

/// Lines and columns of the sources of one spec; each source is cut into lines once.
struct Places {
  private let sources: SourceMap
  private var lines: [SourceID: SourceLines] = [:]

  init(_ sources: SourceMap) { self.sources = sources }

  mutating func lines(of id: SourceID) -> SourceLines {
    if let known = lines[id] { return known }
    let new = SourceLines(sources[id])
    lines[id] = new
    return new
  }

  mutating func span(of range: SourceRange) -> Span {
    let lines = lines(of: range.source)
    return Span(
      name: sources[range.source].name, start: lines.place(ofByte: range.bytes.lowerBound),
      end: lines.place(ofByte: range.bytes.upperBound), bytes: range.bytes)
  }
}

/// A range as other programs know it: lines and columns from one, the end excluded.
struct Span {
  let name: String
  let start: Place
  let end: Place
  let bytes: Range<Int>
}

/// A line and a column, both from one; columns count characters of Unicode.
struct Place: Equatable {
  let line: Int
  let column: Int
}

/// A text and where its lines begin.
struct SourceLines {
  let text: [UInt8]
  private let starts: [Int]

  init(_ source: Source) {
    text = source.text
    var starts = [0]
    for index in text.indices where text[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
    self.starts = starts
  }

  /// The line of a byte, counted from zero.
  func line(ofByte offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line, counted from zero, without its line break.
  func bytes(ofLine line: Int) -> Range<Int> {
    var end = line + 1 < starts.count ? starts[line + 1] - 1 : text.count
    if end > starts[line], text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return starts[line]..<max(starts[line], end)
  }

  func place(ofByte offset: Int) -> Place {
    let offset = min(offset, text.count)
    let line = line(ofByte: offset)
    let column = text[starts[line]..<offset].count { $0 & 0xC0 != 0x80 }
    return Place(line: line + 1, column: column + 1)
  }
}
