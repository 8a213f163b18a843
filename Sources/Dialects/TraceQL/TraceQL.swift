/// What a query of Tempo gives, what it names, and what is wrong with it.
package struct TraceQL: Sendable {
  package enum Kind: Sendable { case spans, metrics }

  package var kind = Kind.spans
  package var attributes: [TraceQLAttribute] = []
  package var findings: [Finding] = []
}

/// An attribute that a query names: `resource.service.name`, or `.http.status_code` without scope.
package struct TraceQLAttribute: Hashable, Sendable {
  /// `span`, `resource`, `event`, `link`, `instrumentation`, or nothing.
  package var scope: String
  package var name: String
  package var range: Range<Int>
}

/// Reads a query of Tempo.
package func readTraceQL(_ text: String, variables: GrafanaVariables = .refused) -> TraceQL {
  var lexer = TraceQLLexer(text, variables: variables)
  var parser = TraceQLParser(tokens: lexer.tokens())
  parser.query.findings = lexer.findings
  parser.parse()
  parser.query.findings.sort { $0.range.lowerBound < $1.range.lowerBound }
  return parser.query
}

package func checkTraceQL(_ text: String, variables: GrafanaVariables = .refused) -> [Finding] {
  readTraceQL(text, variables: variables).findings
}

/// The type of a value inside braces.
enum TraceQLType {
  /// Only the spans tell what type an attribute has.
  case anything
  case number, text, bool, status, kind

  var name: String {
    switch self {
    case .anything: "a value"
    case .number: "a number"
    case .text: "a text"
    case .bool: "true or false"
    case .status: "a status"
    case .kind: "a kind of span"
    }
  }

  func isComparable(to other: TraceQLType) -> Bool {
    self == .anything || other == .anything || self == other
  }

  /// Whether a value of this type may stand beside an operator.
  func allows(_ sign: String) -> Bool {
    switch self {
    case .anything: true
    case .number: !["&&", "||", "=~", "!~"].contains(sign)
    case .text: ["=", "!=", "=~", "!~", "<", "<=", ">", ">="].contains(sign)
    case .bool: ["=", "!=", "&&", "||"].contains(sign)
    case .status, .kind: ["=", "!="].contains(sign)
    }
  }
}

/// The fields that every span has.
enum TraceQLIntrinsic {
  static let plain: [String: TraceQLType] = [
    "duration": .number, "name": .text, "status": .status, "statusMessage": .text, "kind": .kind,
    "rootName": .text, "rootServiceName": .text, "traceDuration": .number,
    "nestedSetLeft": .number, "nestedSetRight": .number, "nestedSetParent": .number,
    "parent": .anything,
  ]

  static let scoped: [String: [String: TraceQLType]] = [
    "trace": ["duration": .number, "rootName": .text, "rootService": .text, "id": .text],
    "span": [
      "duration": .number, "name": .text, "kind": .kind, "status": .status,
      "statusMessage": .text, "id": .text, "parentID": .text, "childCount": .number,
    ],
    "event": ["name": .text, "timeSinceStart": .number],
    "link": ["traceID": .text, "spanID": .text],
    "instrumentation": ["name": .text, "version": .text],
  ]

  static let constants: [String: TraceQLType] = [
    "true": .bool, "false": .bool, "ok": .status, "error": .status, "unset": .status,
    "unspecified": .kind, "internal": .kind, "server": .kind, "client": .kind, "producer": .kind,
    "consumer": .kind, "minInt": .number, "maxInt": .number,
  ]
}
