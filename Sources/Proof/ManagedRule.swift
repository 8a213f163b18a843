package import Dialects

/// A rule that Grafana evaluates, as its provisioning file says it: a number, a threshold, a wait.
package struct ManagedRule: Sendable {
  package var title: String
  package var test: Evaluator
  /// What ends it again; the end of the test where there is none.
  package var recovery: Evaluator?
  package var pending: Duration
  package var keepFiring: Duration
  package var interval: Duration
  /// What stands for no data at all: `OK`, `NoData`, `Alerting`, `KeepLast`.
  package var withoutData: String

  /// One condition of Grafana's threshold expression.
  package struct Evaluator: Sendable {
    package var type: String
    package var numbers: [Double]

    package init(type: String, numbers: [Double]) {
      self.type = type
      self.numbers = numbers
    }

    /// Nil for a type that Grafana does not know, or with too few numbers.
    func holds(_ value: Double) -> Bool? {
      guard let first = numbers.first else { return nil }
      let last = numbers.count > 1 ? numbers[1] : nil
      switch type {
      case "gt": return value > first
      case "lt": return value < first
      case "gte": return value >= first
      case "lte": return value <= first
      case "eq": return value == first
      case "ne": return value != first
      case "within_range": return last.map { value > first && value < $0 }
      case "outside_range": return last.map { value < first || value > $0 }
      case "within_range_included": return last.map { value >= first && value <= $0 }
      case "outside_range_included": return last.map { value <= first || value >= $0 }
      default: return nil
      }
    }
  }

  package init(title: String, test: Evaluator, interval: Duration) {
    self.title = title
    self.test = test
    self.interval = interval
    recovery = nil
    pending = Duration(milliseconds: 0)
    keepFiring = Duration(milliseconds: 0)
    withoutData = "NoData"
  }
}

/// The state of one alert of Grafana, taken from one look at its number to the next.
struct ManagedState {
  enum State: Equatable {
    case normal
    /// Since so many milliseconds.
    case pending(Int)
    case alerting
    /// The number is fine again, since so many milliseconds, and it fires on for a while.
    case recovering(Int)
  }

  let rule: ManagedRule
  private(set) var state = State.normal

  init(_ rule: ManagedRule) { self.rule = rule }

  var fires: Bool {
    switch state {
    case .normal, .pending: false
    case .alerting, .recovering: true
    }
  }

  /// Looks at the number, or at its absence; false when the rule itself makes no sense.
  mutating func look(at value: Double?, _ now: Int) -> Bool {
    guard let value else {
      switch rule.withoutData {
      case "OK": pass(isBad: false, now)
      case "Alerting": pass(isBad: true, now)
      case "KeepLast": break
      case "NoData": state = .normal
      default: return false
      }
      return true
    }
    guard let holds = rule.test.holds(value) else { return false }
    var isBad = holds
    // While it fires, only the second condition ends it.
    if state != .normal, let recovery = rule.recovery {
      guard let isOver = recovery.holds(value) else { return false }
      isBad = !isOver
    }
    pass(isBad: isBad, now)
    return true
  }

  private mutating func pass(isBad: Bool, _ now: Int) {
    switch (state, isBad) {
    case (.normal, true):
      state = rule.pending.milliseconds == 0 ? .alerting : .pending(now)
    case (.pending(let start), true):
      if now - start >= rule.pending.milliseconds { state = .alerting }
    case (.recovering, true): state = .alerting
    case (.alerting, false) where rule.keepFiring.milliseconds > 0: state = .recovering(now)
    case (.recovering(let start), false):
      if now - start >= rule.keepFiring.milliseconds { state = .normal }
    case (.normal, false), (.pending, false), (.alerting, false): state = .normal
    case (.alerting, true): break
    }
  }
}
