import Diagnostics
import Dialects

/// Counters, gauges, and the functions made for them.
extension Linter {
  mutating func lintRate(_ call: Call) {
    guard let argument = call.arguments.first else { return }
    let name = call.function
    if name == "irate", context.use == .alert {
      warn(
        .irateInAlert, "'irate' looks at two samples only, so the alert flaps",
        at: call.namePlace.range, help: "use 'rate' in alerts", replacement: "rate")
    }
    lintShortRange(call, argument)
    let better = ["delta": "increase", "idelta": "increase", "deriv": "rate"]
    if let better = better[name], let (_, known) = series(argument), known.isCounter {
      warn(
        .rateOfGauge, "'\(known.metric.name)' is a counter, and '\(name)' is made for gauges",
        at: call.namePlace.range, help: "use '\(better)', which knows of restarts",
        replacement: better)
    }
    guard name == "rate" || name == "irate" || name == "increase" else { return }
    if let (_, known) = series(argument), known.isGauge {
      let better = name == "increase" ? "delta" : "deriv"
      warn(
        .rateOfGauge, "'\(known.metric.name)' is a gauge, and '\(name)' is made for counters",
        at: call.namePlace.range, help: "use '\(better)'", replacement: better)
    }
    lintRateOfSum(call, argument)
  }

  /// `rate` needs some samples in its range even if scrapes fail.
  private mutating func lintShortRange(_ call: Call, _ argument: Query.ID) {
    guard ["rate", "increase", "delta", "deriv"].contains(call.function),
      let interval = context.scrapeInterval,
      case .selector(let selector) = query[query.unwrapped(argument)].kind,
      let seconds = selector.range?.seconds, seconds < interval.seconds * 4
    else { return }
    let advised = Duration(milliseconds: interval.milliseconds * 4)
    warn(
      .shortRange,
      "this range holds fewer than four samples when scraping every \(interval)",
      at: selector.rangePlace.range, help: "use [\(advised)] or more",
      replacement: "[\(advised)]")
  }

  /// A sum of counters drops when one of them restarts, which looks like a reset of all.
  private mutating func lintRateOfSum(_ call: Call, _ argument: Query.ID) {
    guard case .subquery(let subquery) = query[query.unwrapped(argument)].kind,
      case .aggregation(let aggregation) = query[query.unwrapped(subquery.operand)].kind,
      aggregation.operation == .sum || aggregation.operation == .avg,
      case .selector(let selector) = query[query.unwrapped(aggregation.operand)].kind
    else { return }
    if let name = selector.metricName, dictionary.series(name)?.isGauge == true { return }
    let outer = aggregation.operation.rawValue
    warn(
      .rateOfSum, "'\(call.function)' of a \(outer) takes every restart for a jump",
      at: call.namePlace.range,
      help: "take the \(call.function) first: "
        + "\(outer)(\(call.function)(\(selector.name ?? "...")[5m]))")
  }

  /// A counter only grows, so one day it is above every limit.
  mutating func lintBareCounter(_ binary: Binary) {
    guard binary.operation.isComparison, binary.operation != .equal, binary.operation != .notEqual
    else { return }
    for (side, other) in [(binary.left, binary.right), (binary.right, binary.left)] {
      guard let limit = number(other), limit != 0, let id = selectorInside(side),
        let (_, known) = series(id), known.isCounter
      else { continue }
      warnBareCounter(at: query[id].range)
    }
  }

  mutating func warnBareCounter(at range: Range<Int>) {
    warn(
      .bareCounter, "a counter only grows; it cannot be compared with a limit", at: range,
      help: "compare its growth: rate(...[5m]) or increase(...[1h])")
  }

  func selectorInside(_ id: Query.ID) -> Query.ID? {
    let id = query.unwrapped(id)
    switch query[id].kind {
    case .selector: return id
    case .aggregation(let aggregation):
      switch aggregation.operation {
      case .sum, .avg, .min, .max: return selectorInside(aggregation.operand)
      default: return nil
      }
    default: return nil
    }
  }
}
