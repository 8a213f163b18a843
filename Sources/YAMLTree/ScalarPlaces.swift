package import Diagnostics

extension Diagnostics {
  /// Where a stretch of a scalar's text stands in its file, however the scalar was written.
  package func range(of content: Range<Int>, in node: Node) -> SourceRange {
    guard let scalar = node.scalar else { return node.range }
    let text = sources[node.range.source].text
    guard node.range.bytes.upperBound <= text.count else { return node.range }
    let written = scalar.written(content)
    let decoded = DecodedScalar(scalar, raw: text[node.range.bytes])
    let last = decoded.places.count - 1
    let start = decoded.places[min(max(0, written.lowerBound), last)]
    guard !written.isEmpty else { return SourceRange(node.range.source, start, start + 1) }
    let end = decoded.end(ofByte: min(max(0, written.upperBound - 1), last), in: text)
    return SourceRange(node.range.source, start, max(end, start + 1))
  }
}

extension Scalar {
  /// The bytes before `$(name)` was replaced that a stretch of the text came from.
  fileprivate func written(_ content: Range<Int>) -> Range<Int> {
    guard !pieces.isEmpty else { return content }
    let start = written(content.lowerBound, isEnd: false)
    return start..<max(start, written(content.upperBound, isEnd: true))
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

  /// Whether bytes are the text as it was before `$(name)` was replaced.
  func wasWritten(as bytes: [UInt8]) -> Bool {
    let result = Array(text.utf8)
    var resultIndex = 0
    var index = 0
    for piece in pieces {
      let length = piece.result.lowerBound - resultIndex
      guard piece.written.upperBound <= bytes.count, piece.written.lowerBound - index == length,
        result[resultIndex..<piece.result.lowerBound] == bytes[index..<piece.written.lowerBound]
      else { return false }
      resultIndex = piece.result.upperBound
      index = piece.written.upperBound
    }
    return result[resultIndex...] == bytes[index...]
  }
}

/// The bytes of a scalar as they were written, and where each of them stands.
struct DecodedScalar {
  private(set) var bytes: [UInt8] = []
  /// For each byte, and for the end of the text, a byte of the file.
  private(set) var places: [Int] = []
  private var escape: UInt8?

  init() {}

  init(_ scalar: Scalar, raw: ArraySlice<UInt8>) {
    switch scalar.writtenStyle {
    case .verbatim:
      bytes = Array(raw)
      places = Array(raw.startIndex...raw.endIndex)
    case .plain: self = FlowScalar(raw, quote: nil).decoded
    case .singleQuoted:
      self = FlowScalar(raw, quote: UInt8(ascii: "'")).decoded
      escape = UInt8(ascii: "'")
    case .doubleQuoted:
      self = FlowScalar(raw, quote: UInt8(ascii: "\"")).decoded
      escape = UInt8(ascii: "\\")
    case .literal, .folded: self = BlockScalar(raw).decoded(scalar)
    }
  }

  mutating func add(_ byte: UInt8, at place: Int) {
    bytes.append(byte)
    places.append(place)
  }

  mutating func add(_ new: some Sequence<UInt8>, at place: Int) {
    for byte in new { add(byte, at: place) }
  }

  /// Bytes that stand in the file as they are.
  mutating func copy(_ stretch: Range<Int>, of raw: ArraySlice<UInt8>) {
    for place in stretch { add(raw[place], at: place) }
  }

  mutating func end(at place: Int) { places.append(place) }

  /// The end of what is written for one byte: an escape is longer than a character.
  fileprivate func end(ofByte index: Int, in text: [UInt8]) -> Int {
    let place = places[index]
    guard place < text.count, text[place] == escape, index + 1 < places.count else {
      return place + 1
    }
    return places[index + 1]
  }
}

/// A line break as YAML 1.1 knows it, at a byte of a text.
struct LineBreak {
  /// Bytes it takes in the file.
  var length: Int
  /// What it stands for: `\n`, or itself for the two separators of Unicode.
  var text: [UInt8]

  init?(_ raw: ArraySlice<UInt8>, at index: Int) {
    guard index < raw.endIndex else { return nil }
    switch raw[index] {
    case 0x0A: self.init(length: 1)
    case 0x0D:
      self.init(length: index + 1 < raw.endIndex && raw[index + 1] == 0x0A ? 2 : 1)
    case 0xC2 where raw[index...].starts(with: [0xC2, 0x85]): self.init(length: 2)
    case 0xE2
    where raw[index...].starts(with: [0xE2, 0x80, 0xA8])
      || raw[index...].starts(with: [0xE2, 0x80, 0xA9]):
      self.init(length: 3, text: Array(raw[index..<index + 3]))
    default: return nil
    }
  }

  private init(length: Int, text: [UInt8] = [0x0A]) {
    self.length = length
    self.text = text
  }
}
