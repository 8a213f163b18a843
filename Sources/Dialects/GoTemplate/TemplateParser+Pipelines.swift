extension TemplateParser {
  /// Reads `$x := a | b c`, all of it.
  mutating func pipeline(
    _ tokens: [TemplateToken], _ range: Range<Int>, in context: String
  ) -> GoTemplate.Pipeline {
    let inner = tokens.first.map { first in
      first.range.lowerBound..<(tokens.last ?? first).range.upperBound
    }
    var reader = PipelineReader(tokens: tokens, end: inner?.upperBound ?? range.upperBound)
    var pipeline = reader.pipeline(isLoop: context == "range")
    pipeline.range = inner ?? range
    if pipeline.commands.isEmpty, reader.findings.isEmpty, !reader.isSpoiled {
      reader.report("'\(context)' needs a value", at: range)
    }
    // A command that was cut short would only give follow-on errors.
    if reader.isSpoiled { _ = pipeline.commands.popLast() }
    findings += reader.findings
    return pipeline
  }
}

/// Reads the tokens of one action.
private struct PipelineReader {
  let tokens: [TemplateToken]
  let end: Int
  var next = 0
  var depth = 0
  var findings: [Finding] = []
  /// Set where a finding has been made already and the rest would give follow-on errors.
  var isSpoiled = false

  private var current: TemplateToken? { next < tokens.count ? tokens[next] : nil }

  mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    if !isSpoiled { findings.append(Finding(message, at: range, help: help)) }
    isSpoiled = true
    next = tokens.count
  }

  mutating func pipeline(isLoop: Bool) -> GoTemplate.Pipeline {
    let start = current?.range.lowerBound ?? end
    var pipeline = GoTemplate.Pipeline(range: start..<end)
    readVariables(&pipeline, isLoop: isLoop)
    while let token = current, token.kind != .rightParenthesis {
      let command = command()
      if command.operands.isEmpty {
        report("a value is missing here", at: (current ?? token).range)
        break
      }
      pipeline.commands.append(command)
      guard current?.kind == .pipe else { break }
      next += 1
      if current == nil || current?.kind == .rightParenthesis {
        report("nothing follows '|'", at: tokens[next - 1].range)
      }
    }
    // A parenthesis too many has been reported where it was read.
    if depth == 0, let rest = current, rest.kind != .rightParenthesis {
      report("this is not expected here", at: rest.range)
    }
    return pipeline
  }

  private mutating func readVariables(_ pipeline: inout GoTemplate.Pipeline, isLoop: Bool) {
    var names: [GoTemplate.Name] = []
    var ahead = next
    while ahead < tokens.count, case .variable(let name) = tokens[ahead].kind {
      names.append(.init(text: name, range: tokens[ahead].range))
      ahead += 1
      guard ahead < tokens.count, tokens[ahead].kind == .comma else { break }
      ahead += 1
    }
    guard !names.isEmpty, ahead < tokens.count else { return }
    let kind = tokens[ahead].kind
    guard kind == .declare || kind == .assign else { return }
    if names.count > (isLoop ? 2 : 1) {
      report(
        isLoop ? "'range' sets two variables at most" : "only 'range' sets two variables",
        at: names[names.count - 1].range)
    }
    pipeline.variables = names
    pipeline.isAssignment = kind == .assign
    next = ahead + 1
    if current == nil { report("a value is missing after the sign", at: tokens[ahead].range) }
  }

  private mutating func command() -> GoTemplate.Command {
    let start = current?.range.lowerBound ?? end
    var command = GoTemplate.Command(range: start..<start)
    while let token = current {
      if token.kind == .pipe || token.kind == .rightParenthesis { break }
      if !command.operands.isEmpty, !token.hasSpaceBefore, isOperandStart(token) {
        report("a space is missing before this", at: token.range)
        break
      }
      guard let operand = operand() else { break }
      command.operands.append(operand)
      command.range = start..<operand.range.upperBound
    }
    return command
  }

  private func isOperandStart(_ token: TemplateToken) -> Bool {
    switch token.kind {
    case .declare, .assign, .pipe, .rightParenthesis, .comma, .unknown: false
    default: true
    }
  }

  private mutating func operand() -> GoTemplate.Operand? {
    guard let token = current, let term = term(token) else { return nil }
    var operand = GoTemplate.Operand(
      term: term, termRange: token.range.lowerBound..<tokens[next - 1].range.upperBound)
    if case .field(let name) = token.kind {
      operand.fields.append(
        .init(text: name, range: token.range.lowerBound + 1..<token.range.upperBound))
      operand.termRange = token.range.lowerBound..<token.range.lowerBound
    }
    while let field = current, !field.hasSpaceBefore, case .field(let name) = field.kind {
      operand.fields.append(
        .init(text: name, range: field.range.lowerBound + 1..<field.range.upperBound))
      next += 1
    }
    if !operand.fields.isEmpty, !canHaveFields(term, token) {
      report("a field cannot be taken from this", at: operand.termRange)
    }
    return operand
  }

  private func canHaveFields(_ term: GoTemplate.Term, _ token: TemplateToken) -> Bool {
    switch term {
    case .bool, .integer, .number, .text, .null: false
    case .dot: token.kind != .dot
    default: true
    }
  }

  private mutating func term(_ token: TemplateToken) -> GoTemplate.Term? {
    next += 1
    switch token.kind {
    case .word("true"): return .bool(true)
    case .word("false"): return .bool(false)
    case .word("nil"): return .null
    case .word(let word) where TemplateToken.keywords.contains(word):
      report("'\(word)' must stand first in its action", at: token.range)
      return nil
    case .word(let name): return .function(name)
    case .variable(let name): return .variable(name)
    case .field, .dot: return .dot
    case .text(let text): return .text(text)
    case .integer(let value): return .integer(value)
    case .number(let value): return .number(value)
    case .leftParenthesis: return parenthesised(token)
    case .unknown:
      isSpoiled = true
      next = tokens.count
      return nil
    case .declare, .assign, .pipe, .rightParenthesis, .comma:
      report("this is not expected here", at: token.range)
      return nil
    }
  }

  private mutating func parenthesised(_ token: TemplateToken) -> GoTemplate.Term? {
    guard depth < TemplateParser.maximumDepth else {
      report("parentheses are nested too deep", at: token.range)
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    let inner = pipeline(isLoop: false)
    if inner.commands.isEmpty, findings.isEmpty {
      report("these parentheses are empty", at: token.range)
    }
    if current?.kind == .rightParenthesis { next += 1 }
    return .pipeline(inner)
  }
}
