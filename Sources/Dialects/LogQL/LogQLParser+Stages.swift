extension LogQLParser {
  private var lineFilterSign: String? {
    guard case .sign(let sign) = current.kind else { return nil }
    return ["|=", "|~", "|>", "!=", "!~", "!>"].contains(sign) ? sign : nil
  }

  var startsStage: Bool {
    if isSign("|") { return true }
    guard lineFilterSign != nil, next + 1 < tokens.count else { return false }
    switch tokens[next + 1].kind {
    case .text, .function("ip"), .unknown, .variable: return true
    default: return !isSign("!=")
    }
  }

  /// Reads the stages of a pipeline, and the `unwrap` that ends it.
  mutating func stages(_ stream: inout LogQLStream) throws(Stop) -> LogQLUnwrap? {
    while startsStage {
      if lineFilterSign != nil {
        stream.stages.append(try lineFilter())
        continue
      }
      next += 1
      if isKeyword("unwrap") { return try unwrap() }
      stream.stages.append(try stage())
    }
    return nil
  }

  private mutating func lineFilter() throws(Stop) -> LogQLStage {
    let sign = lineFilterSign ?? ""
    next += 1
    var texts = [try lineText(sign)]
    while eatKeyword("or") { texts.append(try lineText(sign)) }
    return .lineFilter(sign: sign, texts)
  }

  private mutating func lineText(_ sign: String) throws(Stop) -> LogQLLineText {
    let isAddress = current.kind == .function("ip")
    if isAddress {
      if sign != "|=" && sign != "!=" {
        report("'ip' goes with '|=' and '!=' only", at: current.range)
      }
      next += 2
    }
    let text = try literal("the text to look for")
    if isAddress { try expect(")", "behind the address") }
    if sign.hasSuffix("~") { checkPattern(text) }
    if sign.hasSuffix(">") { findings += text.placed(checkLinePattern(text.text, isFilter: true)) }
    return LogQLLineText(text: text.text, isAddress: isAddress)
  }

  private mutating func stage() throws(Stop) -> LogQLStage {
    let token = current
    switch token.kind {
    case .keyword(let word):
      switch word {
      case "json", "logfmt", "unpack", "regexp", "pattern":
        next += 1
        return .parser(try parser(word))
      case "line_format":
        next += 1
        let text = try literal("the template of the line")
        checkTemplate(text)
        return .lineFormat(text.text)
      case "label_format":
        next += 1
        return .labelFormat(try labelFormat())
      case "decolorize":
        next += 1
        return .decolorize
      case "drop", "keep":
        next += 1
        return .select(isDrop: word == "drop", try namesOrMatchers())
      default: throw unexpected("a stage such as json, or a condition on a label")
      }
    case .variable(let name) where !hasOperator(next + 1):
      next += 1
      return .variable(name)
    case .identifier(let name) where !hasOperator(next + 1):
      let near = nearest(to: name, in: LogQLToken.keywords.sorted())
      throw .finding(
        Finding(
          "'\(name)' is not a stage", at: token.range,
          help: near.map { "did you mean '\($0)'?" } ?? "a condition is written \(name) = \"...\""))
    case .identifier, .variable, .sign("("): return .labelFilter(try labelFilter(0))
    default: throw unexpected("a stage such as json, or a condition on a label")
    }
  }

  private func hasOperator(_ index: Int) -> Bool {
    guard index < tokens.count else { return false }
    if tokens[index].kind == .unknown { return true }
    guard case .sign(let sign) = tokens[index].kind else { return false }
    return ["=", "!=", "=~", "!~", "==", "<", "<=", ">", ">="].contains(sign)
  }

  private mutating func parser(_ name: String) throws(Stop) -> LogQLParserStage {
    var stage = LogQLParserStage(name: name)
    if name == "regexp" || name == "pattern" {
      let text = try literal("the \(name == "regexp" ? "regular expression" : "pattern")")
      stage.expression = text.text
      if name == "pattern" {
        findings += text.placed(checkLinePattern(text.text, isFilter: false))
      } else {
        checkCaptures(text)
      }
      return stage
    }
    if name == "logfmt" {
      while case .flag(let flag) = current.kind {
        stage.flags.append(flag)
        next += 1
      }
    }
    guard name != "unpack", case .identifier = current.kind else { return stage }
    repeat {
      let label = try identifier("the name of a label")
      let value = eat("=") ? try literal("where '\(label)' is found").text : nil
      stage.labels.append(.init(name: label, value: value ?? label, isText: true))
    } while eat(",")
    return stage
  }

  private mutating func labelFormat() throws(Stop) -> [LogQLAssignment] {
    var assignments: [LogQLAssignment] = []
    repeat {
      let place = current.range
      let name = try identifier("the name of the new label")
      if assignments.contains(where: { $0.name == name }) {
        report("'\(name)' is set twice in one stage", at: place)
      }
      try expect("=", "behind the new label")
      if case .text = current.kind {
        let text = try literal("the template")
        checkTemplate(text)
        assignments.append(.init(name: name, value: text.text, isText: true))
      } else {
        let old = try identifier("a label, or a template in quotes,")
        assignments.append(.init(name: name, value: old, isText: false))
      }
    } while eat(",")
    return assignments
  }

  private mutating func namesOrMatchers() throws(Stop) -> [LogQLNameOrMatcher] {
    var result: [LogQLNameOrMatcher] = []
    repeat {
      if isMatcherSign(next + 1) {
        result.append(.matcher(try matcher()))
      } else {
        result.append(.name(try identifier("the name of a label")))
      }
    } while eat(",")
    return result
  }

  private mutating func unwrap() throws(Stop) -> LogQLUnwrap {
    var unwrap = LogQLUnwrap(label: "", range: current.range)
    next += 1
    if case .function(let name) = current.kind,
      ["bytes", "duration", "duration_seconds"].contains(name)
    {
      unwrap.conversion = name
      next += 2
      unwrap.label = try identifier("the name of a label")
      try expect(")", "behind the label")
    } else {
      unwrap.label = try identifier("the name of a label")
    }
    while isSign("|") {
      next += 1
      unwrap.filters.append(try labelFilter(0))
    }
    return unwrap
  }
}

