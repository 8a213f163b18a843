extension Duration {
  /// Says what keeps a text from being a duration of Prometheus, such as `1h30m`.
  package static func check(_ text: String) -> [Finding] {
    guard Duration(text) == nil else { return [] }
    var cursor = Cursor(text)
    if cursor.isAtEnd { return [Finding("a duration is missing", at: 0..<0)] }
    var lastUnit = -1
    while !cursor.isAtEnd {
      let start = cursor.position
      cursor.skip(while: \.isDigit)
      let digits = start..<cursor.position
      cursor.skip(while: \.isASCIILetter)
      let unit = cursor.text(digits.upperBound..<cursor.position)
      let index = units.firstIndex { $0.name == unit }
      guard !digits.isEmpty, let index, index > lastUnit else {
        return [fault(cursor, digits, unit, isOrder: index != nil && !digits.isEmpty)]
      }
      lastUnit = index
    }
    return [Finding("this duration is longer than 292 years", at: 0..<cursor.bytes.count)]
  }

  private static func fault(
    _ cursor: Cursor, _ digits: Range<Int>, _ unit: String, isOrder: Bool
  ) -> Finding {
    let part = digits.lowerBound..<max(cursor.position, digits.upperBound)
    if isOrder {
      return Finding(
        "'\(unit)' comes after a unit that is not larger", at: part,
        help: "units stand from large to small, each once: 1h30m")
    }
    if digits.isEmpty {
      let end = min(max(part.upperBound, part.lowerBound + 1), cursor.bytes.count)
      let isFraction = cursor.current == UInt8(ascii: ".")
      return Finding(
        isFraction ? "a duration has whole numbers only" : "this is not a duration",
        at: isFraction ? 0..<cursor.bytes.count : part.lowerBound..<end,
        help: isFraction ? "write 1h30m instead of 1.5h" : "write a number and a unit, such as 5m")
    }
    if cursor.current == UInt8(ascii: "."), unit.isEmpty {
      return Finding(
        "a duration has whole numbers only", at: digits.lowerBound..<cursor.bytes.count,
        help: "write 1h30m instead of 1.5h")
    }
    return Finding(
      unit.isEmpty ? "a unit is missing" : "'\(unit)' is not a unit of time",
      at: unit.isEmpty ? digits : digits.upperBound..<part.upperBound,
      help: "the units are ms, s, m, h, d, w and y")
  }
}
