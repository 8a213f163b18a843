import Dialects

/// A function of PromQL: its arguments, its result, and the versions that have it.
struct Function: Sendable {
  var name: String
  var arguments: [ValueType]
  /// 0: exactly these arguments; more: the last may be missing or come up to so often; less: it
  /// may be missing or come any number of times.
  var variadic = 0
  var result: ValueType
  var since: Version?
  var removed: Version?
  var experimental = Experimental.never
  var successor: String?
  var predecessor: String?

  enum Experimental: Sendable {
    case never, always
    case until(Version)
  }

  func isExperimental(in version: Version) -> Bool {
    switch experimental {
    case .never: false
    case .always: true
    case .until(let stable): version < stable
    }
  }

  func isKnown(in dialect: PromQLDialect) -> Bool {
    since.map { $0 <= dialect.version } ?? true && removed.map { dialect.version < $0 } ?? true
  }

  var argumentCount: ClosedRange<Int> {
    let count = arguments.count
    if variadic == 0 { return count...count }
    return count - 1...(variadic < 0 ? Int.max : count - 1 + variadic)
  }

  /// The wanted type of an argument; further ones take the last.
  func type(ofArgument index: Int) -> ValueType? {
    index < arguments.count ? arguments[index] : arguments.last
  }
}

let functions: [String: Function] = {
  let groups = [
    vectorFunctions, rangeFunctions, scalarFunctions, histogramFunctions, labelFunctions,
  ]
  return Dictionary(uniqueKeysWithValues: groups.joined().map { ($0.name, $0) })
}()

private func function(
  _ name: String, _ arguments: [ValueType], _ result: ValueType, variadic: Int = 0,
  since: (Int, Int)? = nil, _ experimental: Function.Experimental = .never
) -> Function {
  Function(
    name: name, arguments: arguments, variadic: variadic, result: result,
    since: since.map { Version($0.0, $0.1) }, experimental: experimental)
}

private let vectorFunctions: [Function] = {
  let plain = [
    "abs", "absent", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh",
    "deg", "exp", "floor", "histogram_count", "histogram_sum", "ln", "log10", "log2", "rad",
    "sgn", "sin", "sinh", "sort", "sort_desc", "sqrt", "tan", "tanh", "timestamp",
  ]
  let calendar = [
    "day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month",
    "year",
  ]
  let vector = ValueType.instantVector
  return plain.map { function($0, [vector], vector) }
    + calendar.map { function($0, [vector], vector, variadic: 1) }
    + [
      function("start_timestamp", [vector], vector, since: (3, 14), .always),
      function("clamp", [vector, .scalar, .scalar], vector),
      function("clamp_min", [vector, .scalar], vector),
      function("clamp_max", [vector, .scalar], vector),
      function("round", [vector, .scalar], vector, variadic: 1),
      function("scalar", [vector], .scalar),
      function("vector", [.scalar], vector),
      function("info", [vector, vector], vector, variadic: 1, since: (2, 55), .always),
    ]
}()

private let scalarFunctions: [Function] =
  ["time", "pi"].map { function($0, [], .scalar) }
  + ["start", "end", "range", "step"].map {
    function($0, [], .scalar, since: (3, 12), .always)
  }
  + ["min_of", "max_of"].map {
    function($0, [.scalar, .scalar], .scalar, since: (3, 13), .always)
  }

private let rangeFunctions: [Function] = {
  let plain = [
    "absent_over_time", "avg_over_time", "changes", "count_over_time", "delta", "deriv", "idelta",
    "increase", "irate", "last_over_time", "max_over_time", "min_over_time", "present_over_time",
    "rate", "resets", "stddev_over_time", "stdvar_over_time", "sum_over_time",
  ]
  let vector = ValueType.instantVector
  let range = ValueType.rangeVector
  var smoothing = function(
    "double_exponential_smoothing", [range, .scalar, .scalar], vector, since: (3, 0), .always)
  smoothing.predecessor = "holt_winters"
  var holtWinters = function("holt_winters", [range, .scalar, .scalar], vector)
  holtWinters.removed = Version(3, 0)
  holtWinters.successor = "double_exponential_smoothing"
  return plain.map { function($0, [range], vector) }
    + ["ts_of_max_over_time", "ts_of_min_over_time", "ts_of_last_over_time"].map {
      function($0, [range], vector, since: (3, 5), .always)
    }
    + [
      function("mad_over_time", [range], vector, since: (2, 49), .always),
      function("ts_of_first_over_time", [range], vector, since: (3, 7), .always),
      function(
        "first_over_time", [range], vector, since: (3, 7), .until(Version(3, 14))),
      function("predict_linear", [range, .scalar], vector),
      function("quantile_over_time", [.scalar, range], vector),
      smoothing, holtWinters,
    ]
}()

private let histogramFunctions: [Function] = {
  let vector = ValueType.instantVector
  return [
    function("histogram_quantile", [.scalar, vector], vector),
    function("histogram_fraction", [.scalar, .scalar, vector], vector),
    function("histogram_stddev", [vector], vector, since: (2, 47)),
    function("histogram_stdvar", [vector], vector, since: (2, 47)),
    function("histogram_avg", [vector], vector, since: (2, 51)),
    function(
      "histogram_quantiles", [vector, .string, .scalar, .scalar], vector, variadic: 9,
      since: (3, 11), .always),
  ]
}()

private let labelFunctions: [Function] = {
  let vector = ValueType.instantVector
  return [
    function("label_replace", [vector, .string, .string, .string, .string], vector),
    function("label_join", [vector, .string, .string, .string], vector, variadic: -1),
    function("sort_by_label", [vector, .string], vector, variadic: -1, since: (2, 49), .always),
    function(
      "sort_by_label_desc", [vector, .string], vector, variadic: -1, since: (2, 49), .always),
  ]
}()
