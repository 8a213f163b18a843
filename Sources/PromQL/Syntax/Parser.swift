import Diagnostics
import Dialects

/// Parses an expression of PromQL and checks everything that can be told without knowing metrics.
package func parsePromQL(_ text: String, _ dialect: PromQLDialect) -> PromQLResult {
  var parser = Parser(Array(text.utf8), dialect)
  parser.parse()
  if parser.findings.allSatisfy({ $0.severity != .error }) {
    var checker = TypeChecker(query: parser.query, dialect: dialect, text: parser.text)
    checker.check()
    parser.findings += checker.findings
  }
  parser.findings.sort { $0.range.lowerBound < $1.range.lowerBound }
  let isSound = parser.findings.allSatisfy { $0.severity != .error }
  return PromQLResult(query: isSound ? parser.query : nil, findings: parser.findings)
}

/// A syntax error was reported; the rest of the text is not read.
struct Stop: Error {}

/// Builds the nodes of a query from its tokens: recursive descent, precedence climbing.
struct Parser {
  let text: [UInt8]
  let dialect: PromQLDialect
  let tokens: [Token]
  private let failure: PromQLFinding?
  var index = 0
  var query = Query()
  var findings: [PromQLFinding] = []
  private var depth = 0

  /// Deeper than people write and shallow enough for every stack.
  static let depthLimit = 200

  init(_ text: [UInt8], _ dialect: PromQLDialect) {
    var lexer = Lexer(text, dialect)
    lexer.run()
    self.text = text
    self.dialect = dialect
    tokens = lexer.tokens
    failure = lexer.failure
    query.nodes.reserveCapacity(tokens.count / 2)
  }

  mutating func parse() {
    do throws(Stop) {
      _ = try expression(1)
      guard token.kind == .finish else { throw unexpectedAfterExpression() }
    } catch {
      return
    }
  }

  var token: Token { tokens[index] }

  var next: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// Where the token before the current one ended.
  var previousEnd: Int { index > 0 ? Int(tokens[index - 1].end) : 0 }

  func word(_ token: Token) -> String { String(decoding: text[token.range], as: UTF8.self) }

  mutating func take(_ kind: Token.Kind) -> Bool {
    guard token.kind == kind else { return false }
    index += 1
    return true
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String? = nil,
    replacement: String? = nil
  ) {
    findings.append(
      PromQLFinding(code, .error, message, at: range, help: help, replacement: replacement))
  }

  mutating func stop(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String? = nil,
    replacement: String? = nil
  ) -> Stop {
    if token.kind == .failure, let failure {
      findings.append(failure)
    } else {
      report(code, message, at: range, help: help, replacement: replacement)
    }
    return Stop()
  }

  mutating func deeper() throws(Stop) {
    depth += 1
    guard depth <= Parser.depthLimit else {
      throw stop(
        .queryDepth, "this is nested deeper than \(Parser.depthLimit) levels", at: token.range)
    }
  }

  mutating func shallower() { depth -= 1 }

  /// An expression whose operators bind at least as tightly as `minimum`.
  mutating func expression(_ minimum: Int) throws(Stop) -> Query.ID {
    try deeper()
    defer { shallower() }
    var left = try operand()
    while let operation = token.kind.binaryOperator, operation.precedence >= minimum {
      left = try binary(operation, left)
    }
    return left
  }

  /// One operand with all that stands behind it: ranges, `offset`, `@`.
  private mutating func operand() throws(Stop) -> Query.ID {
    let start = token
    switch start.kind {
    case .plus, .minus: return try signed(start)
    case .leftParenthesis: return try suffixed(try parenthesized())
    case .number, .duration:
      index += 1
      if start.kind == .duration { needDurationAsNumber(start) }
      let number = try number(start)
      return try suffixed(query.add(.number(number), .scalar, start.range))
    case .string:
      index += 1
      return try suffixed(query.add(.string(string(start)), .string, start.range))
    case .leftBrace: return try suffixed(try selector())
    case .variable: return try suffixed(try variable())
    case .aggregator where beginsAggregation: return try suffixed(try aggregation())
    case .identifier, .start, .end, .step, .range, .smaller, .larger, .aggregator, .offset, .by,
      .without, .and, .or, .unless:
      if next.kind == .leftParenthesis, start.kind.canNameFunction {
        return try suffixed(try call())
      }
      return try suffixed(try selector())
    case _ where start.kind.canNameMetric: return try suffixed(try selector())
    default: throw unexpectedOperand()
    }
  }

