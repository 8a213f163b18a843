package import Dialects

/// What is known to hold of one alert: tests that play series to it, and what they leave open.
package struct AlertProof: Sendable {
  package var alert: String
  /// The file of its rules, without its ending.
  package var file: String
  package var origin: Origin
  package var tests: [AlertTest] = []
  /// Ways to fire that no generated test reaches.
  package var gaps: [Gap] = []
  /// How many of the tests, the last ones, the spec has beside the alert.
  package var writtenCount = 0
  /// Tests of the spec that give samples of the quantity, for which no series is found.
  package var unplayable: [Origin] = []

  package init(alert: String, file: String, origin: Origin) {
    self.alert = alert
    self.file = file
    self.origin = origin
  }

  /// The tests of the spec in which it must fire.
  package var writtenFirings: [AlertTest] {
    tests.suffix(writtenCount).filter { $0.checks.contains { $0.expected.isFiring } }
  }

  /// A way to fire, and why no test is made for it.
  package struct Gap: Sendable, Equatable {
    package var condition: String
    package var reason: String

    package init(condition: String, reason: String) {
      self.condition = condition
      self.reason = reason
    }
  }
}

/// Series over time, and when an alert must fire under them and when not.
package struct AlertTest: Sendable {
  package var name: String
  package var origin: Origin
  /// The time from one sample to the next.
  package var step: Duration
  package var series: [Series]
  package var checks: [Check]

  /// One series in Prometheus' own notation of tests.
  package struct Series: Sendable {
    package var name: String
    package var values: String

    package init(name: String, values: String) {
      self.name = name
      self.values = values
    }
  }

  package struct Check: Sendable {
    package var time: Duration
    package var expected: Expectation

    package init(time: Duration, expected: Expectation) {
      self.time = time
      self.expected = expected
    }
  }

  package enum Expectation: Sendable {
    case quiet
    /// It fires once, with these labels and texts.
    case fires(labels: [(name: String, value: String)], texts: [(name: String, value: String)])
    /// It fires at least once with these labels among others.
    case firesWith([(name: String, value: String)])

    package var isFiring: Bool {
      if case .quiet = self { false } else { true }
    }
  }

  package init(
    name: String, origin: Origin, step: Duration, series: [Series] = [], checks: [Check] = []
  ) {
    self.name = name
    self.origin = origin
    self.step = step
    self.series = series
    self.checks = checks
  }
}
