package import Diagnostics

extension Diagnostics {
  /// Where a stretch of a scalar's text stands in its file, however the scalar was written.
  package func range(of content: Range<Int>, in node: Node) -> SourceRange {
    guard let scalar = node.scalar else { return node.range }
    let text = sources[node.range.source].text
    guard node.range.bytes.upperBound <= text.count else { return node.range }
    let written = scalar.written(content)
    let places = scalarPlaces(of: scalar, raw: text[node.range.bytes])
    let last = places.count - 1
    let start = places[min(max(0, written.lowerBound), last)]
    let end =
      written.isEmpty
      ? start + 1 : places[min(max(0, written.upperBound - 1), last)] + 1
    return SourceRange(node.range.source, start, max(end, start + 1))
  }
}

extension Scalar {
  /// The bytes before `$(name)` was replaced that a stretch of the text came from.
  fileprivate func written(_ content: Range<Int>) -> Range<Int> {
    guard !pieces.isEmpty else { return content }
    return written(
      content.lowerBound, isEnd: false)..<max(
        written(content.lowerBound, isEnd: false), written(content.upperBound, isEnd: true))
  }

  private func written(_ offset: Int, isEnd: Bool) -> Int {
    var shift = 0
    for piece in pieces {
      if offset < piece.result.lowerBound || (isEnd && offset == piece.result.lowerBound) { break }
      if isEnd ? offset <= piece.result.upperBound : offset < piece.result.upperBound {
        return isEnd ? piece.written.upperBound : piece.written.lowerBound
      }
      shift = piece.written.upperBound - piece.result.upperBound
    }
    return offset + shift
  }
}

/// For each byte of what was written in the scalar, and for its end, the byte of the file.
private func scalarPlaces(of scalar: Scalar, raw: ArraySlice<UInt8>) -> [Int] {
  switch scalar.writtenStyle {
  case .verbatim: return Array(raw.startIndex...raw.endIndex)
  case .plain: return FlowScalar(raw, quote: nil).places
  case .singleQuoted: return FlowScalar(raw, quote: UInt8(ascii: "'")).places
  case .doubleQuoted: return FlowScalar(raw, quote: UInt8(ascii: "\"")).places
  case .literal, .folded:
    return blockScalar(raw, isFolded: scalar.writtenStyle == .folded, text: scalar).places
  }
}

/// The decoded bytes of a scalar and where each of them stands.
struct DecodedScalar {
  private(set) var bytes: [UInt8] = []
  private(set) var places: [Int] = []

  mutating func add(_ byte: UInt8, at place: Int) {
    bytes.append(byte)
    places.append(place)
  }

  mutating func add(_ new: some Sequence<UInt8>, at place: Int) {
    for byte in new { add(byte, at: place) }
  }

  mutating func end(at place: Int) { places.append(place) }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")

/// Reads plain and quoted scalars: escapes, doubled quotes, folded lines.
struct FlowScalar {
  private let raw: ArraySlice<UInt8>
  private let quote: UInt8?
  private var index: Int
  private(set) var decoded = DecodedScalar()

  var places: [Int] { decoded.places }

  init(_ raw: ArraySlice<UInt8>, quote: UInt8?) {
    var body = raw
    if quote != nil { body = raw.dropFirst() }
    if let quote, body.last == quote { body = body.dropLast() }
    self.raw = body
    self.quote = quote
    index = body.startIndex
    decode()
    decoded.end(at: body.endIndex)
  }

  private mutating func decode() {
    while index < raw.endIndex {
      switch raw[index] {
      case space, tab, newline, UInt8(ascii: "\r"): blanks()
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""): escape()
      case UInt8(ascii: "'") where quote == UInt8(ascii: "'"):
        decoded.add(raw[index], at: index)
        index += 2
      default:
        decoded.add(raw[index], at: index)
        index += 1
      }
    }
  }

  /// Blanks inside a line stay; around line breaks they fold to one space or to line breaks.
  private mutating func blanks() {
    var end = index
    var breaks: [Int] = []
    while end < raw.endIndex, [space, tab, newline, UInt8(ascii: "\r")].contains(raw[end]) {
      if raw[end] == newline { breaks.append(end) }
      end += 1
    }
    if breaks.isEmpty {
      for place in index..<end { decoded.add(raw[place], at: place) }
    } else if breaks.count == 1 {
      decoded.add(space, at: breaks[0])
    } else {
      for place in breaks.dropFirst() { decoded.add(newline, at: place) }
    }
    index = end
  }

