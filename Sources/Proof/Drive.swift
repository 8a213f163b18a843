internal import Glibc
internal import PromQL

/// One series that decides what a query gives while all others go on as they do.
struct Drive {
  let state: SteadyState
  let way: Way
  let driver: Int
  /// Seconds from one sample to the next.
  let step: Int
  private var curve: Curve?

  init(_ way: Way, _ state: SteadyState, driver: Int, step: Int) {
    (self.way, self.state, self.driver, self.step) = (way, state, driver, step)
    if !isRestless { curve = curve(from: 1) ?? curve(from: 1000) }
  }

  /// Whether the driver changes with each sample or not at all.
  var isRestless: Bool { state.series[driver].motion == .restless }

  /// What is measured while the driver is at a level, where that is one series.
  private func measurement(at level: Double, wantsResult: Bool = true) -> Stance? {
    var state = state
    state.series[driver].level = level
    do throws(NotPlayable) {
      let samples =
        way.isDifference
        ? try state.difference(way.measured) : try state.vector(of: way.measured)
      guard samples.count == 1, let only = samples.first, only.level.slope == 0,
        only.level.base.isFinite
      else { return nil }
      let results =
        way.condition == nil || !wantsResult ? samples : try state.vector(of: way.query.root)
      guard results.count <= 1 else { return nil }
      return Stance(level: level, value: only.level.base, result: results.first)
    } catch {
      return nil
    }
  }

  /// What is measured when there are no series at all.
  var nothing: [SteadyState.Sample]? {
    var state = state
    for index in state.series.indices { state.series[index].presence = .missing }
    do throws(NotPlayable) { return try state.vector(of: way.query.root) } catch { return nil }
  }

  /// The level of the driver at which a value is measured.
  func stance(measuring target: Double) -> Stance? {
    guard let curve else { return nil }
    let level = curve.level(at: target)
    for digits in 1...12 {
      let short = level.rounded(toDigits: digits)
      // Not worth a measurement that the curve tells already.
      guard abs(curve.value(at: short) - target) <= 1e-9 * max(1, abs(target)) else { continue }
      if let stance = stance(at: short, measuring: target, within: 1e-12) { return stance }
    }
    return stance(at: level, measuring: target, within: 1e-9)
  }

  /// Levels to try where no value can be aimed at: shares of a histogram, changes, other values.
  var trials: [Stance] {
    if isRestless { return [1 / Double(step), 0].compactMap { measurement(at: $0) } }
    let isTried = way.query.readsBuckets || !way.query.countedByValue.isEmpty
    return isTried ? [100, 90, 50, 0].compactMap { measurement(at: $0) } : []
  }

  private func stance(at level: Double, measuring target: Double, within error: Double) -> Stance? {
    guard isPlayable(level, for: target), let stance = measurement(at: level),
      abs(stance.value - target) <= error * max(1, abs(target))
    else { return nil }
    return stance
  }

  /// A counter does not fall, and what counts things is not negative.
  private func isPlayable(_ level: Double, for target: Double) -> Bool {
    switch state.series[driver].motion {
    case .growing: level >= 0 && level <= 1e9
    case .sloping: abs(level) <= 1e9
    case .still: (level >= 0 || target < 0) && abs(level) <= 1e18
    case .clock: abs(level) <= 1e12
    case .restless: false
    }
  }

  /// Three measurements, where they lie on a curve that is known here.
  private func curve(from start: Double) -> Curve? {
    let levels = [start, 2 * start, 4 * start]
    var values: [Double] = []
    for level in levels {
      guard let stance = measurement(at: level, wantsResult: false) else { return nil }
      // What does not follow the driver at first hardly does later.
      if values.last == stance.value { return nil }
      values.append(stance.value)
    }
    return Curve(levels, values)
  }
}

/// How a value follows from a level: (a * level + b) / (c * level + d).
private struct Curve {
  let a: Double
  let b: Double
  let c: Double
  let d: Double

  /// Through three points.
  init?(_ levels: [Double], _ values: [Double]) {
    let (first, second) = (levels[1] - levels[0], levels[2] - levels[0])
    let (left, right) = (values[1] - values[0], values[2] - values[0])
    guard left != 0 else { return nil }
    if abs(right * first - left * second) <= 1e-9 * abs(right * first) {
      (a, c, d) = (left / first, 0, 1)
      b = values[0] - a * levels[0]
      return
    }
    let products = zip(levels, values).map { $0 * $1 }
    let (one, two) = (products[1] - products[0], products[2] - products[0])
    c = 1
    d = (two * first - one * second) / (left * second - right * first)
    a = (one + d * left) / first
    b = values[0] * (levels[0] + d) - a * levels[0]
  }

  func value(at level: Double) -> Double { (a * level + b) / (c * level + d) }

  /// Never a negative zero, which texts would show.
  func level(at value: Double) -> Double { (b - value * d) / (value * c - a) + 0 }
}

/// A level of the driver and what is measured then.
struct Stance {
  var level: Double
  var value: Double
  /// What the alert would tell of.
  var result: SteadyState.Sample?
}

extension Drive {
  /// Every series as the driver, with all others at levels that usually do, the likeliest first.
  static func all(_ plan: SeriesPlan, _ way: Way, step: Int) -> some Sequence<Drive> {
    plan.series.indices.lazy.flatMap { driver in
      let others = plan.series.indices.filter { $0 != driver }
      return combinations(others.count).lazy.flatMap { levels in
        var series = plan.series
        for (index, level) in zip(others, levels) {
          series[index].level = series[index].usual(level)
        }
        var clocks = series
        clocks[driver].motion = .clock
        let isTimed = series[driver].motion == .still && way.query.asksForTheTime
        return (isTimed ? [series, clocks] : [series]).map { series in
          Drive(
            way, SteadyState(query: way.query, series: series, picks: plan.picks),
            driver: driver, step: step)
        }
      }
    }
  }

  static func combinations(_ count: Int) -> [[Double]] {
    var all: [[Double]] = [[]]
    if count <= 3 {
      for _ in 0..<count { all = all.flatMap { one in [100, 1, 0].map { one + [$0] } } }
    } else {
      all = [100, 1, 0].map { Array(repeating: $0, count: count) }
    }
    return all + (count == 0 ? [] : [Array(repeating: 10_000, count: count)])
  }
}

extension PlannedSeries {
  /// `up` and its kin are 1 or 0, and what may change stands still.
  func usual(_ level: Double) -> Double {
    if motion == .restless { return 0 }
    return name == "up" || name.hasSuffix("_up") ? min(level, 1) : level
  }
}

extension Query {
  fileprivate var asksForTheTime: Bool {
    nodes.contains { node in
      if case .call(let call) = node.kind { call.function == "time" } else { false }
    }
  }
}

extension Double {
  fileprivate func rounded(toDigits digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    let places = digits - 1 - Int(log10(abs(self)).rounded(.down))
    let scale = pow(10, Double(abs(places)))
    return places >= 0 ? (self * scale).rounded() / scale : (self / scale).rounded() * scale
  }
}
