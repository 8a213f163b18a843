import Dialects

/// Numbers and durations, with all the corners that Prometheus has there.
extension Lexer {
  mutating func readNumber() {
    let start = position
    noteNumber()
    let number = numberEnd(from: start)
    if let end = number, !hasVariable(at: end) {
      return add(.number, end - start)
    }
    if let end = durationEnd(from: start), !hasVariable(at: end) {
      return add(.duration, end - start)
    }
    let (end, isVariable) = literalEnd(from: start)
    if isVariable { return add(.variable, end - start) }
    failAtNumber(start..<end)
  }

  /// `5$unit` and `0.$percentile` are numbers after Grafana has filled them in.
  private func hasVariable(at index: Int) -> Bool {
    index < text.count && variableEnd(at: index) != nil
  }

  private func literalEnd(from start: Int) -> (end: Int, isVariable: Bool) {
    var end = start
    var isVariable = false
    while let byte = byte(at: end) {
      if byte.isWordByte || byte == UInt8(ascii: ".") {
        end += 1
      } else if let variable = variableEnd(at: end) {
        isVariable = true
        end = variable
      } else {
        break
      }
    }
    return (end, isVariable)
  }

  private func numberEnd(from start: Int) -> Int? {
    let end =
      dialect.version < Version(2, 54)
      ? plainNumberEnd(from: start) : numberEndWithUnderscores(from: start)
    guard let end, byte(at: end)?.isWordByte != true else { return nil }
    return end
  }

  private func isHexadecimal(at start: Int) -> Bool {
    text[start] == UInt8(ascii: "0") && byte(at: start + 1).map { $0 | 0x20 == 0x78 } == true
  }

  private func plainNumberEnd(from start: Int) -> Int? {
    var end = start
    let isHexadecimal = isHexadecimal(at: start)
    if isHexadecimal { end += 2 }
    while let byte = byte(at: end), isHexadecimal ? byte.isHexDigit : byte.isDigit { end += 1 }
    if byte(at: end) == UInt8(ascii: ".") {
      end += 1
      while let byte = byte(at: end), byte.isDigit { end += 1 }
    }
    if let byte = byte(at: end), byte.isExponent {
      end += 1
      if let sign = self.byte(at: end), sign.isSign { end += 1 }
      while let byte = self.byte(at: end), byte.isDigit { end += 1 }
    }
    return end
  }

  /// Since 2.54 digits may be grouped with underscores. That scanner takes an `e` of a hexadecimal
  /// number for an exponent in some places, and so must this one.
  private func numberEndWithUnderscores(from start: Int) -> Int? {
    var end = start
    let isHexadecimal = isHexadecimal(at: start)
    if isHexadecimal {
      end += byte(at: start + 2) == UInt8(ascii: "_") ? 3 : 2
    } else if text[start] == UInt8(ascii: "0") {
      end += 1
    }
    if byte(at: end) == UInt8(ascii: ".") { end += 1 }
    if let digit = byte(at: end), digit.isDigit || isHexadecimal && digit.isHexDigit { end += 1 }
    var hasDot = false
    var hasExponent = false
    while let byte = byte(at: end) {
      switch byte {
      case UInt8(ascii: "."):
        let next = self.byte(at: end + 1)
        let isBadlyFollowed = next == UInt8(ascii: "_") || next == UInt8(ascii: ".")
        guard !hasDot, !isBadlyFollowed, !isHexadecimal else { return nil }
        hasDot = true
        end += 1
      case _ where byte.isExponent:
        guard !hasExponent else { return nil }
        hasExponent = true
        end += 1
        if let sign = self.byte(at: end), sign.isSign { end += 1 }
        guard let next = self.byte(at: end), !next.endsExponent else { return nil }
      case UInt8(ascii: "_"):
        end += 1
        guard let next = self.byte(at: end), !next.endsExponent else { return nil }
      case _ where byte.isDigit || isHexadecimal && byte.isHexDigit:
        end += 1
        while let digit = self.byte(at: end), digit.isDigit || isHexadecimal && digit.isHexDigit {
          end += 1
        }
      default: return end
      }
    }
    return end
  }

