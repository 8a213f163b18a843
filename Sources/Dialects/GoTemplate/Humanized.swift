/// Numbers as the templates of Prometheus show them to people.
enum Humanized {
  /// `1234567` becomes `1.235M`.
  static func decimal(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return GoFormat.fourDigits(value) }
    if value.magnitude < 1 { return small(value) }
    return scaled(value, by: 1000, ["k", "M", "G", "T", "P", "E", "Z", "Y"])
  }

  /// `1048576` becomes `1Mi`.
  static func binary(_ value: Double) -> String {
    guard value.magnitude > 1, value.isFinite else { return GoFormat.fourDigits(value) }
    return scaled(value, by: 1024, ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"])
  }

  /// `3725` seconds become `1h 2m 5s`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return GoFormat.fourDigits(seconds) }
    if seconds == 0 { return "0s" }
    if seconds.magnitude < 1 { return small(seconds) + "s" }
    let sign = seconds < 0 ? "-" : ""
    guard seconds.magnitude < 9e18 else { return GoFormat.fourDigits(seconds) }
    let whole = Int64(seconds.magnitude)
    let (days, hours) = (whole / 86_400, whole / 3600 % 24)
    let (minutes, rest) = (whole / 60 % 60, whole % 60)
    if days != 0 { return "\(sign)\(days)d \(hours)h \(minutes)m \(rest)s" }
    if hours != 0 { return "\(sign)\(hours)h \(minutes)m \(rest)s" }
    if minutes != 0 { return "\(sign)\(minutes)m \(rest)s" }
    return sign + GoFormat.fourDigits(seconds.magnitude) + "s"
  }

  /// Seconds since 1970 become `2026-11-20 21:34:00 +0000 UTC`.
  static func timestamp(_ seconds: Double) -> String? {
    guard seconds.isFinite else { return GoFormat.fourDigits(seconds) }
    // Prometheus counts in nanoseconds, and refuses what does not fit.
    guard let nanoseconds = Int64(exactly: (seconds * 1e9).rounded(.towardZero)) else { return nil }
    let milliseconds = nanoseconds / 1_000_000
    let (days, ofDay) = floorDivide(milliseconds, 86_400_000)
    let (year, month, day) = date(daysSince1970: days)
    let fraction = ofDay % 1000
    var text = "\(year)-\(two(month))-\(two(day)) \(two(ofDay / 3_600_000))"
    text += ":\(two(ofDay / 60_000 % 60)):\(two(ofDay / 1000 % 60))"
    if fraction != 0 {
      var digits = String(1000 + fraction).dropFirst()
      while digits.hasSuffix("0") { digits.removeLast() }
      text += "." + digits
    }
    return text + " +0000 UTC"
  }

  private static func small(_ value: Double) -> String {
    var (value, prefix) = (value, "")
    for next in ["m", "u", "n", "p", "f", "a", "z", "y"] where value.magnitude < 1 {
      (value, prefix) = (value * 1000, next)
    }
    return GoFormat.fourDigits(value) + prefix
  }

  private static func scaled(_ value: Double, by factor: Double, _ prefixes: [String]) -> String {
    var (value, prefix) = (value, "")
    for next in prefixes where value.magnitude >= factor {
      (value, prefix) = (value / factor, next)
    }
    return GoFormat.fourDigits(value) + prefix
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }

  private static func floorDivide(_ a: Int64, _ b: Int64) -> (Int64, Int64) {
    let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
    return rest < 0 ? (quotient - 1, rest + b) : (quotient, rest)
  }

  /// The civil date of a day, counted in eras of 400 years that begin in March.
  private static func date(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}
