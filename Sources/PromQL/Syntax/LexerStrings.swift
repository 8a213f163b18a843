import Diagnostics

/// Strings: their extent while cutting tokens, their value when a query needs it.
extension Lexer {
  mutating func readQuoted(_ quote: UInt8) {
    var end = position + 1
    while let byte = byte(at: end), byte != UInt8(ascii: "\n") {
      if byte == quote { return checkString(position..<end + 1) }
      if byte == UInt8(ascii: "\\") {
        guard let next = escapeEnd(at: end, quote: quote) else { return }
        end = next
      } else {
        end += 1
      }
    }
    let word = quote == UInt8(ascii: "'") ? "'" : "\""
    fail(
      .queryString, "this string has no end", at: position..<end,
      help: "close it with \(word); a string in \(word) cannot span lines")
  }

  mutating func readRaw() {
    var end = position + 1
    while let byte = byte(at: end), byte != UInt8(ascii: "`") { end += 1 }
    guard end < text.count else {
      return fail(
        .queryString, "this string has no end", at: position..<position + 1,
        help: "close it with `")
    }
    checkString(position..<end + 1)
  }

  /// Prometheus takes the replacement character for a broken byte.
  private mutating func checkString(_ range: Range<Int>) {
    for index in range.dropLast(3) where text[index] == 0xEF {
      if text[index + 1] == 0xBF, text[index + 2] == 0xBD {
        return fail(
          .queryString, "Prometheus refuses the character U+FFFD", at: index..<index + 3)
      }
    }
    add(.string, range.count)
  }

  /// Checks the escape that starts at a backslash.
  private mutating func escapeEnd(at start: Int, quote: UInt8) -> Int? {
    guard let letter = byte(at: start + 1) else { return text.count }
    let digits: Int
    switch letter {
    case quote: return start + 2
    case _ where simpleEscapes.contains { $0.letter == letter }: return start + 2
    case UInt8(ascii: "0")...UInt8(ascii: "7"): digits = 3
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default:
      failAtEscape(start, letter)
      return nil
    }
    let first = letter.isDigit ? start + 1 : start + 2
    guard let value = readDigits(text, first..<first + digits, radix: letter.isDigit ? 8 : 16)
    else {
      let end = min(first + digits, text.count)
      fail(
        .queryString, "this escape needs \(digits) digits", at: start..<end,
        help: letter == UInt8(ascii: "x") ? "write '\\\\x' for a backslash and an x" : nil)
      return nil
    }
    let isCharacter = value <= 0x10FFFF && !(0xD800..<0xE000).contains(value)
    guard letter.isDigit ? value < 256 : isCharacter else {
      fail(.queryString, "there is no such character", at: start..<first + digits)
      return nil
    }
    return first + digits
  }

  private mutating func failAtEscape(_ start: Int, _ letter: UInt8) {
    var end = start + 2
    while let byte = byte(at: end), byte & 0xC0 == 0x80 { end += 1 }
    let escape = String(decoding: text[start..<end], as: UTF8.self)
    fail(
      .queryString, "'\(escape)' is no escape", at: start..<end,
      help: "write '\\\(escape)' for a backslash, or put the string in backticks",
      replacement: "\\" + escape)
  }
}

private let simpleEscapes: [(letter: UInt8, value: UInt8)] = [
  (0x61, 0x07), (0x62, 0x08), (0x66, 0x0C), (0x6E, 0x0A), (0x72, 0x0D), (0x74, 0x09),
  (0x76, 0x0B), (0x5C, 0x5C),
]

private func readDigits(_ text: [UInt8], _ range: Range<Int>, radix: UInt32) -> UInt32? {
  guard range.upperBound <= text.count else { return nil }
  var value: UInt32 = 0
  for byte in text[range] {
    let digit = byte.isDigit ? UInt32(byte - 0x30) : UInt32((byte | 0x20) &- 0x57)
    guard digit < radix, byte.isDigit || byte | 0x20 >= 0x61 else { return nil }
    value = value &* radix &+ digit
  }
  return value
}

/// The bytes that a checked string stands for, and where each of them was written.
struct DecodedString {
  var bytes: [UInt8] = []
  /// For each byte, and for the end, its place in the text.
  var places: [Int] = []

  init(_ text: [UInt8], _ range: Range<Int>) {
    let quote = text[range.lowerBound]
    let inner = range.lowerBound + 1..<range.upperBound - 1
    var index = inner.lowerBound
    while index < inner.upperBound {
      let start = index
      let byte = text[index]
      index += 1
      if quote == UInt8(ascii: "`") {
        append(byte, start)
      } else if byte == UInt8(ascii: "\\") {
        decodeEscape(text, start, &index)
      } else {
        append(byte, start)
      }
    }
    places.append(inner.upperBound)
  }

  private mutating func append(_ byte: UInt8, _ place: Int) {
    bytes.append(byte)
    places.append(place)
  }

  private mutating func decodeEscape(_ text: [UInt8], _ start: Int, _ index: inout Int) {
    let letter = text[index]
    index += 1
    if let simple = simpleEscapes.first(where: { $0.letter == letter }) {
      return append(simple.value, start)
    }
    let digits: Range<Int>
    switch letter {
    case UInt8(ascii: "0")...UInt8(ascii: "7"): digits = index - 1..<index + 2
    case UInt8(ascii: "x"): digits = index..<index + 2
    case UInt8(ascii: "u"): digits = index..<index + 4
    case UInt8(ascii: "U"): digits = index..<index + 8
    default: return append(letter, start)
    }
    index = digits.upperBound
    let value = readDigits(text, digits, radix: letter.isDigit ? 8 : 16) ?? 0
    if digits.count < 4 { return append(UInt8(truncatingIfNeeded: value), start) }
    guard let scalar = Unicode.Scalar(value) else { return }
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte, start) }
  }
}
