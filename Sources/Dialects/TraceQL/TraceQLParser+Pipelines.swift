extension TraceQLParser {
  /// Reads parts with `|` between them.
  mutating func pipeline(isOutermost: Bool) throws(Stop) -> TraceQLPart {
    var whole = try part(0)
    if isSign("|"), [.aggregate, .number, .coalesce, .metrics, .secondStage].contains(whole.kind) {
      report("a pipeline begins with spans: { ... }", at: whole.range)
    } else if [.metrics, .secondStage, .coalesce].contains(whole.kind) {
      report("this needs spans before it: { ... } |", at: whole.range)
    }
    while isSign("|") {
      let place = current.range
      next += 1
      let part = try part(0)
      check(part, behind: whole, place, isOutermost: isOutermost)
      if part.kind != .secondStage {
        whole.isCompare = part.isCompare
        // An aggregate at the end of the outermost pipeline has been reported.
        let isOpen = part.kind == .aggregate && !isOutermost || part.kind == .metrics
        whole.kind = isOpen ? part.kind : .filter
      }
      whole.range = whole.range.lowerBound..<part.range.upperBound
      whole.isSingle = false
    }
    return whole
  }

  private mutating func check(
    _ part: TraceQLPart, behind whole: TraceQLPart, _ place: Range<Int>, isOutermost: Bool
  ) {
    let isMetrics = [.metrics, .metricsGroup, .metricsResult].contains(whole.kind)
    switch part.kind {
    case .secondStage:
      if !isMetrics { report("this needs metrics before it, such as rate()", at: part.range) }
      if whole.isCompare { report("nothing may follow 'compare'", at: part.range) }
      return
    case .spans, .filter, .stage, .coalesce, .metrics: break
    case .aggregate:
      if isOutermost {
        report(
          "an aggregate must be compared here", at: part.range,
          help: "write for example count() > 2")
      }
    default: report("this cannot stand behind '|'", at: part.range)
    }
    switch whole.kind {
    case .spans, .filter, .stage: break
    default: report("nothing of this kind may follow here", at: place)
    }
  }

  /// Reads operators that bind at least as tight as a level.
  private mutating func part(_ level: Int) throws(Stop) -> TraceQLPart {
    try enter()
    defer { depth -= 1 }
    var left = try operand()
    while case .sign(let sign) = current.kind, let binding = Self.binding(sign), binding >= level {
      let place = current.range
      next += 1
      let right = try part(sign == "^" ? binding : binding + 1)
      left = combined(left, sign, place, right)
    }
    return left
  }

  private static func binding(_ sign: String) -> Int? {
    switch sign {
    case "&&", "||": 1
    case "+", "-": 3
    case "*", "/", "%": 5
    case "^": 6
    case "=", "!=", "<", "<=", ">", ">=": 2
    default: structural.contains(sign) ? 2 : nil
    }
  }

  private static let structural: Set = [
    ">>", "<<", "~", "!>", "!<", "!>>", "!<<", "!~", "&>", "&<", "&>>", "&<<", "&~",
  ]

  private mutating func combined(
    _ left: TraceQLPart, _ sign: String, _ place: Range<Int>, _ right: TraceQLPart
  ) -> TraceQLPart {
    var result = left
    result.range = left.range.lowerBound..<right.range.upperBound
    result.isSingle = false
    result.isParenthesised = false
    if let kind = kind(left, sign, right) {
      result.kind = kind
      result.isDuration = left.isDuration || right.isDuration
      checkMetrics(left, sign, place, right)
      let isSupported = left.kind == .aggregate && left.isSingle && right.kind == .number
      if kind == .filter, !isSupported {
        report(
          "Tempo compares a single aggregate with a fixed value only", at: result.range,
          help: "write for example count() > 2")
      }
    } else {
      report(
        "'\(sign)' cannot join these two", at: place,
        help: groupHelp(left, right))
      result.kind = left.kind == .number ? right.kind : left.kind
    }
    return result
  }

  private mutating func checkMetrics(
    _ left: TraceQLPart, _ sign: String, _ place: Range<Int>, _ right: TraceQLPart
  ) {
    if left.isCompare { report("nothing may follow 'compare'", at: place) }
    guard ["+", "-", "*", "/"].contains(sign) else { return }
    if left.kind == .number, right.kind == .number, left.isDuration || right.isDuration {
      report("Tempo does not compute with durations here", at: place)
    }
    for (side, other) in [(left, right), (right, left)]
    where side.isDuration && other.kind == .metricsGroup {
      report("metrics go with plain numbers, not with durations", at: side.range)
    }
  }

  private func groupHelp(_ left: TraceQLPart, _ right: TraceQLPart) -> String? {
    switch (left.kind, right.kind) {
    case (.spansGroup, .spans): "put both sides into parentheses"
    case (.spans, .spansGroup): "the side with a pipeline must come first"
    default: nil
    }
  }

  private func kind(
    _ left: TraceQLPart, _ sign: String, _ right: TraceQLPart
  ) -> TraceQLPart.Kind? {
    let isArithmetic = ["+", "-", "*", "/", "%", "^"].contains(sign)
    let isComparison = ["=", "!=", "<", "<=", ">", ">="].contains(sign)
    switch (left.kind, right.kind) {
    case (.spans, .spans):
      return isArithmetic || isComparison && sign != "<" && sign != ">" ? nil : .spans
    case (.spansGroup, .spansGroup), (.spansGroup, .spans):
      let areGroups = right.kind == .spansGroup || right.isParenthesised
      return areGroups && (!isArithmetic && (!isComparison || sign == "<" || sign == ">"))
        ? .spansGroup : nil
    case (.number, .number): return ["+", "-", "*", "/"].contains(sign) ? .number : nil
    case (.aggregate, .aggregate), (.aggregate, .number), (.number, .aggregate):
      return isArithmetic ? .aggregate : isComparison ? .filter : nil
    case (.aggregateGroup, .aggregateGroup), (.aggregateGroup, .number):
      if isComparison { return .filter }
      return isArithmetic && right.kind != .number ? .aggregateGroup : nil
    case (.metricsGroup, .metricsGroup), (.number, .metricsGroup):
      return ["+", "-", "*", "/"].contains(sign) ? .metricsGroup : nil
    case (.metricsGroup, .number):
      return ["+", "-", "*", "/"].contains(sign)
        ? .metricsGroup : isComparison ? .metricsResult : nil
    case (.metricsResult, .number): return isComparison ? .metricsResult : nil
    case (.metrics, .number): return isComparison ? .metrics : nil
    case (.secondStage, .number): return isComparison ? .secondStage : nil
    default: return nil
    }
  }

  private mutating func operand() throws(Stop) -> TraceQLPart {
    let token = current
    switch token.kind {
    case .sign("{"): return try spans()
    case .sign("("):
      next += 1
      var inner = try pipeline(isOutermost: false)
      try expect(")", "behind the pipeline")
      inner.range = token.range.lowerBound..<tokens[next - 1].range.upperBound
      switch inner.kind {
      case .metrics: inner.kind = .metricsGroup
      case .filter, .stage: inner.kind = .spansGroup
      case .aggregate where !inner.isSingle && hasPipe(inner.range): inner.kind = .aggregateGroup
      default: break
      }
      inner.isParenthesised = true
      return inner
    case .sign("-"):
      next += 1
      var inner = try part(7)
      if inner.kind != .number { report("'-' goes with a number only", at: token.range) }
      inner.range = token.range.lowerBound..<inner.range.upperBound
      return inner
    case .integer, .number, .duration, .variable:
      next += 1
      return TraceQLPart(
        kind: .number, range: token.range, isDuration: token.kind == .duration)
    case .word(let name): return try call(name)
    default: throw unexpected("spans in braces", help: "write { ... }")
    }
  }

  private func hasPipe(_ range: Range<Int>) -> Bool {
    tokens.contains { $0.kind == .sign("|") && range.overlaps($0.range) }
  }

  /// Reads `{ condition }`.
  mutating func spans() throws(Stop) -> TraceQLPart {
    let start = current.range.lowerBound
    try expect("{", "and a condition")
    if !isSign("}") {
      let condition = try field(0)
      if condition.isNil || condition.type != .bool && condition.type != .anything {
        report(
          "a condition is true or false, and this is \(condition.type.name)", at: condition.range)
      }
    }
    try expect("}", "behind the condition")
    return TraceQLPart(kind: .spans, range: start..<tokens[next - 1].range.upperBound)
  }
}
