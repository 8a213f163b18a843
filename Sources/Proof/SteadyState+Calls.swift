internal import PromQL

extension SteadyState {
  func result(of call: Call) throws(NotPlayable) -> Value {
    let arguments = call.arguments
    switch call.function {
    case "time": return .scalar(Level(0, slope: 1))
    case "vector":
      guard case .scalar(let level) = try value(of: arguments[0]) else { break }
      return .vector([Sample(labels: [:], level: level)])
    case "absent":
      let isAbsent = try vector(of: arguments[0]).isEmpty
      return .vector(isAbsent ? [absence(of: arguments[0])] : [])
    case "absent_over_time":
      guard case .selector = query[query.unwrapped(arguments[0])].kind else { break }
      let isAbsent = series(of: query.unwrapped(arguments[0]), within: true).isEmpty
      return .vector(isAbsent ? [absence(of: arguments[0])] : [])
    case "abs":
      return try value(of: arguments[0]).mapped { level throws(NotPlayable) in
        Level(abs(try level.still()))
      }
    case "ceil": return try rounded(arguments[0], .up)
    case "floor": return try rounded(arguments[0], .down)
    case "clamp_min", "clamp_max":
      guard case .scalar(let bound) = try value(of: arguments[1]) else { break }
      let limit = try bound.still()
      return try value(of: arguments[0]).mapped { level throws(NotPlayable) in
        let number = try level.still()
        return Level(call.function == "clamp_min" ? max(number, limit) : min(number, limit))
      }
    case "histogram_quantile": return .vector(try quantile(arguments))
    default: return .vector(try overTime(call))
    }
    throw NotPlayable("\(call.function)()")
  }

  /// What is told of series that are not there has the labels they were asked for by.
  private func absence(of argument: Query.ID) -> Sample {
    var labels = Labels()
    guard case .selector(let selector) = query[query.unwrapped(argument)].kind else {
      return Sample(labels: labels, level: Level(1))
    }
    let names = selector.matchers.map(\.label.text)
    for matcher in selector.matchers where matcher.label.text != "__name__" {
      let isOnly = names.count { $0 == matcher.label.text } == 1
      guard matcher.operation == .equal, isOnly, !matcher.value.value.isEmpty else { continue }
      labels[matcher.label.text] = matcher.value.value
    }
    return Sample(labels: labels, level: Level(1))
  }

  private func rounded(
    _ argument: Query.ID, _ rule: FloatingPointRoundingRule
  ) throws(NotPlayable) -> Value {
    try value(of: argument).mapped { level throws(NotPlayable) in
      Level(try level.still().rounded(rule))
    }
  }

  /// Functions of the samples of a while.
  private func overTime(_ call: Call) throws(NotPlayable) -> [Sample] {
    guard let argument = call.arguments.first.map(query.unwrapped) else {
      throw NotPlayable("\(call.function)()")
    }
    if case .subquery(let subquery) = query[argument].kind {
      return try overTime(call.function, subquery)
    }
    guard case .selector(let selector) = query[argument].kind,
      let seconds = selector.range?.seconds
    else { throw NotPlayable("\(call.function)()") }
    var samples: [Sample] = []
    for series in series(of: argument, within: true) {
      guard let level = series.level(after: call.function, over: seconds) else {
        throw NotPlayable("\(call.function)()")
      }
      samples.append(Sample(labels: series.labels, level: level))
    }
    return samples
  }

  /// What went on as it does all the time has one value at all its points.
  private func overTime(
    _ function: String, _ subquery: Subquery
  ) throws(NotPlayable) -> [Sample] {
    guard series.allSatisfy({ $0.presence != .ended }) else {
      throw NotPlayable("a subquery of what ended")
    }
    var samples = try vector(of: subquery.operand)
    for index in samples.indices {
      let level = try samples[index].level.still()
      switch function {
      case "avg_over_time", "min_over_time", "max_over_time", "last_over_time":
        samples[index].level = Level(level)
      case "present_over_time": samples[index].level = Level(1)
      default: throw NotPlayable("\(function)() of a subquery")
      }
    }
    return samples
  }

  /// As Prometheus reads a quantile out of the buckets of a histogram.
  private func quantile(_ arguments: [Query.ID]) throws(NotPlayable) -> [Sample] {
    guard case .scalar(let wanted) = try value(of: arguments[0]) else { return [] }
    let rank = try wanted.still()
    var histograms: [(labels: Labels, buckets: [(bound: Double, count: Double)])] = []
    for sample in try vector(of: arguments[1]) {
      var labels = sample.labels
      guard let bound = labels.removeValue(forKey: "le").flatMap(Self.bound) else { continue }
      let bucket = (bound, try sample.level.still())
      if let index = histograms.firstIndex(where: { $0.labels == labels }) {
        histograms[index].buckets.append(bucket)
      } else {
        histograms.append((labels, [bucket]))
      }
    }
    return try histograms.map { histogram throws(NotPlayable) in
      let buckets = histogram.buckets.sorted { $0.bound < $1.bound }
      guard let value = Self.quantile(rank, of: buckets) else {
        throw NotPlayable("a quantile of an empty histogram")
      }
      return Sample(labels: histogram.labels, level: Level(value))
    }
  }

  private static func bound(_ text: String) -> Double? {
    text == "+Inf" ? .infinity : Double(text)
  }

  private static func quantile(
    _ quantile: Double, of buckets: [(bound: Double, count: Double)]
  ) -> Double? {
    guard let last = buckets.last, last.bound == .infinity, last.count > 0, buckets.count > 1
    else { return nil }
    let rank = quantile * last.count
    guard let index = buckets.firstIndex(where: { $0.count >= rank }) else { return nil }
    if index == buckets.count - 1 { return buckets[index - 1].bound }
    let start = index == 0 ? 0 : buckets[index - 1].bound
    let before = index == 0 ? 0 : buckets[index - 1].count
    let share = (rank - before) / (buckets[index].count - before)
    return start + (buckets[index].bound - start) * share
  }
}

extension PlannedSeries {
  /// What a function of the samples of a while gives for this series.
  fileprivate func level(after function: String, over seconds: Double) -> Level? {
    if presence == .ended, motion != .still { return nil }
    return switch (function, motion) {
    case ("rate", .growing), ("irate", .growing), ("deriv", .sloping): Level(level)
    case ("increase", .growing), ("delta", .sloping): Level(level * seconds)
    case ("avg_over_time", .still), ("min_over_time", .still), ("max_over_time", .still),
      ("last_over_time", .still):
      Level(level)
    case ("max_over_time", .clock), ("last_over_time", .clock): Level(level, slope: 1)
    case ("changes", .still), ("resets", .still): Level(0)
    // At least: a sample at the very edge of the range is one more to some releases.
    case ("changes", .restless): Level(max(0, (level * seconds).rounded(.down) - 1))
    // The line through what stands still is level.
    case ("predict_linear", .still): Level(level)
    case ("present_over_time", _): Level(1)
    default: nil
    }
  }
}
