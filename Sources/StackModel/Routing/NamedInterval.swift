/// Times under a name, in which routes are muted or active.
package struct NamedInterval: Sendable {
  package var name: String
  package var entries: [Entry]
  package var origin: Origin

  /// Holds when every field that is not empty holds; a field holds when one of its items does.
  package struct Entry: Sendable, Equatable {
    package var times: [Times] = []
    package var weekdays: [String] = []
    package var daysOfMonth: [String] = []
    package var months: [String] = []
    package var years: [String] = []
    package var location: String?

    package init() {}
  }

  /// From the first minute of a day up to and without the second; 1440 is the day's end.
  package struct Times: Sendable, Equatable {
    package var start: Int
    package var end: Int

    package init(_ start: Int, _ end: Int) {
      self.start = start
      self.end = end
    }

    package var texts: (start: String, end: String) { (Self.text(start), Self.text(end)) }

    private static func text(_ minute: Int) -> String {
      let (hours, minutes) = (minute / 60, minute % 60)
      return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }
  }

  package init(name: String, entries: [Entry], origin: Origin = .none) {
    self.name = name
    self.entries = entries
    self.origin = origin
  }
}
