extension Query {
  /// The values every node can have, from the leaves upwards.
  func inferValues(_ dictionary: MetricDictionary) -> [ValueRange] {
    var inference = ValueInference(query: self, dictionary: dictionary)
    for node in nodes { inference.ranges.append(inference.values(of: node)) }
    return inference.ranges
  }
}

private struct ValueInference {
  let query: Query
  let dictionary: MetricDictionary
  var ranges: [ValueRange] = []

  func values(of node: Node) -> ValueRange {
    switch node.kind {
    case .number(let number):
      return number.value.isNaN ? .all : ValueRange(exactly: number.value)
    case .string, .variable: return .all
    case .selector(let selector): return values(of: selector)
    case .subquery(let subquery): return ranges[subquery.operand]
    case .aggregation(let aggregation): return values(of: aggregation)
    case .call(let call): return values(of: call)
    case .binary(let binary): return values(of: binary)
    case .unary(let sign, let operand):
      let range = ranges[operand]
      return sign == .plus ? range : ValueRange(-range.high, -range.low)
    case .parentheses(let inner): return ranges[inner]
    }
  }

  private func values(of selector: Selector) -> ValueRange {
    guard let name = selector.metricName else { return .all }
    if name == "up" { return ValueRange(0, 1) }
    if name == "ALERTS" { return ValueRange(exactly: 1) }
    if let series = dictionary.series(name) {
      return series.isCounter && series.part != .sum ? .positive : .all
    }
    return name.hasSuffix("_bucket") ? .positive : .all
  }

  private func values(of aggregation: Aggregation) -> ValueRange {
    let operand = ranges[aggregation.operand]
    switch aggregation.operation {
    case .sum: return sum(operand)
    case .avg, .min, .max, .topk, .bottomk, .limitk, .limitRatio: return operand
    case .count, .countValues: return ValueRange(1, .infinity)
    case .group: return ValueRange(exactly: 1)
    case .stddev, .stdvar: return .positive
    case .quantile:
      let parameter = aggregation.parameter.map { ranges[$0] } ?? .all
      return parameter.low >= 0 && parameter.high <= 1 ? operand : .all
    }
  }

  private func sum(_ operand: ValueRange) -> ValueRange {
    if operand.low >= 0 { return ValueRange(operand.low, .infinity) }
    return operand.high <= 0 ? ValueRange(-.infinity, operand.high) : .all
  }

  private func values(of call: Call) -> ValueRange {
    let arguments = call.arguments.map { ranges[$0] }
    let first = arguments.first ?? .all
    switch call.function {
    case "rate", "irate", "increase": return isGauge(call) ? .all : .positive
    case "changes", "resets", "stddev_over_time", "stdvar_over_time", "mad_over_time", "timestamp",
      "histogram_count", "exp", "sqrt", "time":
      return .positive
    case "absent", "absent_over_time", "present_over_time": return ValueRange(exactly: 1)
    case "count_over_time": return ValueRange(1, .infinity)
    case "sum_over_time": return sum(first)
    case "avg_over_time", "min_over_time", "max_over_time", "last_over_time", "first_over_time",
      "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "label_replace", "label_join",
      "scalar", "vector":
      return first
    case "abs": return first.low >= 0 ? first : .positive
    case "ceil": return ValueRange(first.low.rounded(.up), first.high.rounded(.up))
    case "floor": return ValueRange(first.low.rounded(.down), first.high.rounded(.down))
    case "clamp" where arguments.count == 3:
      let floor = arguments[1].low
      let ceiling = arguments[2].high
      return ValueRange(
        min(max(first.low, floor), ceiling), min(max(first.high, floor), ceiling))
    case "clamp_min" where arguments.count == 2:
      return ValueRange(max(first.low, arguments[1].low), max(first.high, arguments[1].high))
    case "clamp_max" where arguments.count == 2:
      return ValueRange(min(first.low, arguments[1].low), min(first.high, arguments[1].high))
    case "sgn", "sin", "cos", "tanh": return ValueRange(-1, 1)
    case "histogram_fraction": return ValueRange(0, 1)
    default: return calendarRanges[call.function] ?? .all
    }
  }

  private func isGauge(_ call: Call) -> Bool {
    guard let argument = call.arguments.first,
      case .selector(let selector) = query[query.unwrapped(argument)].kind,
      let name = selector.metricName
    else { return true }
    return dictionary.series(name)?.isGauge ?? false
  }

  private func values(of binary: Binary) -> ValueRange {
    let left = ranges[binary.left]
    let right = ranges[binary.right]
    if binary.matching?.fillLeft != nil || binary.matching?.fillRight != nil { return .all }
    switch binary.operation {
    case .or: return left.union(right)
    case .and, .unless: return left
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide: return left / right
    case .modulo, .power: return left.low >= 0 && right.low >= 0 ? .positive : .all
    case .atan2, .trimUpper, .trimLower, .variable: return .all
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      if binary.returnsBool { return ValueRange(0, 1) }
      // A filter hands on the value of the vector, on whichever side it stands.
      return query[binary.left].type == .scalar
        ? right.filtered(binary.operation.mirrored, left)
        : left.filtered(binary.operation, right)
    }
  }
}

private let calendarRanges: [String: ValueRange] = [
  "day_of_week": ValueRange(0, 6), "day_of_month": ValueRange(1, 31),
  "day_of_year": ValueRange(1, 366), "days_in_month": ValueRange(28, 31),
  "hour": ValueRange(0, 23), "minute": ValueRange(0, 59), "month": ValueRange(1, 12),
]

extension BinaryOperator {
  /// The operator with its sides exchanged.
  var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}
