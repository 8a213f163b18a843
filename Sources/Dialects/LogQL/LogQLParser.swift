/// Reads the tokens of a LogQL query.
struct LogQLParser {
  let tokens: [LogQLToken]
  var next = 0
  var depth = 0
  private var operatorCount = 0
  var findings: [Finding] = []

  static let maximumDepth = 100

  init(tokens: [LogQLToken]) { self.tokens = tokens }

  var current: LogQLToken { tokens[min(next, tokens.count - 1)] }

  mutating func parse() -> LogQLExpression? {
    do throws(Stop) {
      if current.kind == .end, !findings.isEmpty { return nil }
      guard current.kind != .end else { throw unexpected("a query") }
      let expression = try self.expression(0)
      guard current.kind == .end else { throw unexpected(rest: true) }
      if case .stream(let stream) = expression { checkSelector(stream) }
      return expression
    } catch {
      if case .finding(let finding) = error { findings.append(finding) }
      return nil
    }
  }

  mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    findings.append(Finding(message, at: range, help: help))
  }

  func isSign(_ sign: String) -> Bool { current.kind == .sign(sign) }

  func isKeyword(_ word: String) -> Bool { current.kind == .keyword(word) }

  mutating func eat(_ sign: String) -> Bool {
    guard isSign(sign) else { return false }
    next += 1
    return true
  }

  mutating func eatKeyword(_ word: String) -> Bool {
    guard isKeyword(word) else { return false }
    next += 1
    return true
  }

  mutating func expect(_ sign: String, _ why: String) throws(Stop) {
    if !eat(sign) { throw unexpected("'\(sign)' \(why)") }
  }

  /// What to throw for a token that cannot stand where it stands.
  func unexpected(_ wanted: String? = nil, rest: Bool = false, help: String? = nil) -> Stop {
    switch current.kind {
    case .unknown: return .reported
    case .end:
      return .finding(
        Finding(
          "the query ends too early" + (wanted.map { ": \($0) is missing" } ?? ""),
          at: current.range, help: help))
    default:
      return .finding(
        Finding(
          wanted.map { "\($0) is missing here" }
            ?? (rest ? "this is not expected behind a query" : "this is not expected here"),
          at: current.range, help: help ?? reservedWordHelp))
    }
  }

  private var reservedWordHelp: String? {
    guard case .keyword(let word) = current.kind else { return nil }
    return "'\(word)' is a word of LogQL and cannot name a label here"
  }

  mutating func enter() throws(Stop) {
    guard depth < Self.maximumDepth else {
      throw .finding(Finding("the query is nested too deep", at: current.range))
    }
    depth += 1
  }

  /// Keeps chains of operators, which make deep trees, from exhausting the stack.
  mutating func countOperator(_ place: Range<Int>) throws(Stop) {
    operatorCount += 1
    if operatorCount > 1000 {
      throw .finding(Finding("the query has more than 1000 operators", at: place))
    }
  }

  mutating func identifier(_ what: String) throws(Stop) -> String {
    switch current.kind {
    case .identifier(let name), .variable(let name):
      next += 1
      return name
    default: throw unexpected(what)
    }
  }

  mutating func literal(_ what: String) throws(Stop) -> Literal {
    guard case .text(let text) = current.kind else {
      throw unexpected(what, help: "a text stands in double quotes or backticks")
    }
    next += 1
    return Literal(text: text, range: tokens[next - 1].range)
  }

  mutating func number() throws(Stop) -> Double {
    guard case .number(let text) = current.kind, !text.lowercased().hasPrefix("0x"),
      let value = Double(text.hasPrefix(".") ? "0" + text : text.hasSuffix(".") ? text + "0" : text)
    else {
      throw unexpected("a decimal number")
    }
    next += 1
    return value
  }
}

extension LogQLParser {
  /// Reads operators that bind at least as tight as a level.
  private mutating func expression(_ level: Int) throws(Stop) -> LogQLExpression {
    let start = current.range.lowerBound
    var left = try operand()
    while let (sign, binding) = binaryOperator(), binding >= level {
      let place = current.range
      let leftRange = start..<tokens[next - 1].range.upperBound
      next += 1
      var binary = LogQLBinary(sign: sign, left: left, right: left)
      try readModifiers(&binary)
      let rightStart = current.range.lowerBound
      try enter()
      binary.right = try expression(sign == "^" ? binding : binding + 1)
      depth -= 1
      let isScalar = left.type == .scalar && binary.right.type == .scalar
      binary.type = isScalar ? .scalar : .instantVector
      try countOperator(place)
      check(binary, place, leftRange, rightStart..<tokens[next - 1].range.upperBound)
      left = .binary(binary)
    }
    return left
  }

