/// Reads the tokens of a TraceQL query.
struct TraceQLParser {
  let tokens: [TraceQLToken]
  var next = 0
  var depth = 0
  var query = TraceQL()

  static let maximumDepth = 100

  init(tokens: [TraceQLToken]) { self.tokens = tokens }

  var current: TraceQLToken { tokens[min(next, tokens.count - 1)] }

  mutating func parse() {
    do throws(Stop) {
      if current.kind == .end, !query.findings.isEmpty { return }
      guard current.kind != .end else { throw unexpected("a query") }
      let part = try pipeline(isOutermost: true)
      while current.kind == .word("with") { try readHints() }
      guard current.kind == .end else { throw unexpected() }
      switch part.kind {
      case .metrics, .metricsGroup, .metricsResult: query.kind = .metrics
      case .number: report("a query needs spans: { ... }", at: part.range)
      case .aggregate, .aggregateGroup:
        report("an aggregate must be compared: ... > 2", at: part.range)
      default: break
      }
    } catch {
      if case .finding(let finding) = error { query.findings.append(finding) }
    }
  }

  mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    query.findings.append(Finding(message, at: range, help: help))
  }

  func isSign(_ sign: String) -> Bool { current.kind == .sign(sign) }

  mutating func eat(_ sign: String) -> Bool {
    guard isSign(sign) else { return false }
    next += 1
    return true
  }

  mutating func expect(_ sign: String, _ why: String) throws(Stop) {
    if !eat(sign) { throw unexpected("'\(sign)' \(why)") }
  }

  func unexpected(_ wanted: String? = nil, help: String? = nil) -> Stop {
    switch current.kind {
    case .unknown: return .reported
    case .end:
      let missing = wanted.map { ": \($0) is missing" } ?? ""
      return .finding(Finding("the query ends too early" + missing, at: current.range, help: help))
    default:
      let message = wanted.map { "\($0) is missing here" } ?? "this is not expected here"
      return .finding(Finding(message, at: current.range, help: help ?? doubledSignHelp))
    }
  }

  private var doubledSignHelp: String? {
    guard next > 0, isSign("="), tokens[next - 1].kind == .sign("=") else { return nil }
    return "equality is a single '='"
  }

  mutating func enter() throws(Stop) {
    guard depth < Self.maximumDepth else {
      throw .finding(Finding("the query is nested too deep", at: current.range))
    }
    depth += 1
  }

  /// Reads `with (sample=true)`.
  private mutating func readHints() throws(Stop) {
    next += 1
    try expect("(", "behind 'with'")
    repeat {
      guard case .word = current.kind else { throw unexpected("the name of a hint") }
      next += 1
      try expect("=", "behind the name of the hint")
      switch current.kind {
      case .text, .integer, .number, .duration: break
      case .word(let word) where TraceQLIntrinsic.constants[word] != nil: break
      default: throw unexpected("the value of the hint")
      }
      next += 1
    } while eat(",")
    try expect(")", "behind the hints")
  }
}

/// A part of a query outside of braces, and what can be done with it.
struct TraceQLPart {
  enum Kind {
    case spans
    /// Spans out of a pipeline in parentheses.
    case spansGroup
    /// A comparison of an aggregate, which lets sets of spans pass.
    case filter
    /// `by(...)` and `select(...)`
    case stage
    case coalesce
    case aggregate
    /// An aggregate at the end of a pipeline in parentheses.
    case aggregateGroup
    case number
    /// `rate()` and its like.
    case metrics
    /// Metrics out of a pipeline in parentheses.
    case metricsGroup
    /// A comparison of such metrics, which leaves no more room for arithmetic.
    case metricsResult
    /// `topk(5)`
    case secondStage
  }

  var kind: Kind
  var range: Range<Int>
  var isParenthesised = false
  var isCompare = false
  var isDuration = false
  /// `count()` alone, which is all that Tempo compares so far.
  var isSingle = true
}
