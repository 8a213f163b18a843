private let space = UInt8(ascii: " ")

/// Reads literal and folded scalars: the header, then lines below it.
struct BlockScalar {
  private let raw: ArraySlice<UInt8>
  private var lines: [Line] = []
  private var detectedIndentation = 0
  private var hasIndicator = false
  private var chomping = Chomping.clip

  private enum Chomping { case strip, clip, keep }

  private struct Line {
    var bytes: Range<Int>
    /// What ends the line; nothing at the end of the file.
    var lineBreak: LineBreak?
  }

  /// `raw` is the scalar from its `|` or `>` on.
  init(_ raw: ArraySlice<UInt8>) {
    self.raw = raw
    var index = raw.startIndex
    readHeader(&index)
    while index < raw.endIndex { lines.append(nextLine(&index)) }
    detectIndentation()
  }

  private mutating func readHeader(_ index: inout Int) {
    for byte in nextLine(&index).bytes.prefix(3) {
      switch raw[byte] {
      case UInt8(ascii: "-"): chomping = .strip
      case UInt8(ascii: "+"): chomping = .keep
      case 0x31...0x39: hasIndicator = true
      default: break
      }
    }
  }

  private func nextLine(_ index: inout Int) -> Line {
    let start = index
    while index < raw.endIndex {
      if let lineBreak = LineBreak(raw, at: index) {
        let end = index
        index += lineBreak.length
        return Line(bytes: start..<end, lineBreak: lineBreak)
      }
      index += 1
    }
    return Line(bytes: start..<index, lineBreak: nil)
  }

  /// The blanks before the first text; empty lines above it count when they have more.
  private mutating func detectIndentation() {
    for line in lines {
      let blanks = raw[line.bytes].prefix { $0 == space }.count
      detectedIndentation = max(detectedIndentation, blanks)
      if blanks < line.bytes.count { return }
    }
  }

  /// The text with its places. An indicator counts from a parent that is not in sight here, so
  /// each indentation is tried until the text comes out.
  func decoded(_ scalar: Scalar) -> DecodedScalar {
    let guess = decode(indentation: detectedIndentation, scalar.writtenStyle)
    guard hasIndicator, !scalar.wasWritten(as: guess.bytes) else { return guess }
    for indentation in (0..<detectedIndentation).reversed() {
      let other = decode(indentation: indentation, scalar.writtenStyle)
      if scalar.wasWritten(as: other.bytes) { return other }
    }
    return guess
  }

  private func decode(indentation: Int, _ style: Scalar.Style) -> DecodedScalar {
    var decoded = DecodedScalar()
    /// Breaks since the last text, the one that ends its line first.
    var pending: [(text: [UInt8], place: Int)] = []
    var lastWasText = false
    var hasText = false
    for line in lines {
      let content = line.bytes.dropFirst(indentation)
      if !content.isEmpty {
        let isText = raw[content.lowerBound] != space && raw[content.lowerBound] != 0x09
        if style == .folded, lastWasText, isText, let first = pending.first, first.text == [0x0A] {
          if pending.count == 1 { decoded.add(space, at: first.place) }
          pending.removeFirst()
        }
        for (text, place) in pending { decoded.add(text, at: place) }
        decoded.copy(content, of: raw)
        pending = []
        lastWasText = isText
        hasText = true
      }
      if let lineBreak = line.lineBreak {
        pending.append((lineBreak.text, line.bytes.upperBound))
      }
    }
    for (text, place) in pending.prefix(keptBreaks(hasText: hasText)) {
      decoded.add(text, at: place)
    }
    decoded.end(at: raw.endIndex)
    return decoded
  }

  /// How many of the breaks at the end belong to the text.
  private func keptBreaks(hasText: Bool) -> Int {
    switch chomping {
    case .strip: 0
    case .clip: hasText ? 1 : 0
    case .keep: Int.max
    }
  }
}
