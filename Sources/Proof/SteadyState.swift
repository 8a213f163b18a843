internal import PromQL

/// What a query gives while every series goes on as it does: gauges stand still, counters grow
/// evenly, clocks run. Nothing here moves through time, so it tells what a rate settles at.
struct SteadyState {
  let query: Query
  var series: [PlannedSeries]
  /// The series that each selector of the query picks, by their numbers.
  let picks: [Query.ID: [Int]]

  typealias Labels = SeriesLabels

  enum Value {
    case scalar(Level)
    case vector([Sample])
    case string(String)
  }

  struct Sample {
    var labels: Labels
    var level: Level
  }

  /// The result of a part of the query.
  func value(of id: Query.ID) throws(NotPlayable) -> Value {
    switch query[id].kind {
    case .number(let number): return .scalar(Level(number.value))
    case .string(let string): return .string(string.value)
    case .parentheses(let inner): return try value(of: inner)
    case .selector: return .vector(try instant(id))
    case .unary(let sign, let operand):
      let value = try value(of: operand)
      return sign == .plus ? value : try value.mapped { Level(-$0.base, slope: -$0.slope) }
    case .aggregation(let aggregation): return .vector(try aggregated(aggregation))
    case .call(let call): return try result(of: call)
    case .binary(let binary): return try result(of: binary)
    case .subquery: throw NotPlayable("a subquery here")
    case .variable: throw NotPlayable("a variable")
    }
  }

  func vector(of id: Query.ID) throws(NotPlayable) -> [Sample] {
    switch try value(of: id) {
    case .vector(let samples): return samples
    case .scalar, .string: throw NotPlayable("a number in place of series")
    }
  }

  /// What a selector picks; one of a range picks what ended within it, too.
  func series(of selector: Query.ID, within isRange: Bool = false) -> [PlannedSeries] {
    (picks[selector] ?? []).map { series[$0] }.filter {
      $0.presence == .there || (isRange && $0.presence == .ended)
    }
  }

  private func instant(_ selector: Query.ID) throws(NotPlayable) -> [Sample] {
    var samples: [Sample] = []
    for series in series(of: selector) {
      let level: Level
      switch series.motion {
      case .still: level = Level(series.level)
      case .clock: level = Level(series.level, slope: 1)
      case .growing, .sloping, .restless: throw NotPlayable("the value of what grows")
      }
      samples.append(Sample(labels: series.labels, level: level))
    }
    return samples
  }

  private func aggregated(_ aggregation: Aggregation) throws(NotPlayable) -> [Sample] {
    let samples = try vector(of: aggregation.operand)
    if aggregation.operation == .countValues { return try counted(samples, aggregation) }
    let groups = grouped(samples) { aggregation.grouping.kept($0) }
    var results: [Sample] = []
    for (labels, members) in groups {
      results.append(
        Sample(labels: labels, level: try aggregation.operation.level(of: members.map(\.level))))
    }
    return results
  }

  /// How many series have each value, which becomes a label.
  private func counted(
    _ samples: [Sample], _ aggregation: Aggregation
  ) throws(NotPlayable) -> [Sample] {
    guard let parameter = aggregation.parameter, case .string(let name) = try value(of: parameter)
    else { throw NotPlayable("count_values()") }
    var values: [Sample] = []
    for sample in samples {
      var labels = aggregation.grouping.kept(sample.labels)
      labels[name] = try sample.level.still().digits
      values.append(Sample(labels: labels, level: Level(1)))
    }
    return grouped(values) { $0 }.map {
      Sample(labels: $0.labels, level: Level(Double($0.members.count)))
    }
  }

  private func grouped(
    _ samples: [Sample], by key: (Labels) -> Labels
  ) -> [(labels: Labels, members: [Sample])] {
    var groups: [(labels: Labels, members: [Sample])] = []
    for sample in samples {
      let labels = key(sample.labels)
      if let index = groups.firstIndex(where: { $0.labels == labels }) {
        groups[index].members.append(sample)
      } else {
        groups.append((labels, [sample]))
      }
    }
    return groups
  }
}

/// A number that may grow evenly with the time.
struct Level: Equatable {
  var base: Double
  /// By how much it grows in a second.
  var slope = 0.0

  init(_ base: Double, slope: Double = 0) {
    self.base = base
    self.slope = slope
  }

  /// The number, where it stands still.
  func still() throws(NotPlayable) -> Double {
    guard slope == 0 else { throw NotPlayable("a comparison of something that grows") }
    return base
  }
}

/// What a query asks for and no series can be made up for.
struct NotPlayable: Error, Equatable {
  let words: String

  init(_ words: String) { self.words = words }
}

extension SteadyState.Value {
  func mapped(_ change: (Level) throws(NotPlayable) -> Level) throws(NotPlayable) -> Self {
    switch self {
    case .scalar(let level): return .scalar(try change(level))
    case .vector(let samples):
      var changed: [SteadyState.Sample] = []
      for sample in samples {
        changed.append(.init(labels: sample.labels, level: try change(sample.level)))
      }
      return .vector(changed)
    case .string: throw NotPlayable("a text in place of a number")
    }
  }
}

extension Grouping? {
  /// The labels that an aggregation or a match looks at.
  func kept(_ labels: SteadyState.Labels) -> SteadyState.Labels {
    guard let grouping = self else { return [:] }
    return labels.filter { pair in
      grouping.labels.contains { $0.text == pair.key } == grouping.keeps
    }
  }
}

extension Aggregator {
  fileprivate func level(of levels: [Level]) throws(NotPlayable) -> Level {
    let count = Double(levels.count)
    let sum = Level(
      levels.reduce(0) { $0 + $1.base }, slope: levels.reduce(0) { $0 + $1.slope })
    switch self {
    case .sum: return sum
    case .avg: return Level(sum.base / count, slope: sum.slope / count)
    case .count: return Level(count)
    case .group: return Level(1)
    case .min, .max:
      guard let first = levels.first, levels.allSatisfy({ $0.slope == first.slope }) else {
        throw NotPlayable("\(rawValue) of what grows at different rates")
      }
      let bases = levels.map(\.base)
      return Level((self == .min ? bases.min() : bases.max()) ?? 0, slope: first.slope)
    case .stddev, .stdvar, .topk, .bottomk, .quantile, .countValues, .limitk, .limitRatio:
      throw NotPlayable("\(rawValue)()")
    }
  }
}
