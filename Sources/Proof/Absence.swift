internal import PromQL
internal import StackModel

/// One way in which an alert comes to fire: series that were there are gone.
struct Absence {
  let query: Query
  /// The operand of `or` that tells of it.
  let part: Query.ID
  let condition: String

  /// Series play, some of them end, and come back.
  func test(of rule: AlertRule) throws(NotPlayable) -> AlertTest {
    let plan = try SeriesPlan(query, labels: rule.labelsOfTexts, bounds: [1, 2])
    let clock = clock(rule, reach: plan.reach)
    var reason = NotPlayable("no series found whose end makes it true")
    for levels in Drive.combinations(plan.series.count) {
      var state = SteadyState(query: query, series: plan.series, picks: plan.picks)
      for (index, level) in levels.enumerated() {
        state.series[index].level = state.series[index].usual(level)
      }
      for gone in subsets(plan.series.count) {
        do throws(NotPlayable) {
          if let loss = try loss(of: gone, in: state) {
            return try test(of: rule, loss, state, clock, shortest: plan.shortest)
          }
        } catch {
          reason = error
        }
      }
    }
    throw reason
  }

  /// What fires when some series are gone.
  private struct Loss {
    var gone: Set<Int>
    var result: SteadyState.Sample
    /// It fires at once, not only when ranges have forgotten the series.
    var isSudden: Bool
    var isForgotten = false
  }

  /// Each series by itself, or all of them.
  private func subsets(_ count: Int) -> [Set<Int>] {
    (0..<count).map { [$0] } + (count > 1 ? [Set(0..<count)] : [])
  }

  private func loss(of gone: Set<Int>, in state: SteadyState) throws(NotPlayable) -> Loss? {
    guard try state.vector(of: query.root).isEmpty else { return nil }
    let ended = try result(state, gone, .ended)
    let missing = try result(state, gone, .missing)
    if let ended {
      return Loss(gone: gone, result: ended, isSudden: true, isForgotten: missing == nil)
    }
    return missing.map { Loss(gone: gone, result: $0, isSudden: false) }
  }

  private func result(
    _ state: SteadyState, _ gone: Set<Int>, _ presence: PlannedSeries.Presence
  ) throws(NotPlayable) -> SteadyState.Sample? {
    var state = state
    for index in gone { state.series[index].presence = presence }
    guard try !state.vector(of: part).isEmpty else { return nil }
    let results = try state.vector(of: query.root)
    guard results.count == 1, let only = results.first, only.level.slope == 0 else { return nil }
    return only
  }

  private func test(
    of rule: AlertRule, _ loss: Loss, _ state: SteadyState, _ clock: AlertScenarios.Clock,
    shortest: Double
  ) throws(NotPlayable) -> AlertTest {
    let way = Way(
      query: query, measured: query.root, threshold: Threshold(test: .above(0), recovery: nil),
      condition: condition)
    let drive = Drive(way, state, driver: 0, step: clock.step)
    let stance = Stance(level: state.series[0].level, value: 0)
    var line = Timeline(drive, step: clock.step)
    func rest() {
      line.hold(stance, clock.settling + clock.keeping + 2)
      line.expect(.quiet, at: line.now - 1)
    }
    rest()
    let start = line.now
    var lost = clock.pending + 2
    if loss.isSudden {
      // What is told of the end must come before the ranges forget it.
      guard !loss.isForgotten || Double((lost + 2) * clock.step) < shortest else {
        throw NotPlayable("it waits for longer than its ranges look back")
      }
      if clock.pending > 0 { line.expect(.quiet, at: start + clock.pending - 1) }
      line.expect(rule.message(loss.result, error: 0), at: start + clock.pending)
    } else {
      lost += clock.settling
    }
    line.lose(loss.gone, stance, lost)
    line.expect(rule.message(loss.result, error: 0), at: line.now - 1)
    if clock.keeping > 0 { line.expect(.firesWith([]), at: line.now + clock.keeping - 1) }
    rest()
    return line.test("fires: \(condition)", origin: rule.origin)
  }
}