  private func durationEnd(from start: Int) -> Int? {
    guard let (_, end) = readDuration(text, from: start), byte(at: end)?.isWordByte != true else {
      return nil
    }
    return end
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }

  fileprivate var isExponent: Bool { self | 0x20 == 0x65 }

  fileprivate var isSign: Bool { self == UInt8(ascii: "+") || self == UInt8(ascii: "-") }

  /// What may not follow an exponent or an underscore.
  fileprivate var endsExponent: Bool {
    isExponent || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
  }
}

/// The units of time, the longest first: the order in which a duration must name them.
private struct DurationUnit {
  var letter: UInt8
  var milliseconds: Int
}

private let durationUnits = [
  DurationUnit(letter: UInt8(ascii: "y"), milliseconds: 31_536_000_000),
  DurationUnit(letter: UInt8(ascii: "w"), milliseconds: 604_800_000),
  DurationUnit(letter: UInt8(ascii: "d"), milliseconds: 86_400_000),
  DurationUnit(letter: UInt8(ascii: "h"), milliseconds: 3_600_000),
  DurationUnit(letter: UInt8(ascii: "m"), milliseconds: 60_000),
  DurationUnit(letter: UInt8(ascii: "s"), milliseconds: 1_000),
]

/// Reads `1h30m`: whole numbers with units, the longer unit first, each once.
func readDuration(_ text: [UInt8], from start: Int) -> (milliseconds: Int, end: Int)? {
  var index = start
  var total = 0
  var nextUnit = 0
  while index < text.count, text[index].isDigit {
    var amount = 0
    while index < text.count, text[index].isDigit {
      let (tens, tooLarge) = amount.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(text[index] - 0x30))
      guard !tooLarge, !carry else { return nil }
      amount = sum
      index += 1
    }
    guard let unit = unit(in: text, at: index, from: nextUnit) else { return nil }
    let (length, tooLong) = amount.multipliedReportingOverflow(by: unit.milliseconds)
    let (sum, carry) = total.addingReportingOverflow(length)
    // Prometheus counts nanoseconds in 64 bits.
    guard !tooLong, !carry, sum <= Int(Int64.max) / 1_000_000 else { return nil }
    total = sum
    index += unit.length
    nextUnit = unit.order + 1
  }
  return index > start ? (total, index) : nil
}

private func unit(
  in text: [UInt8], at index: Int, from first: Int
) -> (milliseconds: Int, length: Int, order: Int)? {
  guard index < text.count, first <= durationUnits.count else { return nil }
  let letter = text[index]
  if letter == UInt8(ascii: "m"), index + 1 < text.count, text[index + 1] == UInt8(ascii: "s") {
    return (1, 2, durationUnits.count)
  }
  for order in first..<durationUnits.count where durationUnits[order].letter == letter {
    return (durationUnits[order].milliseconds, 1, order)
  }
  return nil
}

/// The value of a number as the Go library reads it, or nil if it is none.
func readNumber(_ text: ArraySlice<UInt8>) -> Double? {
  guard text.last != UInt8(ascii: "_") else { return nil }
  if let first = text.first, first != UInt8(ascii: "0") || text.count == 1, text.count < 16,
    text.allSatisfy(\.isDigit)
  {
    return Double(text.reduce(0) { $0 * 10 + Int($1 - 0x30) })
  }
  let digits = text.filter { $0 != UInt8(ascii: "_") }
  let isPrefixed = digits.count > 1 && digits[0] == UInt8(ascii: "0")
  if isPrefixed, digits[1] | 0x20 == 0x78 {
    return Int64(String(decoding: digits.dropFirst(2), as: UTF8.self), radix: 16).map(Double.init)
  }
  let word = String(decoding: digits, as: UTF8.self)
  if isPrefixed, let octal = Int64(word, radix: 8) { return Double(octal) }
  guard let value = Double(word) else { return nil }
  // A number too large for a double is an error; `Inf` is a word.
  return value.isInfinite && digits[0].isDigit ? nil : value
}