  private var beginsAggregation: Bool {
    switch next.kind {
    case .leftParenthesis, .by, .without: true
    default: false
    }
  }

  /// A sign binds less tightly than `^`; before a number it belongs to the number.
  private mutating func signed(_ sign: Token) throws(Stop) -> Query.ID {
    index += 1
    let operand = try expression(BinaryOperator.power.precedence)
    let range = Int(sign.start)..<query[operand].range.upperBound
    let isMinus = sign.kind == .minus
    if case .number(var number) = query[operand].kind {
      if isMinus { number.value = -number.value }
      query.nodes[operand] = Node(kind: .number(number), type: .scalar, place: Place(range))
      return operand
    }
    return query.add(.unary(isMinus ? .minus : .plus, operand), query[operand].type, range)
  }

  private mutating func parenthesized() throws(Stop) -> Query.ID {
    let opening = token
    index += 1
    let inner = try expression(1)
    try expectClosing(opening)
    let range = Int(opening.start)..<previousEnd
    return query.add(.parentheses(inner), query[inner].type, range)
  }

  mutating func expectClosing(_ opening: Token) throws(Stop) {
    if take(.rightParenthesis) { return }
    if token.kind == .assign { throw unexpectedAfterExpression() }
    throw stop(
      .querySyntax, "expected an operator or ')', found \(described(token))", at: token.range)
  }

  /// `f(a, b)`: the arguments with their parentheses.
  mutating func arguments() throws(Stop) -> [Query.ID] {
    let opening = token
    index += 1
    var list: [Query.ID] = []
    if take(.rightParenthesis) { return list }
    list.append(try expression(1))
    while token.kind == .comma {
      let comma = token
      index += 1
      if token.kind == .rightParenthesis {
        throw stop(
          .querySyntax, "a list of arguments does not end with a comma", at: comma.range,
          help: "remove it", replacement: "")
      }
      list.append(try expression(1))
    }
    try expectClosing(opening)
    return list
  }

  mutating func number(_ token: Token) throws(Stop) -> NumberLiteral {
    if token.kind == .duration {
      let milliseconds = readDuration(text, from: Int(token.start))?.milliseconds ?? 0
      if milliseconds == 0 { need(Version(3, 4), "a duration of zero", at: token.range) }
      return NumberLiteral(value: Double(milliseconds) / 1000, isDuration: true)
    }
    switch text[Int(token.start)] | 0x20 {
    case UInt8(ascii: "i"): return NumberLiteral(value: .infinity, isDuration: false)
    case UInt8(ascii: "n"): return NumberLiteral(value: .nan, isDuration: false)
    default: break
    }
    guard let value = readNumber(text[token.range]) else {
      throw stop(.queryNumber, "'\(word(token))' is no number", at: token.range)
    }
    return NumberLiteral(value: value, isDuration: false)
  }

  func string(_ token: Token) -> StringLiteral {
    let bytes = text[token.range].dropFirst().dropLast()
    let quote = text[Int(token.start)]
    let isPlain = quote == UInt8(ascii: "`") || !bytes.contains(UInt8(ascii: "\\"))
    let value = isPlain ? Array(bytes) : DecodedString(text, token.range).bytes
    let isDynamic = dialect.knowsVariables && Lexer.holdsVariable(value)
    if isPlain {
      return StringLiteral(value: String(decoding: value, as: UTF8.self), isDynamic: isDynamic)
    }
    if let valid = String(validating: value, as: UTF8.self) {
      return StringLiteral(value: valid, isDynamic: isDynamic)
    }
    return StringLiteral(
      value: String(decoding: value, as: UTF8.self), exactSpelling: word(token),
      isDynamic: isDynamic)
  }
}

extension Token.Kind {
  fileprivate var canNameFunction: Bool {
    switch self {
    case .identifier, .start, .end, .step, .range, .smaller, .larger: true
    default: false
    }
  }
}
