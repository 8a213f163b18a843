/// Reads actions into a tree, and goes on after a mistake with the next action.
struct TemplateParser {
  private var segments: [TemplateSegment] = []
  private var next = 0
  private var loopDepth = 0
  private var depth = 0
  var findings: [Finding] = []
  private(set) var definitions: [String] = []

  static let maximumDepth = 100

  /// What ended a list of nodes.
  private enum Ending {
    case end
    /// `{{else}}`, or the tokens behind it in `{{else if ...}}`.
    case otherwise([TemplateToken], Range<Int>)
    case endOfText
  }

  init(_ text: String) {
    var lexer = TemplateLexer(text)
    segments = lexer.segments()
    findings = lexer.findings
  }

  mutating func parse() -> [GoTemplate.Node] {
    var nodes: [GoTemplate.Node] = []
    while next < segments.count {
      let (more, ending, range) = parseList()
      nodes += more
      switch ending {
      case .end: report("this {{end}} closes nothing", at: range)
      case .otherwise: report("this {{else}} belongs to nothing", at: range)
      case .endOfText: break
      }
    }
    findings.sort { $0.range.lowerBound < $1.range.lowerBound }
    return nodes
  }

  mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    findings.append(Finding(message, at: range, help: help))
  }

  private mutating func parseList() -> ([GoTemplate.Node], Ending, Range<Int>) {
    var nodes: [GoTemplate.Node] = []
    while next < segments.count {
      let segment = segments[next]
      next += 1
      switch segment {
      case .text(let text): nodes.append(.text(text))
      case .action(let tokens, let range):
        switch keyword(tokens) {
        case "end":
          refuseRest(of: tokens, after: 1)
          return (nodes, .end, range)
        case "else": return (nodes, .otherwise(Array(tokens.dropFirst()), range), range)
        case let word: if let node = parseAction(word, tokens, range) { nodes.append(node) }
        }
      }
    }
    return (nodes, .endOfText, 0..<0)
  }

  private func keyword(_ tokens: [TemplateToken]) -> String? {
    guard case .word(let word)? = tokens.first?.kind, TemplateToken.keywords.contains(word) else {
      return nil
    }
    return word
  }

  private mutating func refuseRest(of tokens: [TemplateToken], after count: Int) {
    guard tokens.count > count, tokens[count].kind != .unknown else { return }
    report("nothing may follow '\(keyword(tokens) ?? "")' here", at: tokens[count].range)
  }

  private mutating func parseAction(
    _ word: String?, _ tokens: [TemplateToken], _ range: Range<Int>
  ) -> GoTemplate.Node? {
    switch word {
    case "if", "with", "range":
      return parseBranch(tokens, range).map { .branch($0) }
    case "break", "continue":
      refuseRest(of: tokens, after: 1)
      if loopDepth == 0 { report("this stands in no {{range}}", at: tokens[0].range) }
      return .leaveLoop(isBreak: word == "break")
    case "template":
      guard let name = parseName(tokens, range) else { return nil }
      let rest = Array(tokens.dropFirst(2))
      return .call(name, rest.isEmpty ? nil : pipeline(rest, range, in: "template"))
    case "define", "block":
      return parseDefinition(word == "block", tokens, range)
    default:
      guard !tokens.isEmpty else {
        report("this action is empty", at: range, help: "write a value between the braces")
        return nil
      }
      return .action(pipeline(tokens, range, in: "action"))
    }
  }

  private mutating func parseName(
    _ tokens: [TemplateToken], _ range: Range<Int>
  ) -> GoTemplate.Name? {
    if tokens.count > 1, case .text(let name) = tokens[1].kind {
      return .init(text: name, range: tokens[1].range)
    }
    if tokens.count < 2 || tokens[1].kind != .unknown {
      report(
        "a template's name is a text in quotes", at: tokens.count > 1 ? tokens[1].range : range)
    }
    return nil
  }

  private mutating func parseDefinition(
    _ isBlock: Bool, _ tokens: [TemplateToken], _ range: Range<Int>
  ) -> GoTemplate.Node? {
    let name = parseName(tokens, range)
    let rest = Array(tokens.dropFirst(2))
    if !isBlock, depth > 0 {
      report("{{define}} may not stand inside another action", at: tokens[0].range)
    }
    if !isBlock, name != nil { refuseRest(of: tokens, after: 2) }
    let outerLoops = loopDepth
    loopDepth = 0
    let body = parseBody(range, "define")
    loopDepth = outerLoops
    guard let name else { return nil }
    definitions.append(name.text)
    return .definition(name.text, isBlock ? pipeline(rest, range, in: "block") : nil, body)
  }

  /// Reads up to the `{{end}}` of a definition, where no `{{else}}` may stand.
  private mutating func parseBody(_ range: Range<Int>, _ word: String) -> [GoTemplate.Node] {
    guard enter(range) else { return [] }
    defer { depth -= 1 }
    let (body, ending, place) = parseList()
    switch ending {
    case .end: return body
    case .otherwise:
      report("'{{\(word)}}' has no {{else}}", at: place)
      return body + parseBody(range, word)
    case .endOfText:
      report("this {{\(word)}} has no {{end}}", at: range)
      return body
    }
  }

  private mutating func enter(_ range: Range<Int>) -> Bool {
    guard depth < Self.maximumDepth else {
      report("actions are nested more than \(Self.maximumDepth) deep", at: range)
      next = segments.count
      return false
    }
    depth += 1
    return true
  }

  private mutating func parseBranch(
    _ tokens: [TemplateToken], _ range: Range<Int>
  ) -> GoTemplate.Branch? {
    guard case .word(let text)? = tokens.first?.kind,
      let word = GoTemplate.Branch.Word(rawValue: text)
    else { return nil }
    var branch = GoTemplate.Branch(
      word: word, pipeline: pipeline(Array(tokens.dropFirst()), range, in: text))
    guard enter(range) else { return branch }
    defer { depth -= 1 }
    loopDepth += word == .range ? 1 : 0
    let (body, ending, _) = parseList()
    loopDepth -= word == .range ? 1 : 0
    branch.body = body
    switch ending {
    case .end: break
    case .endOfText: report("this {{\(text)}} has no {{end}}", at: range)
    case .otherwise(let rest, let place):
      branch.otherwise = parseElse(rest, place, of: branch, range)
    }
    return branch
  }

  private mutating func parseElse(
    _ rest: [TemplateToken], _ place: Range<Int>, of branch: GoTemplate.Branch, _ range: Range<Int>
  ) -> [GoTemplate.Node] {
    if let first = rest.first {
      // The {{end}} of an {{else if}} closes the {{if}} as well.
      if keyword(rest) == branch.word.rawValue, branch.word != .range {
        return parseBranch(rest, place).map { [.branch($0)] } ?? []
      }
      report(
        "only '}}' or '\(branch.word == .with ? "with" : "if")' may follow 'else' here",
        at: first.range)
    }
    let (nodes, ending, again) = parseList()
    switch ending {
    case .end: break
    case .endOfText: report("this {{\(branch.word)}} has no {{end}}", at: range)
    case .otherwise(let rest, _):
      report("this is a second {{else}}", at: again)
      return nodes + parseElse(rest, again, of: branch, range)
    }
    return nodes
  }
}
