/// Lines and words of a text, as messages about its layout need them.
struct TextLines {
  let text: [UInt8]

  /// The line around a byte, without its break; it always reaches up to that byte.
  func line(at place: Int) -> Range<Int> {
    let place = min(place, text.count)
    var start = place
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    var end = place
    while end < text.count, text[end] != 0x0A { end += 1 }
    if end > place, text[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The last line above a line that holds more than blanks and a comment.
  func line(above line: Range<Int>) -> Range<Int>? {
    var start = line.lowerBound
    while start > 0 {
      let above = self.line(at: start - 1)
      let first = self.start(of: above)
      if first < above.upperBound, text[first] != UInt8(ascii: "#") { return above }
      start = above.lowerBound
    }
    return nil
  }

  /// The first byte of a line that is not blank.
  func start(of line: Range<Int>) -> Int {
    text[line].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.upperBound
  }

  func indentation(of line: Range<Int>) -> Int { start(of: line) - line.lowerBound }

  /// Where the key of a line begins, past the dashes of list items.
  func keyStart(of line: Range<Int>) -> Int {
    var start = start(of: line)
    while start + 1 < line.upperBound, text[start] == UInt8(ascii: "-"), text[start + 1] == 0x20 {
      start = self.start(of: start + 1..<line.upperBound)
    }
    return start
  }

  /// The last byte before a place that is not blank, on the same line.
  func byte(before place: Int) -> UInt8? {
    text[line(at: place).lowerBound..<min(place, text.count)].last { $0 != 0x20 && $0 != 0x09 }
  }

  func byte(at place: Int) -> UInt8? { place < text.count ? text[place] : nil }

  /// The character at a place, for messages.
  func character(at place: Int) -> String {
    String(decoding: text[min(place, text.count)...].prefix(8), as: UTF8.self).prefix(1).description
  }

  func end(ofCharacterAt place: Int) -> Int {
    var end = min(place + 1, text.count)
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  func words(_ bytes: Range<Int>) -> String { String(decoding: text[bytes], as: UTF8.self) }

  /// From a place to the end of its line, without a comment and blanks at the end.
  func rest(from place: Int) -> Range<Int> {
    let line = line(at: place)
    var end = line.upperBound
    var index = place + 1
    while index < end {
      if text[index] == UInt8(ascii: "#"), text[index - 1] == 0x20 { end = index }
      index += 1
    }
    while end > place, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    return place..<max(end, place)
  }

  /// The colon of `key:value` in a line, when a blank after it would make a key of it.
  func gluedColon(in line: Range<Int>) -> Int? {
    let start = keyStart(of: line)
    var index = start
    while index < line.upperBound, isWord(text[index]) { index += 1 }
    guard index > start, text[start..<index].contains(where: { !(0x30...0x39).contains($0) })
    else { return nil }
    while index < line.upperBound, text[index] == 0x20 { index += 1 }
    guard index + 1 < line.upperBound, text[index] == UInt8(ascii: ":"),
      ![0x20, 0x09, UInt8(ascii: ":"), UInt8(ascii: "/")].contains(text[index + 1])
    else { return nil }
    return index
  }

  /// The first `: ` in a stretch, or a colon at its end.
  func keyColon(in bytes: Range<Int>) -> Int? {
    bytes.first {
      text[$0] == UInt8(ascii: ":")
        && ($0 + 1 == bytes.upperBound || text[$0 + 1] == 0x20 || text[$0 + 1] == 0x09)
    }
  }

  /// The indentations that a line may have at a place: those of the lines it stands below.
  func openIndentations(above line: Range<Int>) -> [Int] {
    var found: [Int] = []
    var current = self.line(above: line)
    while let above = current, found.last != 0, found.count < 20 {
      let indentation = indentation(of: above)
      if indentation < found.last ?? Int.max { found.append(indentation) }
      current = self.line(above: above)
    }
    return found.reversed()
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
      || byte == 0x2D || byte == 0x2E
  }
}
