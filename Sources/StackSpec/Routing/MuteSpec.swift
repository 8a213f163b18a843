import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// Times that all its fields describe together.
struct MuteSpec: SpecRecord {
  static let name = "mute time"
  static let summary = "Times that all its fields describe together."

  var times: [TimesOfDay] = []
  var weekdays: [Weekdays] = []
  var daysOfMonth: [DaysOfMonth] = []
  var months: [Months] = []
  var years: [Years] = []
  var location: TimeZoneName?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("times", &times, "Times of day; `22:00-06:00` goes over midnight.")
    key("weekdays", &weekdays, "Days of the week, or ranges such as `monday:friday`.")
    key("days_of_month", &daysOfMonth, "Days of the month; -1 is the last one.")
    key("months", &months, "Months by name or number, or ranges.")
    key("years", &years, "Years, or ranges.")
    key("location", &location, "Time zone; UTC when absent.")
  }

  func check(_ node: Node, _ reading: Reading) {
    let fields = ["times", "weekdays", "days_of_month", "months", "years"]
    if fields.allSatisfy({ node[$0] == nil }) {
      reading.invalid(
        "this holds at all times", node, help: "write times, weekdays, days_of_month or months")
    }
    let isDated = !daysOfMonth.isEmpty || !months.isEmpty || !years.isEmpty
    guard isDated, times.contains(where: \.goesOverMidnight) else { return }
    reading.diagnostics.report(
      Diagnostic(
        .mutePastMidnight, .error,
        "times over midnight end on another date than they begin", at: node.range
      ).help("write two entries: one until 24:00, one from 00:00 on the dates after"))
  }

  /// What Alertmanager takes: no times over midnight, so that these become two entries.
  var entries: [NamedInterval.Entry] {
    var evening = NamedInterval.Entry()
    evening.weekdays = weekdays.map(\.text)
    evening.daysOfMonth = daysOfMonth.map(\.text)
    evening.months = months.map(\.text)
    evening.years = years.map(\.text)
    evening.location = location?.text
    evening.times = times.map {
      NamedInterval.Times($0.start, $0.goesOverMidnight ? 1440 : $0.end)
    }
    var morning = evening
    morning.times = times.filter { $0.goesOverMidnight && $0.end > 0 }.map {
      NamedInterval.Times(0, $0.end)
    }
    if morning.times.isEmpty { return [evening] }
    if weekdays.isEmpty {
      evening.times += morning.times
      return [evening]
    }
    // The night of a Friday ends on Saturday morning.
    morning.weekdays = Weekdays.dayAfter(weekdays)
    return [evening, morning]
  }
}

/// A time zone by its IANA name.
struct TimeZoneName: TextValue {
  var text: String

  static var textShape: TextShape { TextShape("time zone", example: "Europe/Berlin") }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> TimeZoneName? {
    if text == "Local" || TimeZones.contains(text) { return TimeZoneName(text: text) }
    reading.diagnostics.report(
      Diagnostic(
        .unknownTimeZone, .error, "there is no time zone '\(text)'", at: node.range
      ).help(suggestion(for: text, among: TimeZones.all) ?? "write a name such as Europe/Berlin"))
    return nil
  }
}

/// Times of a day: `08:00-17:30`, or over midnight `22:00-06:00`.
struct TimesOfDay: SpecRecord {
  static let name = "times of day"
  static let summary = "From one time of day to another, which does not belong to it any more."
  static var shortForm: Shape? {
    .text(TextShape("range of times", example: "22:00-06:00"))
  }

  private var from = ClockTime(minute: 0)
  private var to = ClockTime(minute: 1440)

  var start: Int { from.minute }
  var end: Int { to.minute }
  var goesOverMidnight: Bool { end <= start }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("start_time", &from, .required, "First minute.")
    key("end_time", &to, .required, "Minute that does not belong to it any more.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if start == end { reading.invalid("the time is over before it begins", node) }
  }

  static func readShort(_ node: Node, _ reading: Reading) -> TimesOfDay? {
    guard let text = reading.text(node, shape) else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = ClockTime(parts[0]), let to = ClockTime(parts[1]),
      from.minute != to.minute, from.minute < 1440
    else {
      reading.invalid("'\(text)' is no range of times", node, help: "write 22:00-06:00")
      return nil
    }
    var times = TimesOfDay()
    times.from = from
    times.to = to
    return times
  }
}

/// A time of day in minutes; 24:00 is its end.
struct ClockTime: TextValue {
  var minute: Int

  static var textShape: TextShape {
    TextShape("time", example: "\"22:00\"", pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")
  }
  var text: String { NamedInterval.Times(minute, minute).texts.start }

  init(minute: Int) { self.minute = minute }

  init?(_ text: some StringProtocol) {
    let parts = String(text).filter { $0 != " " }
      .split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 2, parts[1].count == 2, let hours = Int(parts[0]),
      let minutes = Int(parts[1]), (0...24).contains(hours), (0...59).contains(minutes),
      hours < 24 || minutes == 0
    else { return nil }
    minute = hours * 60 + minutes
  }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> ClockTime? {
    if let time = ClockTime(text) { return time }
    reading.invalid("'\(text)' is not a time of day", node, help: "write 08:00")
    return nil
  }
}