extension LogQLParser {
  /// Reads conditions; a comma or nothing between two means `and`, and takes all that follows.
  mutating func labelFilter(_ level: Int) throws(Stop) -> LogQLLabelFilter {
    try enter()
    defer { depth -= 1 }
    var left = try condition()
    while true {
      if eat(",") || startsCondition {
        left = .both(left, try labelFilter(0))
      } else if isKeyword("and"), level <= 2 {
        try countOperator(current.range)
        next += 1
        left = .both(left, try labelFilter(3))
      } else if isKeyword("or"), level <= 1 {
        try countOperator(current.range)
        next += 1
        left = .either(left, try labelFilter(2))
      } else {
        return left
      }
    }
  }

  private var startsCondition: Bool {
    switch current.kind {
    case .identifier, .sign("("), .variable: true
    default: false
    }
  }

  private mutating func condition() throws(Stop) -> LogQLLabelFilter {
    if eat("(") {
      let inner = try labelFilter(0)
      try expect(")", "behind the conditions")
      return inner
    }
    if isMatcherSign(next + 1), next + 2 < tokens.count, case .text = tokens[next + 2].kind {
      return .matcher(try matcher())
    }
    let label = try identifier("the name of a label")
    guard hasOperator(next), case .sign(let sign) = current.kind else {
      throw unexpected("a comparison such as '='")
    }
    next += 1
    let hasAddress = (sign == "=" || sign == "!=") && current.kind == .function("ip")
    if hasAddress {
      next += 2
      let pattern = try literal("an address")
      try expect(")", "behind the address")
      return .address(label: label, sign: sign, pattern: pattern.text)
    }
    return .comparison(label: label, sign: sign, value: try comparisonValue(sign))
  }

  private mutating func comparisonValue(_ sign: String) throws(Stop) -> String {
    let help =
      sign.hasSuffix("~")
      ? "'\(sign)' compares with a text in quotes"
      : "a text in quotes goes with '=', '!=', '=~' and '!~'; else write a number, 5s or 1KB"
    guard !sign.hasSuffix("~") else { throw unexpected("a text", help: help) }
    var prefix = ""
    if isSign("-") || isSign("+") {
      prefix = isSign("-") ? "-" : ""
      next += 1
      guard case .number = current.kind else { throw unexpected("a number") }
    }
    switch current.kind {
    case .number(let text):
      _ = try number()
      return prefix + text
    case .duration(let text), .bytes(let text), .variable(let text):
      next += 1
      return prefix + text
    default: throw unexpected("a value to compare with", help: help)
    }
  }
}
