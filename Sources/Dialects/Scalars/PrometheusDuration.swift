/// A duration as Prometheus writes it: `1h30m`.
package struct PrometheusDuration: Hashable, Sendable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Nil if the text is no duration.
  package init?(_ text: String) {
    guard case .success(let duration) = Self.read(text) else { return nil }
    self = duration
  }

  /// The shortest text with whole numbers: `90m` is `1h30m`.
  package var text: String {
    if milliseconds == 0 { return "0s" }
    var rest = milliseconds.magnitude
    var result = milliseconds < 0 ? "-" : ""
    for unit in Self.units {
      // Years and weeks only where nothing is left over, as Prometheus prints them.
      let isExact = rest % unit.milliseconds == 0
      if unit.name == "y" || unit.name == "w", !isExact { continue }
      let count = rest / unit.milliseconds
      if count > 0 { result += "\(count)\(unit.name)" }
      rest %= unit.milliseconds
    }
    return result
  }

  package static func check(_ text: String) -> [Finding] {
    if case .failure(let finding) = read(text) { [finding] } else { [] }
  }

  private static let units: [(name: String, milliseconds: UInt64)] = [
    ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000),
    ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  private static func read(_ text: String) -> Result<PrometheusDuration, Finding> {
    if text == "0" { return .success(.init(milliseconds: 0)) }
    var cursor = Cursor(text)
    var total: UInt64 = 0
    var lastUnit = -1
    if cursor.isAtEnd { return .failure(Finding("a duration is missing", at: 0..<0)) }
    while !cursor.isAtEnd {
      let start = cursor.position
      cursor.skip(while: \.isDigit)
      let digits = start..<cursor.position
      cursor.skip(while: \.isASCIILetter)
      let unit = cursor.text(digits.upperBound..<cursor.position)
      let index = units.firstIndex { $0.name == unit }
      guard !digits.isEmpty, let index, index > lastUnit else {
        return .failure(fault(cursor, digits, unit, isOrder: index != nil && !digits.isEmpty))
      }
      let number = UInt64(cursor.text(digits))
      let product = number?.multipliedReportingOverflow(by: units[index].milliseconds)
      guard let product, !product.overflow, product.partialValue < 9_223_372_036_854 - total else {
        return .failure(
          Finding("this duration is longer than 292 years", at: start..<cursor.position))
      }
      total += product.partialValue
      lastUnit = index
    }
    return .success(.init(milliseconds: Int64(total)))
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
