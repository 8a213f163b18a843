/// A place in the bytes of a text, and the few ways a reader moves on from it.
struct Cursor {
  let bytes: [UInt8]
  var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  init(bytes: [UInt8], position: Int) {
    self.bytes = bytes
    self.position = position
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }
  var isAtEnd: Bool { position >= bytes.count }

  func peek(_ offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  func starts(with text: String) -> Bool {
    let utf8 = text.utf8
    guard position + utf8.count <= bytes.count else { return false }
    return zip(utf8, bytes[position...]).allSatisfy { $0 == $1 }
  }

  mutating func eat(_ text: String) -> Bool {
    guard starts(with: text) else { return false }
    position += text.utf8.count
    return true
  }

  mutating func skip(while belongs: (UInt8) -> Bool) {
    while position < bytes.count, belongs(bytes[position]) { position += 1 }
  }

  /// Moves past one character; the bytes come from a `String`, so they are well formed.
  mutating func scalar() -> Unicode.Scalar? {
    guard let lead = current else { return nil }
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(lead)
    if length > 1 {
      value &= 0x7F >> UInt32(length)
      for offset in 1..<length { value = value << 6 | UInt32((peek(offset) ?? 0) & 0x3F) }
    }
    position = min(position + length, bytes.count)
    return Unicode.Scalar(value)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    start <= bytes.count ? bytes[start...].firstIndex(of: byte) : nil
  }
}

/// Lets a `switch` over bytes name them as characters.
func ~= (character: Unicode.Scalar, byte: UInt8) -> Bool { character.value == UInt32(byte) }

/// Lets a `case` name a range of characters.
func ~= (characters: ClosedRange<Unicode.Scalar>, byte: UInt8) -> Bool {
  characters.contains(Unicode.Scalar(byte))
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isOctalDigit: Bool { self >= 0x30 && self <= 0x37 }
  var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// A letter, a digit or `_`.
  var isWord: Bool { isASCIILetter || isDigit || self == 0x5F }
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

  var hexValue: UInt32? {
    if isDigit { return UInt32(self) - 0x30 }
    let lower = self | 0x20
    return lower >= 0x61 && lower <= 0x66 ? UInt32(lower) - 0x61 + 10 : nil
  }
}
