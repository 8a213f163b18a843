/// A length of time as Prometheus and Alertmanager write it: `90s`, `1h30m`.
package struct Duration: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }

  package static func seconds(_ count: Int) -> Duration { Duration(milliseconds: count * 1000) }
  package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
  package static func hours(_ count: Int) -> Duration { .minutes(count * 60) }
  package static func days(_ count: Int) -> Duration { .hours(count * 24) }

  package static func < (one: Duration, other: Duration) -> Bool {
    one.milliseconds < other.milliseconds
  }

  package var seconds: Double { Double(milliseconds) / 1000 }

  // Biggest first, as the syntax asks.
  static let units: [(name: String, milliseconds: Int)] = [
    ("y", 365 * 86_400_000), ("w", 7 * 86_400_000), ("d", 86_400_000), ("h", 3_600_000),
    ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// Whole numbers with units, the biggest first, each unit once; a bare `0` is allowed.
  package init?(_ text: String) {
    if text == "0" {
      self.init(milliseconds: 0)
      return
    }
    var rest = Substring(text).utf8
    var total = 0
    var nextUnit = 0
    while !rest.isEmpty {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(digits.count)
      let word = rest.prefix { (0x61...0x7A).contains($0) }
      rest = rest.dropFirst(word.count)
      guard let count = Int(String(digits) ?? ""),
        let unit = Self.units[nextUnit...].firstIndex(where: { $0.name == String(word) })
      else { return nil }
      let (product, productOverflows) = count.multipliedReportingOverflow(
        by: Self.units[unit].milliseconds)
      let (sum, sumOverflows) = total.addingReportingOverflow(product)
      guard !productOverflows, !sumOverflows else { return nil }
      total = sum
      nextUnit = unit + 1
    }
    // Prometheus counts in nanoseconds, of which 292 years are the most that fit.
    guard nextUnit > 0, total <= Int(Int64.max / 1_000_000) else { return nil }
    self.init(milliseconds: total)
  }

  /// The shortest text of whole units up to days; `15d`, `1h30m`, `0s`.
  package var description: String {
    guard milliseconds > 0 else { return "0s" }
    var rest = milliseconds
    var text = ""
    for unit in Self.units.dropFirst(2) where rest >= unit.milliseconds {
      text += "\(rest / unit.milliseconds)\(unit.name)"
      rest %= unit.milliseconds
    }
    return text
  }
}
