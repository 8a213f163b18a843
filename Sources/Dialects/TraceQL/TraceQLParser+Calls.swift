extension TraceQLParser {
  private static let aggregates: Set = ["count", "avg", "max", "min", "sum"]

  private static let metrics: Set = [
    "rate", "count_over_time", "min_over_time", "max_over_time", "avg_over_time", "sum_over_time",
    "quantile_over_time", "histogram_over_time", "compare",
  ]

  private static let stages: Set = ["by", "select", "coalesce", "topk", "bottomk"]

  /// Reads a function with its arguments.
  mutating func call(_ name: String) throws(Stop) -> TraceQLPart {
    let start = current.range
    let known = Self.aggregates.union(Self.metrics).union(Self.stages)
    guard known.contains(name) else {
      let near = nearest(to: name, in: known.sorted())
      throw .finding(
        Finding(
          "there is no function '\(name)'", at: start,
          help: near.map { "did you mean '\($0)'?" } ?? "spans are selected in braces: { \(name) }")
      )
    }
    next += 1
    try expect("(", "behind '\(name)'")
    let kind: TraceQLPart.Kind
    if Self.aggregates.contains(name) {
      kind = .aggregate
      if name != "count" { try readAggregated(name) }
    } else if Self.metrics.contains(name) {
      kind = .metrics
      try readMeasured(name)
    } else {
      kind = try stage(name)
    }
    try expect(")", "behind the arguments of '\(name)'")
    if kind == .metrics, name != "compare", current.kind == .word("by") { try readGroups(name) }
    let range = start.lowerBound..<tokens[next - 1].range.upperBound
    return TraceQLPart(kind: kind, range: range, isCompare: name == "compare")
  }

  private mutating func readAggregated(_ name: String) throws(Stop) {
    let value = try field(0)
    if value.type != .number && value.type != .anything || value.isNil {
      report("'\(name)' needs a number, and this is \(value.type.name)", at: value.range)
    } else if !value.namesSpan {
      report("'\(name)' needs a field of the span", at: value.range)
    }
  }

  private mutating func readMeasured(_ name: String) throws(Stop) {
    switch name {
    case "rate", "count_over_time": return
    case "compare":
      _ = try spans()
      var count = 0
      while eat(",") {
        guard case .integer = current.kind else { throw unexpected("a whole number") }
        next += 1
        count += 1
      }
      if ![0, 1, 3].contains(count) {
        report(
          "'compare' takes one number or three behind the spans",
          at: tokens[next - 1].range)
      }
    default:
      _ = try attribute()
      if name == "quantile_over_time" { try readQuantiles() }
    }
  }

  private mutating func readQuantiles() throws(Stop) {
    try expect(",", "and a quantile such as 0.95")
    repeat {
      let value: Double
      switch current.kind {
      case .integer(let number): value = Double(number)
      case .number(let number): value = number
      case .variable: value = 0
      default: throw unexpected("a quantile such as 0.95")
      }
      if value > 1 { report("a quantile lies between 0 and 1", at: current.range) }
      next += 1
    } while eat(",")
  }

  private mutating func readGroups(_ name: String) throws(Stop) {
    let place = current.range
    next += 1
    try expect("(", "behind 'by'")
    var count = 0
    repeat {
      _ = try attribute()
      count += 1
    } while eat(",")
    try expect(")", "behind the fields")
    // Tempo keeps one place for the bucket.
    let isBucketed = name == "quantile_over_time" || name == "histogram_over_time"
    if count > (isBucketed ? 4 : 5) {
      report("'\(name)' groups by \(isBucketed ? 4 : 5) fields at most", at: place)
    }
  }

  private mutating func stage(_ name: String) throws(Stop) -> TraceQLPart.Kind {
    switch name {
    case "coalesce": return .coalesce
    case "by":
      let value = try field(0)
      if !value.namesSpan { report("'by' needs a field of the span", at: value.range) }
      return .stage
    case "select":
      repeat { _ = try attribute() } while eat(",")
      return .stage
    default:
      switch current.kind {
      case .integer(let count):
        if count <= 0 { report("'\(name)' needs a number above 0", at: current.range) }
      case .variable: break
      default: throw unexpected("a whole number")
      }
      next += 1
      return .secondStage
    }
  }
}
