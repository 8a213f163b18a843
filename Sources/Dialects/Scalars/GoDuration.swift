/// A duration as Go programs such as Loki, Tempo and Alloy read it: `1h30m`, `1.5h`, `-250ms`.
package struct GoDuration: Hashable, Sendable {
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Nil if the text is no duration.
  package init?(_ text: String) {
    guard case .success(let duration) = Self.read(text) else { return nil }
    self = duration
  }

  package static func check(_ text: String) -> [Finding] {
    if case .failure(let finding) = read(text) { [finding] } else { [] }
  }

  /// The text that Go prints: `1h30m0s`, `1.5s`, `250ms`.
  package var text: String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    if magnitude == 0 { return "0s" }
    if magnitude < 1000 { return "\(sign)\(magnitude)ns" }
    if magnitude < 1_000_000 { return sign + Self.decimal(magnitude, 1000) + "µs" }
    if magnitude < Self.second { return sign + Self.decimal(magnitude, 1_000_000) + "ms" }
    let seconds = Self.decimal(magnitude % (60 * Self.second), Self.second)
    let minutes = magnitude / (60 * Self.second)
    if minutes == 0 { return sign + seconds + "s" }
    if minutes < 60 { return "\(sign)\(minutes)m\(seconds)s" }
    return "\(sign)\(minutes / 60)h\(minutes % 60)m\(seconds)s"
  }

  private static let second: UInt64 = 1_000_000_000

  private static let units: [(name: String, nanoseconds: UInt64)] = [
    ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000), ("s", second),
    ("m", 60 * second), ("h", 3600 * second),
  ]

  /// A quotient without needless zeros: `1.5`.
  private static func decimal(_ value: UInt64, _ divisor: UInt64) -> String {
    let (whole, rest) = value.quotientAndRemainder(dividingBy: divisor)
    if rest == 0 { return String(whole) }
    var digits = String(divisor + rest).dropFirst()
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  private static func read(_ text: String) -> Result<GoDuration, Finding> {
    var cursor = Cursor(text)
    let isNegative = cursor.eat("-")
    if !isNegative { _ = cursor.eat("+") }
    if cursor.isAtEnd { return .failure(Finding("a duration is missing", at: 0..<text.utf8.count)) }
    if cursor.starts(with: "0"), cursor.position + 1 == cursor.bytes.count {
      return .success(.init(nanoseconds: 0))
    }
    var total: UInt64 = 0
    while !cursor.isAtEnd {
      let start = cursor.position
      cursor.skip(while: \.isDigit)
      let whole = start..<cursor.position
      var fraction = cursor.position..<cursor.position
      if cursor.eat(".") {
        fraction = cursor.position..<cursor.position
        cursor.skip(while: \.isDigit)
        fraction = fraction.lowerBound..<cursor.position
      }
      let unitStart = cursor.position
      cursor.skip { !$0.isDigit && $0 != UInt8(ascii: ".") }
      let unit = cursor.text(unitStart..<cursor.position)
      guard !whole.isEmpty || !fraction.isEmpty,
        let factor = units.first(where: { $0.name == unit })?.nanoseconds
      else {
        return .failure(fault(start, unitStart..<cursor.position, unit))
      }
      let product = (UInt64(cursor.text(whole)) ?? (whole.isEmpty ? 0 : .max))
        .multipliedReportingOverflow(by: factor)
      let part = fractionOfUnit(cursor.bytes[fraction], factor)
      guard !product.overflow, product.partialValue < 1 << 63, total < 1 << 63 else {
        return .failure(Finding("this duration is too long", at: start..<cursor.position))
      }
      total += product.partialValue + part
    }
    guard let value = Int64(exactly: total) else {
      return .failure(Finding("this duration is too long", at: 0..<cursor.bytes.count))
    }
    return .success(.init(nanoseconds: isNegative ? -value : value))
  }

  private static func fault(_ start: Int, _ range: Range<Int>, _ unit: String) -> Finding {
    if range.isEmpty {
      return Finding(
        "a unit is missing", at: start..<range.lowerBound, help: "the units are ms, s, m and h")
    }
    if start == range.lowerBound {
      return Finding("a number is missing before the unit", at: range)
    }
    let hours = ["d": 24, "w": 168, "y": 8760][unit]
    return Finding(
      "'\(unit)' is not a unit of time here", at: range,
      help: hours.map { "write hours: 1\(unit) is \($0)h" }
        ?? "the units are ns, us, ms, s, m and h")
  }
}

/// The digits behind a point as a part of the unit, rounded down as Go does it.
func fractionOfUnit(_ digits: ArraySlice<UInt8>, _ unit: UInt64) -> UInt64 {
  var (value, scale): (UInt64, Double) = (0, 1)
  for digit in digits.prefix(18) {
    value = value * 10 + UInt64(digit) - 0x30
    scale *= 10
  }
  return UInt64(Double(value) * (Double(unit) / scale))
}
