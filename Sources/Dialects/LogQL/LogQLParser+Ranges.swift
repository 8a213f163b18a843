extension LogQLParser {
  /// What stands inside a range aggregation, read so far.
  private struct Window {
    var stream = LogQLStream()
    var unwrap: LogQLUnwrap?
    var interval: String?
    var offset: String?
  }

  mutating func rangeAggregation(_ name: String) throws(Stop) -> LogQLExpression {
    let place = current.range
    next += 2
    var result = LogQLRangeAggregation(function: name, stream: .init(), interval: "")
    var parameterRange: Range<Int>?
    if case .number = current.kind {
      parameterRange = current.range
      result.parameter = try number()
      try expect(",", "behind the parameter")
    }
    let window = try window()
    try expect(")", "behind the range")
    result.stream = window.stream
    result.unwrap = window.unwrap
    result.interval = window.interval ?? ""
    result.offset = window.offset
    let groupingRange = current.range
    result.grouping = try grouping()
    check(result, place, parameterRange, groupingRange)
    checkSelector(result.stream)
    return .rangeAggregation(result)
  }

  private mutating func window() throws(Stop) -> Window {
    var window = Window()
    if isSign("(") {
      try enter()
      defer { depth -= 1 }
      next += 1
      window = try isSign("(") ? self.window() : bareWindow()
      try expect(")", "behind the selector")
      if window.interval != nil { return window }
    } else {
      window = try bareWindow()
      if window.interval != nil { return window }
    }
    try readInterval(&window)
    if window.unwrap == nil, window.stream.stages.isEmpty, isSign("|") {
      window.unwrap = try stages(&window.stream)
    }
    return window
  }

  /// Reads `{...} | json [5m]`, of which the range may stand behind a parenthesis.
  private mutating func bareWindow() throws(Stop) -> Window {
    guard isSign("{") else {
      throw unexpected("a selector", help: "a range is taken of log lines: {app=\"...\"} [5m]")
    }
    var window = Window()
    window.stream = try selector()
    window.unwrap = try stages(&window.stream)
    guard case .range = current.kind else { return window }
    try readInterval(&window)
    if window.unwrap == nil, window.stream.stages.isEmpty, startsStage {
      window.unwrap = try stages(&window.stream)
    }
    return window
  }

  private mutating func readInterval(_ window: inout Window) throws(Stop) {
    guard case .range(let interval) = current.kind else {
      throw unexpected("a range such as [5m]")
    }
    next += 1
    window.interval = interval
    guard eatKeyword("offset") else { return }
    switch current.kind {
    case .duration(let text), .variable(let text): window.offset = text
    default: throw unexpected("a duration such as 1h")
    }
    next += 1
  }

  /// Reads `{a="b"} | json`.
  mutating func stream() throws(Stop) -> LogQLStream {
    var stream = try selector()
    if let unwrap = try stages(&stream) {
      report("'unwrap' stands inside a range aggregation only", at: unwrap.range)
    }
    stream.range = stream.range.lowerBound..<tokens[next - 1].range.upperBound
    return stream
  }

  mutating func selector() throws(Stop) -> LogQLStream {
    var stream = LogQLStream()
    let start = current.range.lowerBound
    try expect("{", "and a selector")
    if !isSign("}") {
      repeat {
        if case .variable(let name) = current.kind, !isMatcherSign(next + 1) {
          stream.matchers.append(.init(label: name, sign: "", value: "", range: current.range))
          next += 1
        } else {
          stream.matchers.append(try matcher())
        }
      } while eat(",")
    }
    if isSign("}") == false, current.kind != .end {
      throw unexpected("',' or '}'")
    }
    try expect("}", "behind the matchers")
    stream.range = start..<tokens[next - 1].range.upperBound
    return stream
  }

  func isMatcherSign(_ index: Int) -> Bool {
    guard index < tokens.count, case .sign(let sign) = tokens[index].kind else { return false }
    return ["=", "!=", "=~", "!~"].contains(sign)
  }

  mutating func matcher() throws(Stop) -> LogQLMatcher {
    let start = current.range.lowerBound
    let label = try identifier("the name of a label")
    guard case .sign(let sign) = current.kind, isMatcherSign(next) else {
      let isDouble = isSign("==")
      throw unexpected(
        "'=', '!=', '=~' or '!~'", help: isDouble ? "a selector compares with a single '='" : nil)
    }
    next += 1
    let value = try literal("the value of '\(label)'")
    if sign.hasSuffix("~") { checkPattern(value) }
    return LogQLMatcher(
      label: label, sign: sign, value: value.text, range: start..<value.range.upperBound)
  }
}
