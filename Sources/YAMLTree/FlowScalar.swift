private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
private let backslash = UInt8(ascii: "\\")

/// Reads plain and quoted scalars: escapes, doubled quotes, folded lines.
struct FlowScalar {
  private let raw: ArraySlice<UInt8>
  private let quote: UInt8?
  private var index: Int
  private(set) var decoded = DecodedScalar()

  /// `raw` is the scalar with its quotes.
  init(_ raw: ArraySlice<UInt8>, quote: UInt8?) {
    var body = raw
    if let quote {
      body = raw.dropFirst()
      if body.last == quote { body = body.dropLast() }
    }
    self.raw = body
    self.quote = quote
    index = body.startIndex
    decode()
    decoded.end(at: body.endIndex)
  }

  private mutating func decode() {
    while index < raw.endIndex {
      switch raw[index] {
      case space, tab: blanks()
      case backslash where quote == UInt8(ascii: "\""): escape()
      case UInt8(ascii: "'") where quote == UInt8(ascii: "'"):
        decoded.add(raw[index], at: index)
        index += 2
      default:
        if LineBreak(raw, at: index) != nil {
          blanks()
        } else {
          decoded.add(raw[index], at: index)
          index += 1
        }
      }
    }
  }

  /// Blanks inside a line stay; around line breaks they go, and the breaks fold: one becomes a
  /// space, of more the first goes.
  private mutating func blanks() {
    let start = index
    while index < raw.endIndex, raw[index] == space || raw[index] == tab { index += 1 }
    guard let first = LineBreak(raw, at: index) else {
      decoded.copy(start..<index, of: raw)
      return
    }
    let place = index
    index += first.length
    let more = breaks()
    if first.text != [0x0A] {
      decoded.add(first.text, at: place)
    } else if more.isEmpty {
      decoded.add(space, at: place)
    }
    for (text, place) in more { decoded.add(text, at: place) }
  }

  /// Line breaks from here on, past all blanks between them and after them.
  private mutating func breaks() -> [([UInt8], Int)] {
    var breaks: [([UInt8], Int)] = []
    while index < raw.endIndex {
      if let next = LineBreak(raw, at: index) {
        breaks.append((next.text, index))
        index += next.length
      } else if raw[index] == space || raw[index] == tab {
        index += 1
      } else {
        break
      }
    }
    return breaks
  }

  private mutating func escape() {
    let start = index
    index += 1
    if let lineBreak = LineBreak(raw, at: index) {
      index += lineBreak.length
      for (text, place) in breaks() { decoded.add(text, at: place) }
      return
    }
    guard index < raw.endIndex else { return }
    let letter = raw[index]
    index += 1
    switch letter {
    case UInt8(ascii: "x"): code(digits: 2, at: start)
    case UInt8(ascii: "u"): code(digits: 4, at: start)
    case UInt8(ascii: "U"): code(digits: 8, at: start)
    default: decoded.add(escaped(letter), at: start)
    }
  }

  private mutating func code(digits: Int, at start: Int) {
    let end = min(index + digits, raw.endIndex)
    let value = UInt32(String(decoding: raw[index..<end], as: UTF8.self), radix: 16) ?? 0
    decoded.add(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8, at: start)
    index = end
  }

  private func escaped(_ letter: UInt8) -> [UInt8] {
    switch letter {
    case UInt8(ascii: "0"): [0]
    case UInt8(ascii: "a"): [7]
    case UInt8(ascii: "b"): [8]
    case UInt8(ascii: "t"), tab: [9]
    case UInt8(ascii: "n"): [10]
    case UInt8(ascii: "v"): [11]
    case UInt8(ascii: "f"): [12]
    case UInt8(ascii: "r"): [13]
    case UInt8(ascii: "e"): [27]
    case UInt8(ascii: "N"): Array("\u{85}".utf8)
    case UInt8(ascii: "_"): Array("\u{A0}".utf8)
    case UInt8(ascii: "L"): Array("\u{2028}".utf8)
    case UInt8(ascii: "P"): Array("\u{2029}".utf8)
    default: [letter]
    }
  }
}