  private mutating func escape() {
    let start = index
    guard index + 1 < raw.endIndex else {
      index += 1
      return
    }
    let letter = raw[index + 1]
    index += 2
    switch letter {
    case UInt8(ascii: "x"): code(digits: 2, at: start)
    case UInt8(ascii: "u"): code(digits: 4, at: start)
    case UInt8(ascii: "U"): code(digits: 8, at: start)
    case newline, UInt8(ascii: "\r"): escapedBreak(letter)
    default: decoded.add(escaped(letter), at: start)
    }
  }

  private mutating func escapedBreak(_ letter: UInt8) {
    if letter == UInt8(ascii: "\r"), index < raw.endIndex, raw[index] == newline { index += 1 }
    while index < raw.endIndex, raw[index] == space || raw[index] == tab { index += 1 }
  }

  private mutating func code(digits: Int, at start: Int) {
    let end = min(index + digits, raw.endIndex)
    let value = UInt32(String(decoding: raw[index..<end], as: UTF8.self), radix: 16) ?? 0
    decoded.add(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8, at: start)
    index = end
  }

  private func escaped(_ letter: UInt8) -> [UInt8] {
    switch letter {
    case UInt8(ascii: "0"): return [0]
    case UInt8(ascii: "a"): return [7]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "t"), tab: return [9]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "v"): return [11]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "e"): return [27]
    case UInt8(ascii: "N"): return Array("\u{85}".utf8)
    case UInt8(ascii: "_"): return Array("\u{A0}".utf8)
    case UInt8(ascii: "L"): return Array("\u{2028}".utf8)
    case UInt8(ascii: "P"): return Array("\u{2029}".utf8)
    default: return [letter]
    }
  }
}

/// Reads literal and folded scalars. An explicit indentation counts from a parent that is not
/// in sight here, so each indentation is tried until the text comes out.
private func blockScalar(
  _ raw: ArraySlice<UInt8>, isFolded: Bool, text: Scalar
) -> DecodedScalar {
  let lines = BlockLines(raw)
  let wanted = text.pieces.isEmpty ? Array(text.text.utf8) : nil
  let guess = lines.detectedIndentation
  for indentation in [guess] + (0..<guess).reversed() {
    let decoded = lines.decode(indentation: indentation, isFolded: isFolded)
    if wanted == nil || decoded.bytes.starts(with: wanted ?? []) { return decoded }
  }
  return lines.decode(indentation: guess, isFolded: isFolded)
}

/// The lines of a block scalar below its header.
private struct BlockLines {
  private let raw: ArraySlice<UInt8>
  private var lines: [Range<Int>] = []
  private(set) var detectedIndentation = 0

  init(_ raw: ArraySlice<UInt8>) {
    self.raw = raw
    var start = raw.firstIndex(of: newline).map { $0 + 1 } ?? raw.endIndex
    var isDetected = false
    while start < raw.endIndex {
      let end = raw[start...].firstIndex(of: newline) ?? raw.endIndex
      let isCRLF = end > start && raw[end - 1] == UInt8(ascii: "\r")
      let line = start..<(isCRLF ? end - 1 : end)
      let blanks = raw[line].prefix { $0 == space }.count
      if !isDetected, blanks < line.count {
        detectedIndentation = blanks
        isDetected = true
      }
      lines.append(line)
      start = end + 1
    }
  }

  func decode(indentation: Int, isFolded: Bool) -> DecodedScalar {
    var decoded = DecodedScalar()
    var pendingBreaks: [Int] = []
    var lastWasText = false
    for line in lines {
      let content = line.dropFirst(indentation)
      if content.isEmpty {
        pendingBreaks.append(line.upperBound)
        continue
      }
      let isText = raw[content.lowerBound] != space && raw[content.lowerBound] != tab
      if isFolded, lastWasText, isText, let first = pendingBreaks.first {
        if pendingBreaks.count == 1 { decoded.add(space, at: first) }
        for place in pendingBreaks.dropFirst() { decoded.add(newline, at: place) }
      } else {
        for place in pendingBreaks { decoded.add(newline, at: place) }
      }
      for place in content { decoded.add(raw[place], at: place) }
      pendingBreaks = [line.upperBound]
      lastWasText = isText
    }
    for place in pendingBreaks { decoded.add(newline, at: place) }
    decoded.end(at: raw.endIndex)
    return decoded
  }
}
