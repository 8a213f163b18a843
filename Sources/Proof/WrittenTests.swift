internal import Dialects
internal import StackModel

extension AlertRule {
  /// The tests that the spec has beside this alert, as promtool plays them. The samples of a
  /// quantity become those of a series that decides over it.
  func playedTests(_ scenarios: AlertScenarios?) -> (tests: [AlertTest], unplayable: [Origin]) {
    var played: [AlertTest] = []
    var unplayable: [Origin] = []
    for test in tests {
      let checks = test.checks.map { check in
        AlertTest.Check(
          time: check.time, expected: check.fires ? .firesWith(test.labels) : .quiet)
      }
      var result = AlertTest(
        name: test.name, origin: test.origin, step: test.step, series: test.series, checks: checks)
      if !test.samples.isEmpty {
        guard let series = scenarios?.series(showing: test.samples, test.step) else {
          unplayable.append(test.origin)
          continue
        }
        result.series = series
      }
      played.append(result)
    }
    return (played, unplayable)
  }
}

extension AlertScenarios {
  /// The series under which the measured quantity has these samples; nil where none are found.
  fileprivate func series(showing runs: [SampleRun], _ step: Duration) -> [AlertTest.Series]? {
    var line = Timeline(course.drive, step: step.milliseconds / 1000)
    guard step.milliseconds % 1000 == 0 else { return nil }
    for run in runs {
      switch run {
      case .missing(let count): line.miss(count)
      case .stale: line.end(1)
      case .values(let start, let rise, let count):
        if rise == 0 {
          guard let stance = course.drive.stance(measuring: start) else { return nil }
          line.hold(stance, count)
          continue
        }
        for index in 0..<count {
          let value = start + rise * Double(index)
          guard let stance = course.drive.stance(measuring: value) else { return nil }
          line.hold(stance, 1)
        }
      }
    }
    return line.test("", origin: rule.origin).series
  }
}