  private func binaryOperator() -> (String, Int)? {
    let sign: String
    switch current.kind {
    case .sign(let text), .keyword(let text): sign = text
    case .duration(let text) where text.hasPrefix("-"): return nil
    default: return nil
    }
    switch sign {
    case "or": return (sign, 1)
    case "and", "unless": return (sign, 2)
    case "==", "!=", "<", "<=", ">", ">=": return (sign, 3)
    case "+", "-": return (sign, 4)
    case "*", "/", "%": return (sign, 5)
    case "^": return (sign, 6)
    default: return nil
    }
  }

  private mutating func readModifiers(_ binary: inout LogQLBinary) throws(Stop) {
    binary.returnsBool = eatKeyword("bool")
    let isOn = isKeyword("on")
    guard isOn || isKeyword("ignoring") else { return }
    next += 1
    try expect("(", "behind '\(isOn ? "on" : "ignoring")'")
    var matching = LogQLBinary.Matching(isOn: isOn, labels: try labels())
    for word in ["group_left", "group_right"] where eatKeyword(word) {
      matching.group = word
      if isSign("("), case let save = next {
        next += 1
        // Without labels the parenthesis may belong to the operand.
        switch current.kind {
        case .identifier, .variable, .sign(")"): matching.included = try labels()
        default: next = save
        }
      }
    }
    binary.matching = matching
  }

  /// Reads `a, b)`.
  mutating func labels() throws(Stop) -> [String] {
    var labels: [String] = []
    if eat(")") { return labels }
    repeat { labels.append(try identifier("the name of a label")) } while eat(",")
    try expect(")", "behind the labels")
    return labels
  }

  private mutating func operand() throws(Stop) -> LogQLExpression {
    let token = current
    switch token.kind {
    case .sign("{"): return .stream(try stream())
    case .sign("("):
      try enter()
      defer { depth -= 1 }
      next += 1
      let inner = try expression(0)
      try expect(")", "behind the expression")
      return inner
    case .sign("-"), .sign("+"):
      next += 1
      let value = try number()
      return .number(token.kind == .sign("-") ? -value : value)
    case .number: return .number(try number())
    case .variable(let name):
      next += 1
      return .variable(name)
    case .function(let name): return try call(name)
    case .identifier(let name): throw unknownFunction(name, token.range)
    default: throw unexpected()
    }
  }

  private func unknownFunction(_ name: String, _ range: Range<Int>) -> Stop {
    let isCall = next + 1 < tokens.count && tokens[next + 1].kind == .sign("(")
    let near = nearest(to: name, in: LogQLToken.functions.sorted())
    return .finding(
      Finding(
        isCall ? "there is no function '\(name)'" : "a query does not begin with a name",
        at: range,
        help: isCall
          ? near.map { "did you mean '\($0)'?" }
          : "write a selector such as {app=\"...\"}, or a function"))
  }

  private mutating func call(_ name: String) throws(Stop) -> LogQLExpression {
    try enter()
    defer { depth -= 1 }
    switch name {
    case "vector":
      next += 2
      let value = try number()
      try expect(")", "behind the number")
      return .vector(value)
    case "label_replace": return try labelReplace()
    case _ where LogQLToken.rangeFunctions.contains(name): return try rangeAggregation(name)
    case _ where LogQLToken.aggregations.contains(name): return try aggregation(name)
    default: throw unexpected()
    }
  }

  private mutating func labelReplace() throws(Stop) -> LogQLExpression {
    next += 2
    let inner = try expression(0)
    var texts: [Literal] = []
    for what in ["the new label", "the replacement", "the old label", "the regular expression"] {
      try expect(",", "and \(what)")
      texts.append(try literal(what))
    }
    try expect(")", "behind the arguments")
    checkPattern(texts[3])
    if inner.type == .logStream {
      report("'label_replace' needs numbers, not log lines", at: texts[0].range)
    }
    return .labelReplace(inner, arguments: texts.map(\.text))
  }

  private mutating func aggregation(_ name: String) throws(Stop) -> LogQLExpression {
    let place = current.range
    next += 1
    var grouping = try self.grouping()
    try expect("(", "behind '\(name)'")
    var parameter: String?
    var parameterRange = place
    if next + 1 < tokens.count, tokens[next + 1].kind == .sign(",") {
      parameterRange = current.range
      switch current.kind {
      case .number(let text), .variable(let text): parameter = text
      default: throw unexpected("a number")
      }
      next += 2
    }
    let start = current.range.lowerBound
    let operand = try expression(0)
    let operandRange = start..<tokens[next - 1].range.upperBound
    try expect(")", "behind the operand of '\(name)'")
    if grouping == nil { grouping = try self.grouping() }
    let result = LogQLAggregation(
      function: name, parameter: parameter, grouping: grouping, operand: operand)
    check(result, place, parameterRange, operandRange)
    return .aggregation(result)
  }

  mutating func grouping() throws(Stop) -> LogQLGrouping? {
    let isWithout = isKeyword("without")
    guard isWithout || isKeyword("by") else { return nil }
    next += 1
    try expect("(", "behind '\(isWithout ? "without" : "by")'")
    return LogQLGrouping(isWithout: isWithout, labels: try labels())
  }
}
