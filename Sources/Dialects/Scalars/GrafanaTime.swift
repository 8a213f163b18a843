/// A point in time as a Grafana dashboard writes it: `now-6h`, `now/d`, `2026-01-31T08:00:00Z`.
package struct GrafanaTime: Hashable, Sendable {
  package var text: String

  /// Nil if the text is no such point in time.
  package init?(_ text: String) {
    guard Self.check(text).isEmpty else { return nil }
    self.text = text
  }

  package static func check(_ text: String) -> [Finding] {
    var cursor = Cursor(text)
    guard cursor.eat("now") else { return checkAbsolute(text) }
    while !cursor.isAtEnd {
      let start = cursor.position
      let isRounding = cursor.eat("/")
      guard isRounding || cursor.eat("-") || cursor.eat("+") else {
        return [
          Finding(
            "this is not expected behind 'now'", at: start..<cursor.bytes.count,
            help: "write it like now-6h or now/d")
        ]
      }
      let numberStart = cursor.position
      if !isRounding { cursor.skip(while: \.isDigit) }
      let hasNumber = cursor.position > numberStart
      let unitStart = cursor.position
      cursor.skip(while: \.isASCIILetter)
      let unit = cursor.text(unitStart..<cursor.position)
      guard units.contains(unit) else {
        return [
          Finding(
            unit.isEmpty ? "a unit is missing" : "'\(unit)' is not a unit of time",
            at: unit.isEmpty ? start..<cursor.position : unitStart..<cursor.position,
            help: "the units are s, m, h, d, w, M, Q and y")
        ]
      }
      guard isRounding || hasNumber else {
        return [Finding("a number is missing", at: start..<cursor.position)]
      }
    }
    return []
  }

  private static let units: Set = ["ms", "s", "m", "h", "d", "w", "M", "Q", "y", "fQ", "fy"]

  /// A date, with a time if wanted, or milliseconds since 1970.
  private static func checkAbsolute(_ text: String) -> [Finding] {
    let bytes = Array(text.utf8)
    let whole = 0..<bytes.count
    if !bytes.isEmpty, bytes.allSatisfy(\.isDigit) { return [] }
    let shape = bytes.map { $0.isDigit ? UInt8(ascii: "0") : $0 }
    let form = String(decoding: shape, as: UTF8.self)
    let isDate = form.hasPrefix("0000-00-00")
    let rest = form.dropFirst(10)
    let isTime = rest.isEmpty || ["T00:00", " 00:00"].contains { rest.hasPrefix($0) }
    guard isDate, isTime else {
      return [
        Finding(
          "this is not a point in time", at: whole,
          help: "write it like now-6h, now/d or 2026-01-31T08:00:00Z")
      ]
    }
    let (month, day) = (two(bytes, 5), two(bytes, 8))
    guard 1...12 ~= month, 1...31 ~= day else {
      return [Finding("there is no such day", at: 0..<10)]
    }
    if bytes.count >= 16, two(bytes, 11) > 23 || two(bytes, 14) > 59 {
      return [Finding("there is no such time of day", at: 11..<16)]
    }
    return []
  }

  private static func two(_ bytes: [UInt8], _ start: Int) -> Int {
    Int(bytes[start] - 0x30) * 10 + Int(bytes[start + 1] - 0x30)
  }
}
