import Diagnostics

/// Alerts: a limit beside the query, and queries without any.
extension Linter {
  /// Rules and graphs take one number a series.
  mutating func lintType() {
    let asker: String
    switch context.use {
    case .alert, .recording: asker = "a rule"
    case .panel: asker = "a graph"
    case .other: return
    }
    switch query.type {
    case .rangeVector:
      fail(
        .queryType, "\(asker) needs one value a series, and this is a range of them",
        at: query[query.root].range, help: "put a function around it: rate(...), max_over_time(...)"
      )
    case .string:
      fail(
        .queryType, "\(asker) needs numbers, and this is a text", at: query[query.root].range)
    case .instantVector, .scalar, .unknown: break
    }
  }

  mutating func lintLimit() {
    if let limit = context.limit {
      lintSecondLimit()
      lintLimitOfCounter(limit)
      lintImpossible(limit)
    } else if context.use == .alert {
      lintMissingCondition()
    }
  }

  /// `x > 5` with a limit beside it.
  private mutating func lintSecondLimit() {
    let root = query.unwrapped(query.root)
    guard case .binary(let binary) = query[root].kind, binary.operation.isComparison,
      !binary.returnsBool
    else { return }
    warn(
      .secondLimit, "the expression compares already, and another limit stands beside it",
      at: binary.place.range,
      help: "keep one of them; a range is written 'when: outside 1..5' or 'when: inside 1..5'")
  }

  private mutating func lintLimitOfCounter(_ limit: QueryLimit) {
    let grows = limit.comparisons.contains {
      [.greater, .greaterOrEqual, .less, .lessOrEqual].contains($0.0) && $0.1 != 0
    }
    guard grows, let id = selectorInside(query.root), let (_, known) = series(id), known.isCounter
    else { return }
    warnBareCounter(at: query[id].range)
  }

  private mutating func lintImpossible(_ limit: QueryLimit) {
    let range = values[query.root]
    guard !range.isEmpty, number(query.root) == nil else { return }
    let impossible = limit.comparisons.map {
      range.filtered($0.0, ValueRange(exactly: $0.1)).isEmpty
    }
    guard limit.needsAll ? impossible.contains(true) : !impossible.contains(false) else { return }
    warn(
      .neverTrue, "the limit of this is never passed", at: query[query.root].range,
      help: "'\(shortText(query.root))' is \(words(range))")
  }

  /// Fires whenever there is a series at all.
  private mutating func lintMissingCondition() {
    let isCondition = query.nodes.contains { node in
      switch node.kind {
      case .binary(let binary): binary.operation.isComparison || binary.operation.isSetOperation
      case .call(let call): call.function.hasPrefix("absent") || call.function == "vector"
      case .selector(let selector):
        selector.metricName == "ALERTS" || selector.metricName.map(isSignal) == true
      default: false
      }
    }
    guard !isCondition else { return }
    warn(
      .alertWithoutCondition, "the alert fires as soon as this has any result, whatever its value",
      at: query[query.root].range, help: "add a limit: above, below or when; or compare it")
  }

  /// A series that nothing is known about may exist only while something is wrong.
  private func isSignal(_ name: String) -> Bool {
    dictionary.series(name) == nil && !builtInSeries.contains(name)
  }
}
