/// Picks series by name and labels; with a range, their samples of a while.
package struct Selector: Hashable, Sendable {
  package var name: String?
  package var namePlace: Place
  /// The name holds a variable of Grafana.
  package var hasDynamicName: Bool
  package var matchers: [LabelMatcher]
  package var range: DurationExpression?
  package var time = TimeShift()
  package var edges: Edges?
  var rangePlace = Place(0..<0)

  /// How samples at the ends of a range are made up.
  package enum Edges: Hashable, Sendable { case anchored, smoothed }

  /// The one metric that is picked, however its name was written.
  package var metricName: String? {
    guard !hasDynamicName else { return nil }
    if let name { return name }
    let equal = matchers.filter { $0.label.text == "__name__" && $0.operation == .equal }
    guard equal.count == 1, let only = equal.first, !only.value.isDynamic else { return nil }
    return only.value.value
  }
}

package struct LabelMatcher: Hashable, Sendable {
  package var label: LabelName
  package var operation: MatchOperator
  package var value: StringLiteral
  package var valuePlace: Place
  /// A variable of Grafana stands for the whole matcher or for several.
  package var isVariable = false

  package var range: Range<Int> { label.place.range.lowerBound..<valuePlace.range.upperBound }
}

package enum MatchOperator: String, Sendable {
  case equal = "="
  case notEqual = "!="
  case regex = "=~"
  case notRegex = "!~"

  var isRegex: Bool { self == .regex || self == .notRegex }
}

/// The modifiers `offset` and `@`.
package struct TimeShift: Hashable, Sendable {
  package var offset: DurationExpression?
  package var at: Instant?

  package enum Instant: Hashable, Sendable {
    case seconds(Double)
    case start, end
    case variable(String)
  }
}

package struct Subquery: Hashable, Sendable {
  package var operand: Query.ID
  package var range: DurationExpression
  package var step: DurationExpression?
  package var time = TimeShift()
}

package struct Aggregation: Hashable, Sendable {
  package var operation: Aggregator
  package var grouping: Grouping?
  package var parameter: Query.ID?
  package var operand: Query.ID
}

package struct Grouping: Hashable, Sendable {
  package var keeps: Bool
  package var labels: [LabelName]
  package var place: Place
}

package enum Aggregator: String, Sendable, CaseIterable {
  case sum, avg, count, min, max, group, stddev, stdvar, topk, bottomk, quantile
  case countValues = "count_values"
  case limitk
  case limitRatio = "limit_ratio"

  var parameterType: ValueType? {
    switch self {
    case .topk, .bottomk, .quantile, .limitk, .limitRatio: .scalar
    case .countValues: .string
    case .sum, .avg, .count, .min, .max, .group, .stddev, .stdvar: nil
    }
  }

  /// Picks whole series out of its groups instead of making new ones.
  var picksSeries: Bool {
    switch self {
    case .topk, .bottomk, .limitk, .limitRatio: true
    case .sum, .avg, .count, .min, .max, .group, .stddev, .stdvar, .quantile, .countValues: false
    }
  }
}

package struct Call: Hashable, Sendable {
  package var function: String
  package var arguments: [Query.ID]
  var namePlace: Place
}

package struct Binary: Hashable, Sendable {
  package var operation: BinaryOperator
  package var left: Query.ID
  package var right: Query.ID
  package var returnsBool = false
  package var matching: Matching?
  package var place: Place
  /// The variable of Grafana that stands for the operator.
  var variable: String?

  /// How the operator is written.
  var sign: String { variable ?? operation.rawValue }
}

package struct Matching: Hashable, Sendable {
  /// `on` keeps the labels, `ignoring` sets them aside.
  package var on: Grouping?
  package var group: Group?
  package var fillLeft: NumberLiteral?
  package var fillRight: NumberLiteral?

  package struct Group: Hashable, Sendable {
    package var side: Side
    package var labels: [LabelName]
    package var place: Place
  }

  package enum Side: Hashable, Sendable { case left, right }
}

package enum BinaryOperator: String, Sendable {
  case or, and, unless
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case less = "<"
  case greaterOrEqual = ">="
  case greater = ">"
  case trimUpper = "</"
  case trimLower = ">/"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
  case atan2
  case power = "^"
  /// Known after Grafana has put in its variables.
  case variable

  package var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .lessOrEqual, .less, .greaterOrEqual, .greater: true
    case .or, .and, .unless, .trimUpper, .trimLower, .add, .subtract, .multiply, .divide, .modulo,
      .atan2, .power, .variable:
      false
    }
  }

  var isSetOperation: Bool { self == .or || self == .and || self == .unless }

  /// The higher, the tighter it binds; unary signs stand between `*` and `^`.
  package var precedence: Int {
    switch self {
    case .or: 1
    case .and, .unless, .variable: 2
    case .equal, .notEqual, .lessOrEqual, .less, .greaterOrEqual, .greater, .trimUpper, .trimLower:
      3
    case .add, .subtract: 4
    case .multiply, .divide, .modulo, .atan2: 5
    case .power: 6
    }
  }
}

/// A stretch of time; since Prometheus 3.4 it may be computed.
package indirect enum DurationExpression: Hashable, Sendable {
  case literal(NumberLiteral)
  case variable(String)
  case step, range
  case signed(UnarySign, DurationExpression)
  case parentheses(DurationExpression)
  case smaller(DurationExpression, DurationExpression)
  case larger(DurationExpression, DurationExpression)
  case binary(BinaryOperator, DurationExpression, DurationExpression)

  /// The length in seconds, where it is not computed.
  package var seconds: Double? {
    switch self {
    case .literal(let number): number.value
    case .parentheses(let inner): inner.seconds
    case .signed(let sign, let inner): inner.seconds.map { sign == .minus ? -$0 : $0 }
    case .variable, .step, .range, .smaller, .larger, .binary: nil
    }
  }
}
