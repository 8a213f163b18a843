import OrderedTree
import SpecLanguage
import YAMLTree

/// One item of a calendar field: a single value, or a range such as `monday:friday`.
protocol CalendarRange: SpecValue {
  static var what: String { get }
  static var example: String { get }
  static func number(_ word: String) -> Int?
  static func isOrdered(_ start: Int, _ end: Int) -> Bool
  init(start: Int, end: Int, text: String)
}

extension CalendarRange {
  static var shape: Shape {
    .either([.text(TextShape(what, example: example)), .integer(Int.min...Int.max)])
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func isOrdered(_ start: Int, _ end: Int) -> Bool { start <= end }

  static func read(_ node: Node, _ reading: Reading) -> Self? {
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    let text = scalar.text.lowercased()
    let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let numbers = words.compactMap(number)
    guard (1...2).contains(words.count), numbers.count == words.count, let start = numbers.first,
      let end = numbers.last
    else {
      reading.invalid("'\(scalar.text)' is no \(what)", node, help: "write \(example)")
      return nil
    }
    guard isOrdered(start, end) else {
      reading.invalid(
        "'\(scalar.text)' ends before it starts", node, help: "write two ranges in its place")
      return nil
    }
    return Self(start: start, end: end, text: text)
  }
}

struct Weekdays: CalendarRange {
  static let what = "day of the week"
  static let example = "monday:friday"

  var start: Int
  var end: Int
  var text: String

  private static let names = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]

  static func number(_ word: String) -> Int? { names.firstIndex(of: word) }

  /// Upstream's words for the days that follow those of some ranges.
  static func dayAfter(_ ranges: [Weekdays]) -> [String] {
    let days = Set(ranges.flatMap { $0.start...$0.end }.map { ($0 + 1) % 7 }).sorted()
    var result: [ClosedRange<Int>] = []
    for day in days {
      if let last = result.last, last.upperBound == day - 1 {
        result[result.count - 1] = last.lowerBound...day
      } else {
        result.append(day...day)
      }
    }
    return result.map {
      $0.count == 1 ? names[$0.lowerBound] : "\(names[$0.lowerBound]):\(names[$0.upperBound])"
    }
  }
}

struct DaysOfMonth: CalendarRange {
  static let what = "day of the month"
  static let example = "1:7, or -1 for the last one"

  var start: Int
  var end: Int
  var text: String

  static func number(_ word: String) -> Int? {
    Int(word).flatMap { (1...31).contains(abs($0)) ? $0 : nil }
  }

  /// Alertmanager compares days from the end as if every month had thirty.
  static func isOrdered(_ start: Int, _ end: Int) -> Bool {
    if start < 0, end > 0 { return false }
    return (start < 0 ? 30 + start : start) <= (end < 0 ? 30 + end : end)
  }
}

struct Months: CalendarRange {
  static let what = "month"
  static let example = "january:march"

  var start: Int
  var end: Int
  var text: String

  private static let names = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  static func number(_ word: String) -> Int? {
    if let index = names.firstIndex(of: word) { return index + 1 }
    return Int(word).flatMap { (1...12).contains($0) ? $0 : nil }
  }
}

struct Years: CalendarRange {
  static let what = "year"
  static let example = "2026:2027"

  var start: Int
  var end: Int
  var text: String

  static func number(_ word: String) -> Int? {
    Int(word).flatMap { (1970...9999).contains($0) ? $0 : nil }
  }
}
