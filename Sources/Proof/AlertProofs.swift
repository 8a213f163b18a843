internal import Dialects
internal import Parallel
internal import PromQL
package import StackModel

/// The tests of every alert that Prometheus or Mimir evaluates, and what they leave open.
package func alertProofs(of model: StackModel) -> [AlertProof] {
  let alerts = model.ruleGroups.flatMap { group in
    group.rules.compactMap { rule in
      if case .alert(let alert) = rule { (alert, group.file) } else { nil }
    }
  }
  return alerts.concurrentMap { proof(of: $0.0, file: $0.1) }
}

private func proof(of rule: AlertRule, file: String) -> AlertProof {
  var proof = AlertProof(alert: rule.name, file: file, origin: rule.origin)
  let ways =
    rule.limit.map { [Way.Condition(text: rule.expression, way: Way($0))] }
    ?? Way.all(in: rule.expression)
  var first: AlertScenarios?
  for condition in ways {
    do throws(NotPlayable) {
      if let absence = condition.absence {
        proof.tests.append(try absence.test(of: rule))
        continue
      }
      guard let way = condition.way else { throw NotPlayable("it is no comparison with a number") }
      let scenarios = try scenarios(of: rule, way)
      let tests = scenarios.tests
      proof.tests += first == nil ? tests : Array(tests.prefix(1))
      first = first ?? scenarios
    } catch {
      proof.gaps.append(.init(condition: condition.text, reason: error.words))
    }
  }
  let written = rule.playedTests(first)
  proof.tests += written.tests
  proof.writtenCount = written.tests.count
  proof.unplayable = written.unplayable
  // What the only way is like, the spec has shown itself.
  if ways.count == 1, rule.tests.contains(where: { !$0.fires.isEmpty }) { proof.gaps = [] }
  return proof
}

private func scenarios(of rule: AlertRule, _ way: Way) throws(NotPlayable) -> AlertScenarios {
  let plan = try SeriesPlan(
    way.query, labels: rule.labelsOfTexts, bounds: bounds(way.threshold))
  let reason = try reasonAgainst(way, plan)
  let clock = clock(rule, reach: plan.reach)
  for drive in Drive.all(plan, way, step: clock.step) {
    guard let course = course(drive, way.threshold, isExact: plan.reach == 0) else { continue }
    return AlertScenarios(rule: rule, course: course, clock: clock)
  }
  throw reason
}

/// Why no level of any series passes the limit; thrown as it is where the query says it.
private func reasonAgainst(_ way: Way, _ plan: SeriesPlan) throws(NotPlayable) -> NotPlayable {
  let state = SteadyState(
    query: way.query,
    series: plan.series.map { series in
      var series = series
      series.level = 100
      return series
    }, picks: plan.picks)
  _ = try state.vector(of: way.query.root)
  return NotPlayable("no series found that decides over it alone")
}

private func bounds(_ threshold: Threshold) -> [Double] {
  guard let limit = threshold.limits.first, limit > 0 else { return [1, 2] }
  return [limit, 2 * limit]
}

private func course(
  _ drive: Drive, _ threshold: Threshold, isExact: Bool
) -> AlertScenarios.Course? {
  let isGood = { (stance: Stance) in
    let isFine = threshold.recovery?.holds(stance.value) ?? !threshold.test.holds(stance.value)
    return isFine && (drive.way.condition == nil || stance.result == nil)
  }
  let isBad = { (stance: Stance) in
    threshold.test.holds(stance.value) && stance.result != nil
  }
  let aimed = threshold.goods.lazy.compactMap { drive.stance(measuring: $0) }.first(where: isGood)
  guard let good = aimed ?? drive.trials.first(where: isGood) else { return nil }
  var bads: [Stance] = []
  for values in threshold.bads {
    let aimed = values.lazy.compactMap { drive.stance(measuring: $0) }.first(where: isBad)
    guard let bad = aimed ?? drive.trials.first(where: isBad) else { return nil }
    bads.append(bad)
  }
  let limits = threshold.limits.filter { isExact || $0 == 0 }.compactMap { limit in
    drive.stance(measuring: limit).flatMap { stance in
      let isBad = threshold.test.holds(limit)
      let agrees = drive.way.condition == nil || (stance.result != nil) == isBad
      return stance.value == limit && agrees ? stance : nil
    }
  }
  return AlertScenarios.Course(
    drive: drive, good: good, bads: bads, limits: limits,
    band: threshold.band.flatMap { drive.stance(measuring: $0) })
}

/// Steps that divide the times of the rule and fit several times into its ranges.
func clock(_ rule: AlertRule, reach: Double) -> AlertScenarios.Clock {
  let times = [rule.pending, rule.keepFiring].compactMap { $0?.milliseconds }
  let step =
    [300, 60, 30, 10, 5].first { step in
      // Prometheus looks back five minutes, and no test is to last for days.
      times.allSatisfy { $0 % (step * 1000) == 0 }
        && (step == 300 ? reach >= 7200 : reach == 0 || reach >= Double(5 * step))
    } ?? 1
  func steps(_ time: Duration?) -> Int {
    ((time?.milliseconds ?? 0) + step * 1000 - 1) / (step * 1000)
  }
  return AlertScenarios.Clock(
    step: step, settling: reach == 0 ? 0 : Int((reach / Double(step)).rounded(.up)) + 1,
    pending: steps(rule.pending), keeping: steps(rule.keepFiring))
}

extension AlertRule {
  /// Labels that its texts speak of.
  var labelsOfTexts: [String] {
    let start = Array("$labels.".utf8)
    var names: [String] = []
    for text in labels.map(\.value) + annotations.map(\.value) {
      var rest = Array(text.utf8)[...]
      while let dollar = rest.firstIndex(of: start[0]) {
        rest = rest[dollar...]
        guard rest.starts(with: start) else {
          rest = rest.dropFirst()
          continue
        }
        rest = rest.dropFirst(start.count)
        names.append(String(decoding: rest.prefix { $0.isWord }, as: UTF8.self))
      }
    }
    return names
  }
}

extension UInt8 {
  fileprivate var isWord: Bool {
    (0x61...0x7A).contains(self | 0x20) || (0x30...0x39).contains(self) || self == 0x5F
  }
}
