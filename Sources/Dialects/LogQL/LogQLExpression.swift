/// A query of Loki as a tree.
package indirect enum LogQLExpression: Sendable {
  /// Log lines: a selector and what is done with them.
  case stream(LogQLStream)
  case rangeAggregation(LogQLRangeAggregation)
  case aggregation(LogQLAggregation)
  case binary(LogQLBinary)
  case number(Double)
  /// `vector(1)`
  case vector(Double)
  case labelReplace(LogQLExpression, arguments: [String])
  /// A variable of Grafana that stands for a whole expression or number.
  case variable(String)

  /// What the query gives.
  package var type: LogQLType {
    switch self {
    case .stream: .logStream
    case .number: .scalar
    case .variable: .unknown
    case .rangeAggregation, .aggregation, .vector, .labelReplace: .instantVector
    case .binary(let binary): binary.type
    }
  }
}

package enum LogQLType: String, Sendable {
  case logStream = "log stream"
  case instantVector = "instant vector"
  case scalar
  case unknown
}

/// `{app="x"} |= "error" | json`
package struct LogQLStream: Sendable {
  package var matchers: [LogQLMatcher] = []
  package var stages: [LogQLStage] = []
  package var range = 0..<0
}

/// `app=~"x.*"`
package struct LogQLMatcher: Sendable {
  package var label: String
  package var sign: String
  package var value: String
  package var range: Range<Int>
}

/// One step of a pipeline.
package indirect enum LogQLStage: Sendable {
  /// `|= "a" or ip("10.0.0.0/8")`
  case lineFilter(sign: String, [LogQLLineText])
  /// `json a="b"`, `logfmt --strict`, `regexp "..."`, `pattern "..."`, `unpack`
  case parser(LogQLParserStage)
  case labelFilter(LogQLLabelFilter)
  case lineFormat(String)
  /// `label_format a=b, c="{{.d}}"`
  case labelFormat([LogQLAssignment])
  case decolorize
  /// `drop a, b="c"` and `keep a`
  case select(isDrop: Bool, [LogQLNameOrMatcher])
  case variable(String)
}

package struct LogQLLineText: Sendable {
  package var text: String
  package var isAddress: Bool
}

package struct LogQLParserStage: Sendable {
  package var name: String
  package var flags: [String] = []
  /// The expression of `regexp` and `pattern`.
  package var expression: String?
  /// The labels that `json` and `logfmt` take out, all of them if there are none.
  package var labels: [LogQLAssignment] = []
}

/// `a=b` or `a="text"`
package struct LogQLAssignment: Sendable {
  package var name: String
  package var value: String
  package var isText: Bool
}

package enum LogQLNameOrMatcher: Sendable {
  case name(String)
  case matcher(LogQLMatcher)
}

/// A condition on labels.
package indirect enum LogQLLabelFilter: Sendable {
  case matcher(LogQLMatcher)
  /// `status >= 400`, `took > 5s`, `size > 1KB`; the value as it was written.
  case comparison(label: String, sign: String, value: String)
  case address(label: String, sign: String, pattern: String)
  case both(LogQLLabelFilter, LogQLLabelFilter)
  case either(LogQLLabelFilter, LogQLLabelFilter)
}

/// `rate({app="x"}[5m] offset 1h)`
package struct LogQLRangeAggregation: Sendable {
  package var function: String
  package var parameter: Double?
  package var stream: LogQLStream
  package var unwrap: LogQLUnwrap?
  /// The duration as it was written, or a variable of Grafana.
  package var interval: String
  package var offset: String?
  package var grouping: LogQLGrouping?
}

/// `| unwrap duration(took) | took > 0`
package struct LogQLUnwrap: Sendable {
  package var label: String
  package var conversion: String?
  package var filters: [LogQLLabelFilter] = []
  /// The bytes of the word `unwrap`.
  package var range = 0..<0
}

/// `by (a, b)`
package struct LogQLGrouping: Sendable {
  package var isWithout: Bool
  package var labels: [String]
}

/// `topk by (a) (5, ...)`
package struct LogQLAggregation: Sendable {
  package var function: String
  package var parameter: String?
  package var grouping: LogQLGrouping?
  package var operand: LogQLExpression
}

/// `a / on (b) group_left c`
package struct LogQLBinary: Sendable {
  package var sign: String
  package var left: LogQLExpression
  package var right: LogQLExpression
  /// Kept, for a long chain would be walked through again and again.
  package var type = LogQLType.instantVector
  package var returnsBool = false
  package var matching: Matching?

  package struct Matching: Sendable {
    package var isOn: Bool
    package var labels: [String]
    /// `group_left` or `group_right` and the labels taken over.
    package var group: String?
    package var included: [String] = []
  }
}
