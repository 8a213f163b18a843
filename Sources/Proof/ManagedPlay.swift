internal import Dialects
package import StackModel

/// What an alert must do that Grafana evaluates, by the spec.
package struct ManagedDuty: Sendable {
  package var title: String
  package var origin: Origin
  var threshold: Threshold?
  var pending: Duration
  var keepFiring: Duration
  var tests: [WrittenAlertTest]
}

extension StackModel {
  /// The duties of all alerts that Grafana evaluates.
  package var managedDuties: [ManagedDuty] {
    let rules = (grafana?.ruleGroups ?? []).flatMap(\.alerts).map { rule in
      ManagedDuty(
        title: rule.name, origin: rule.origin,
        threshold: rule.limit.flatMap { Threshold($0.test, recovery: $0.recovery) },
        pending: rule.pending ?? .seconds(0), keepFiring: rule.keepFiring ?? .seconds(0),
        tests: rule.tests)
    }
    let variables = (grafana?.pvRuleGroups ?? []).flatMap(\.rules).map { rule in
      ManagedDuty(
        title: rule.title, origin: rule.origin,
        threshold: Threshold(
          test: Threshold.Test(rule.test), recovery: rule.recovery.map { Threshold.Test($0) }),
        pending: rule.pending ?? .seconds(0), keepFiring: .seconds(0), tests: [])
    }
    return rules + variables
  }
}

/// What came of playing numbers to a rule of Grafana.
package struct ManagedVerdict: Sendable {
  package var title: String
  package var origin: Origin
  /// How many times it was looked at whether it fires.
  package var checkCount = 0
  package var failures: [String] = []
  /// Why it could not be played.
  package var gap: String?
}

/// Plays an alert's limit and tests to the rule that was written for it.
package func play(_ duty: ManagedDuty, to rule: ManagedRule?) -> ManagedVerdict {
  var verdict = ManagedVerdict(title: duty.title, origin: duty.origin)
  guard let threshold = duty.threshold else {
    verdict.gap = "the query is the whole condition"
    return verdict
  }
  guard let rule else {
    verdict.failures = ["no rule of Grafana has this title and a threshold"]
    return verdict
  }
  for (name, looks) in scenes(threshold, duty, rule.interval) {
    var state = ManagedState(rule)
    for (index, look) in looks.enumerated() {
      guard state.look(at: look.value, index * rule.interval.milliseconds) else {
        verdict.failures.append("Grafana knows no evaluator '\(rule.test.type)' with its numbers")
        return verdict
      }
      guard let wanted = look.fires else { continue }
      verdict.checkCount += 1
      if state.fires == wanted { continue }
      verdict.failures.append(
        "\(name): at \(look.value?.digits ?? "no data") it \(wanted ? "does not fire" : "fires")")
    }
  }
  for test in duty.tests { verdict.play(test, to: rule) }
  return verdict
}

/// One evaluation: the number that Grafana sees, and what is expected then.
private struct Look {
  var value: Double?
  var fires: Bool?
}

private func scenes(
  _ threshold: Threshold, _ duty: ManagedDuty, _ interval: Duration
) -> [(name: String, looks: [Look])] {
  func count(_ time: Duration) -> Int {
    (time.milliseconds + interval.milliseconds - 1) / max(1, interval.milliseconds)
  }
  let (pending, keeping) = (count(duty.pending), count(duty.keepFiring))
  func hold(_ value: Double?, _ count: Int, _ fires: Bool?) -> [Look] {
    Array(repeating: Look(value: value, fires: fires), count: count)
  }
  let isGood = { (value: Double) in
    threshold.recovery?.holds(value) ?? !threshold.test.holds(value)
  }
  guard let good = threshold.goods.first(where: isGood) else { return [] }
  var scenes: [(name: String, looks: [Look])] = []
  for values in threshold.bads {
    guard let bad = values.first(where: threshold.test.holds) else { continue }
    let rest = hold(good, keeping, nil) + hold(good, 2, false)
    let rise = hold(bad, pending, false) + hold(bad, 2, true)
    var passing = hold(good, 2, false) + rise
    if let band = threshold.band { passing = hold(band, pending + 2, false) + passing }
    if let band = threshold.band { passing += hold(band, 2, true) }
    if keeping > 0 { passing += hold(good, keeping, true) }
    scenes.append(("passes its limit", passing + rest))
    if pending > 0 {
      let short = hold(bad, pending, false) + hold(good, 1, false)
      scenes.append(("recovers before its time", short + short))
    }
    scenes.append(("gets no data", rise + hold(nil, keeping + 1, nil) + hold(nil, 1, false)))
  }
  for limit in threshold.limits {
    let isBad = threshold.test.holds(limit)
    scenes.append(
      (
        "stands at its limit",
        hold(good, 2, false) + hold(limit, pending, false)
          + hold(limit, 2, isBad)
      ))
  }
  return scenes
}

extension ManagedVerdict {
  fileprivate mutating func play(_ test: WrittenAlertTest, to rule: ManagedRule) {
    var samples: [Double?] = []
    for run in test.samples {
      switch run {
      case .missing(let count): samples += Array(repeating: nil, count: count)
      case .stale: samples.append(nil)
      case .values(let start, let rise, let count):
        samples += (0..<count).map { start + rise * Double($0) }
      }
    }
    let checks = test.checks
    var state = ManagedState(rule)
    var next = 0
    let step = max(1, test.step.milliseconds)
    let end = max(samples.count * step, checks.last?.time.milliseconds ?? 0)
    for now in stride(from: 0, through: end, by: max(1, rule.interval.milliseconds)) {
      while next < checks.count, checks[next].time.milliseconds < now {
        judge(checks[next], state.fires, test)
        next += 1
      }
      let index = now / step
      _ = state.look(at: index < samples.count ? samples[index] : nil, now)
    }
    for check in checks[next...] { judge(check, state.fires, test) }
  }

  private mutating func judge(
    _ check: (time: Duration, fires: Bool), _ fires: Bool, _ test: WrittenAlertTest
  ) {
    checkCount += 1
    guard fires != check.fires else { return }
    failures.append("\(test.name): after \(check.time) it \(fires ? "fires" : "does not fire")")
  }
}

extension Threshold.Test {
  fileprivate init(_ test: PVLimit.Test) {
    switch test {
    case .above(let limit): self = .above(limit)
    case .atLeast(let limit): self = .atLeast(limit)
    case .below(let limit): self = .below(limit)
    case .atMost(let limit): self = .atMost(limit)
    case .equal(let value): self = .equal(value)
    case .notEqual(let value): self = .notEqual(value)
    case .outside(let low, let high): self = .outside(low, high)
    case .inside(let low, let high): self = .inside(low, high)
    }
  }
}
