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
      // Whoever plays a series does not play that it is missing.
      if try vector(of: arguments[0]).isEmpty { throw NotPlayable("the absence of series") }
      return .vector([])
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

  private func rounded(
    _ argument: Query.ID, _ rule: FloatingPointRoundingRule
  ) throws(NotPlayable) -> Value {
    try value(of: argument).mapped { level throws(NotPlayable) in
      Level(try level.still().rounded(rule))
    }
  }

  /// Functions of the samples of a while.
  private func overTime(_ call: Call) throws(NotPlayable) -> [Sample] {
    guard let argument = call.arguments.first.map(query.unwrapped),
      case .selector(let selector) = query[argument].kind,
      let seconds = selector.range?.seconds
    else { throw NotPlayable("\(call.function)()") }
    var samples: [Sample] = []
    for series in series(of: argument) {
      guard let level = series.level(after: call.function, over: seconds) else {
        throw NotPlayable("\(call.function)()")
      }
      samples.append(Sample(labels: series.labels, level: level))
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
    switch (function, motion) {
    case ("rate", .growing), ("irate", .growing), ("deriv", .sloping): Level(level)
    case ("increase", .growing), ("delta", .sloping): Level(level * seconds)
    case ("avg_over_time", .still), ("min_over_time", .still), ("max_over_time", .still),
      ("last_over_time", .still):
      Level(level)
    case ("max_over_time", .clock), ("last_over_time", .clock): Level(level, slope: 1)
    case ("changes", .still), ("resets", .still): Level(0)
    case ("present_over_time", _): Level(1)
    default: nil
    }
  }
}
