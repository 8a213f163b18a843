import Diagnostics
import Dialects

/// Stretches of time: plain ones, and since Prometheus 3.4 computed ones.
extension Parser {
  mutating func positiveDuration() throws(Stop) -> DurationExpression {
    let start = token
    guard token.kind != .rightBracket, token.kind != .colon else {
      throw stop(
        .querySyntax, "expected a duration, found \(described(token))", at: token.range,
        help: "write it like [5m]")
    }
    let duration = try durationExpression(BinaryOperator.add.precedence)
    if let seconds = duration.seconds, seconds <= 0 {
      report(
        .queryNumber, "a range lasts longer than zero", at: Int(start.start)..<previousEnd)
    }
    return duration
  }

  /// After `offset` a plain duration ends at once: what follows belongs to the query. After one in
  /// parentheses Prometheus reads on.
  mutating func offsetDuration() throws(Stop) -> DurationExpression {
    let sign = token.kind == .plus || token.kind == .minus ? token : nil
    if let sign {
      index += 1
      if sign.kind == .plus { needDurationSign(sign) }
    }
    let isInParentheses = token.kind == .leftParenthesis
    var duration = try durationOperand()
    if let sign {
      // Prometheus 3.6 to 3.12 crash on it.
      if case .parentheses = duration {
        need(Version(3, 13), "a sign before a duration in parentheses", at: sign.range)
      }
      duration = signed(sign, duration)
    }
    if isInParentheses, sign == nil {
      duration = try durationChain(duration, BinaryOperator.add.precedence)
    }
    return duration
  }

  private func signed(_ sign: Token, _ duration: DurationExpression) -> DurationExpression {
    let isMinus = sign.kind == .minus
    if case .literal(var number) = duration {
      if isMinus { number.value = -number.value }
      return .literal(number)
    }
    return .signed(isMinus ? .minus : .plus, duration)
  }

  private mutating func durationExpression(_ minimum: Int) throws(Stop) -> DurationExpression {
    try deeper()
    defer { shallower() }
    return try durationChain(try durationOperand(), minimum)
  }

  private mutating func durationChain(
    _ first: DurationExpression, _ minimum: Int
  ) throws(Stop) -> DurationExpression {
    var left = first
    var steps = 0
    defer { for _ in 0..<steps { shallower() } }
    while let operation = token.kind.binaryOperator, operation.precedence >= minimum,
      operation.precedence > BinaryOperator.equal.precedence, operation != .atan2
    {
      // Every step makes the value one level deeper.
      steps += 1
      try deeper()
      let sign = token
      index += 1
      needDurationExpressions(sign)
      let isPower = operation == .power
      let right = try durationExpression(operation.precedence + (isPower ? 0 : 1))
      if right.seconds == 0, operation == .divide || operation == .modulo {
        report(
          .queryNumber, operation == .divide ? "division by zero" : "modulo by zero",
          at: sign.range)
      }
      left = .binary(operation, left, right)
    }
    return left
  }

  private mutating func durationOperand() throws(Stop) -> DurationExpression {
    let start = token
    switch start.kind {
    case .number, .duration:
      index += 1
      if start.kind == .number { needNumberAsDuration(start) }
      let number = try number(start)
      if abs(number.value) > 9.223372036854775807e9 {
        report(.queryNumber, "a duration of more than 292 years", at: start.range)
      }
      return .literal(number)
    case .variable:
      index += 1
      return .variable(word(start))
    case .plus, .minus:
      index += 1
      needDurationSign(start)
      return signed(start, try durationExpression(BinaryOperator.power.precedence))
    case .leftParenthesis:
      index += 1
      needDurationExpressions(start)
      let inner = try durationExpression(BinaryOperator.add.precedence)
      try expectClosing(start)
      return .parentheses(inner)
    case .step, .range, .smaller, .larger: return try durationFunction(start, start.kind)
    case .aggregator where next.kind == .leftParenthesis && ["min", "max"].contains(word(start)):
      // Prometheus 3.6 to 3.12 called them so.
      return try durationFunction(start, word(start) == "min" ? .smaller : .larger)
    default:
      throw stop(
        .querySyntax, "expected a duration, found \(described(start))", at: start.range,
        help: "durations look like 5m or 1h30m")
    }
  }

  private mutating func durationFunction(
    _ start: Token, _ kind: Token.Kind
  ) throws(Stop) -> DurationExpression {
    index += 1
    let opening = token
    guard take(.leftParenthesis) else {
      throw stop(.querySyntax, "expected '(', found \(described(token))", at: token.range)
    }
    needDurationFunction(start, kind)
    if kind == .step || kind == .range {
      try expectClosing(opening)
      return kind == .step ? .step : .range
    }
    let first = try durationExpression(BinaryOperator.add.precedence)
    guard take(.comma) else {
      throw stop(.querySyntax, "expected ',', found \(described(token))", at: token.range)
    }
    let second = try durationExpression(BinaryOperator.add.precedence)
    try expectClosing(opening)
    return kind == .smaller ? .smaller(first, second) : .larger(first, second)
  }
}
