internal import Dialects
internal import PromQL
internal import StackModel

/// The tests of one alert whose quantity is driven over its limit.
struct AlertScenarios {
  let rule: AlertRule
  let course: Course
  let clock: Clock
  /// What the alert says beyond its limit, which most tests ask for.
  private var told: AlertTest.Expectation?

  init(rule: AlertRule, course: Course, clock: Clock) {
    (self.rule, self.course, self.clock) = (rule, course, clock)
    told = message(course.bads[0])
  }

  /// Steps of time, in numbers of samples.
  struct Clock {
    /// Seconds from one sample to the next.
    let step: Int
    /// How long it takes until a change has gone through all ranges of the query.
    let settling: Int
    let pending: Int
    let keeping: Int
  }

  /// The levels of a drive that the tests use.
  struct Course {
    let drive: Drive
    let good: Stance
    let bads: [Stance]
    let limits: [Stance]
    let band: Stance?
  }

  var tests: [AlertTest] {
    var tests = course.bads.enumerated().map { passing($1, isFirst: $0 == 0) }
    if clock.settling == 0, clock.pending >= 2 { tests.append(interrupted()) }
    if clock.settling == 0, !isTimed { tests.append(missing()) }
    if let ended = ended() { tests.append(ended) }
    if course.drive.state.series.contains(where: { $0.motion == .growing }) {
      tests.append(restarted())
    }
    return tests
  }

  private var bad: Stance { course.bads[0] }

  private var isTimed: Bool { course.drive.state.series.contains { $0.motion == .clock } }

  /// On the good side, at the limit, beyond it for long enough, and back.
  private func passing(_ bad: Stance, isFirst: Bool) -> AlertTest {
    var line = Timeline(course.drive, step: clock.step)
    let settled = clock.settling + clock.pending + 2
    func rest() {
      line.hold(course.good, clock.settling + clock.keeping + 2)
      line.expect(.quiet, at: line.now - 1)
    }
    rest()
    for stance in isFirst ? course.limits : [] {
      line.hold(stance, settled)
      guard course.drive.way.threshold.test.holds(stance.value) else {
        line.expect(.quiet, at: line.now - 1)
        continue
      }
      line.expect(message(stance), at: line.now - 1)
      rest()
    }
    if let band = course.band {
      line.hold(band, settled)
      line.expect(.quiet, at: line.now - 1)
    }
    let start = line.now
    if clock.pending > 0 { line.expect(.quiet, at: start + clock.pending - 1) }
    if clock.settling == 0 { line.expect(message(bad), at: start + clock.pending) }
    line.hold(bad, settled)
    line.expect(message(bad), at: line.now - 1)
    if let band = course.band {
      line.hold(band, settled)
      line.expect(message(band), at: line.now - 1)
    }
    if clock.keeping > 0 { line.expect(.firesWith([]), at: line.now + clock.keeping - 1) }
    rest()
    var name = "passes its limit"
    if let condition = course.drive.way.condition { name = "fires: \(condition)" }
    if course.bads.count > 1 { name += " at \(bad.value.digits)" }
    return line.test(name, origin: rule.origin)
  }

  /// Twice beyond the limit, each time a sample too short.
  private func interrupted() -> AlertTest {
    var line = Timeline(course.drive, step: clock.step)
    line.hold(course.good, 2)
    for _ in 0..<2 {
      line.hold(bad, clock.pending)
      line.expect(.quiet, at: line.now - 1)
      line.hold(course.good, 1)
      line.expect(.quiet, at: line.now - 1)
    }
    line.hold(course.good, clock.pending)
    line.expect(.quiet, at: line.now - 1)
    return line.test("recovers before its time", origin: rule.origin)
  }

  /// Samples are missing for less time than Prometheus looks back.
  private func missing() -> AlertTest {
    var line = Timeline(course.drive, step: clock.step)
    line.hold(bad, clock.pending + 2)
    line.expect(message(bad), at: line.now - 1)
    line.miss(max(1, min(3, 240 / clock.step)))
    line.expect(message(bad), at: line.now - 1)
    line.hold(bad, 2)
    line.expect(message(bad), at: line.now - 1)
    return line.test("misses samples", origin: rule.origin)
  }

  /// The series end while the alert fires; nil where nothing at all is bad as well.
  private func ended() -> AlertTest? {
    guard let nothing = course.drive.nothing, nothing.isEmpty else { return nil }
    var line = Timeline(course.drive, step: clock.step)
    line.hold(bad, clock.settling + clock.pending + 2)
    line.expect(.firesWith([]), at: line.now - 1)
    line.end(clock.settling + clock.keeping + 2)
    line.expect(.quiet, at: line.now - 1)
    return line.test("loses its series", origin: rule.origin)
  }

  /// Counters begin anew, which is no news.
  private func restarted() -> AlertTest {
    var line = Timeline(course.drive, step: clock.step)
    line.hold(course.good, clock.settling + 2)
    line.restart(course.good, clock.settling + clock.pending + 2)
    line.expect(.quiet, at: line.now - clock.settling - clock.pending - 2)
    line.expect(.quiet, at: line.now - 1)
    return line.test("sees a counter restart", origin: rule.origin)
  }

  private func message(_ stance: Stance) -> AlertTest.Expectation {
    if let told, stance.level == bad.level { return told }
    guard let result = stance.result else { return .firesWith([]) }
    // A rate comes out of a division that is not quite the same everywhere; how often something
    // changed within a range is one more to some releases.
    let error = course.drive.isRestless ? 1 : 1e-9
    return rule.message(result, error: clock.settling == 0 ? 0 : error)
  }
}

extension AlertRule {
  /// The alert with all its labels and texts, as far as they can be told where the value may be
  /// off by a share.
  func message(_ result: SteadyState.Sample, error: Double) -> AlertTest.Expectation {
    let named = Dictionary(uniqueKeysWithValues: result.labels.pairs.map { ($0.key, $0.value) })
    func exact(_ template: String) -> String? {
      self.exact(template, labels: named, value: result.level.base, error: error)
    }
    var labels = result.labels
    for label in [("severity", severity)] + self.labels {
      guard let text = exact(label.1) else { return .firesWith([]) }
      labels[label.0] = text
    }
    var texts: [(name: String, value: String)] = []
    for annotation in annotations {
      guard let text = exact(annotation.value) else {
        return .firesWith(labels.pairs.map { ($0.key, $0.value) })
      }
      texts.append((annotation.name, text))
    }
    return .fires(
      labels: labels.pairs.map { (name: $0.key, value: $0.value) },
      texts: texts)
  }

  /// A text that no rounding changes.
  private func exact(
    _ template: String, labels: [String: String], value: Double, error: Double
  ) -> String? {
    if !template.utf8.contains(UInt8(ascii: "{")) { return template }
    let errors: [Double] =
      error == 0 || !template.contains("$value") ? [1] : [1, 1 + error, 1 - error]
    let texts = errors.map { render(template, labels: labels, value: value * $0) }
    return texts.allSatisfy { $0 == texts[0] } ? texts[0] : nil
  }
}
