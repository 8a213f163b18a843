/// Reports what is wrong with a template, at the exact bytes.
package func checkTemplate(_ text: String, dialect: TemplateDialect) -> [Finding] {
  let template = GoTemplate(text)
  var checker = TemplateChecker(dialect: dialect, findings: template.findings)
  checker.check(template)
  return checker.findings.sorted {
    ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
  }
}

/// A label that a template takes from its alert, and the bytes that name it.
package struct LabelUse: Hashable, Sendable {
  package var label: String
  package var range: Range<Int>
}

/// The labels that the text of an alerting rule takes from the alert: `{{ $labels.x }}` and so on.
package func labelUses(
  in text: String, dialect: TemplateDialect = .prometheusAlert
) -> [LabelUse] {
  var checker = TemplateChecker(dialect: dialect, findings: [])
  checker.check(GoTemplate(text))
  return checker.labelUses
}

/// Follows the kinds of values through a template.
struct TemplateChecker {
  let dialect: TemplateDialect
  var findings: [Finding]
  var labelUses: [LabelUse] = []
  var variables: [(name: String, kind: TemplateKind)] = []
  private var definitions: Set<String> = []

  init(dialect: TemplateDialect, findings: [Finding]) {
    (self.dialect, self.findings) = (dialect, findings)
  }

  mutating func check(_ template: GoTemplate) {
    definitions = Set(template.definitions)
    variables = dialect.variables.map { ($0.key, $0.value) } + [("$", dialect.root)]
    check(template.body, dot: dialect.root)
  }

  mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    findings.append(Finding(message, at: range, help: help))
  }

  private mutating func check(_ nodes: [GoTemplate.Node], dot: TemplateKind) {
    for node in nodes {
      switch node {
      case .text, .leaveLoop: break
      case .action(let pipeline): _ = check(pipeline, dot: dot)
      case .branch(let branch): check(branch, dot: dot)
      case .call(let name, let pipeline):
        if let pipeline { _ = check(pipeline, dot: dot) }
        // Alertmanager finds it in its files, a rule only in its own text.
        if dialect.root != .notification, !definitions.contains(name.text) {
          report("there is no template '\(name.text)' in this text", at: name.range)
        }
      case .definition(_, let pipeline, let body):
        let kind = pipeline.map { check($0, dot: dot) } ?? .anything
        // A definition sees none of the variables around it.
        let outer = variables
        variables = [("$", kind)]
        check(body, dot: kind)
        variables = outer
      }
    }
  }

  private mutating func check(_ branch: GoTemplate.Branch, dot: TemplateKind) {
    let visible = variables.count
    let kind = check(branch.pipeline, dot: dot, isLoop: branch.word == .range)
    switch branch.word {
    case .if: check(branch.body, dot: dot)
    case .with: check(branch.body, dot: kind)
    case .range: check(branch.body, dot: kind.element)
    }
    variables.removeLast(variables.count - visible)
    check(branch.otherwise, dot: dot)
    variables.removeLast(variables.count - visible)
  }

  private mutating func check(
    _ pipeline: GoTemplate.Pipeline, dot: TemplateKind, isLoop: Bool = false
  ) -> TemplateKind {
    if pipeline.isAssignment {
      for name in pipeline.variables { _ = kind(ofVariable: name.text, at: name.range) }
    }
    var kind = TemplateKind.anything
    for (index, command) in pipeline.commands.enumerated() {
      kind = check(command, dot: dot, isPiped: index > 0)
    }
    if !pipeline.isAssignment {
      for (index, name) in pipeline.variables.enumerated() {
        let isElement = isLoop && index == pipeline.variables.count - 1
        let isIndex = isLoop && !isElement
        variables.append((name.text, isIndex ? .anything : isElement ? kind.element : kind))
      }
    }
    return kind
  }

  private mutating func check(
    _ command: GoTemplate.Command, dot: TemplateKind, isPiped: Bool
  ) -> TemplateKind {
    guard let first = command.operands.first else { return .anything }
    if case .null = first.term, first.fields.isEmpty {
      report("'nil' alone is no value", at: first.range)
      return .anything
    }
    var argumentKinds: [TemplateKind] = []
    for operand in command.operands.dropFirst() {
      argumentKinds.append(kind(of: operand, dot: dot))
    }
    if case .function(let name) = first.term {
      let result = check(call: name, command, argumentKinds, isPiped: isPiped)
      return kind(of: first.fields, in: result)
    }
    let kind = kind(of: first, dot: dot)
    if isPiped || command.operands.count > 1 { checkIsCallable(first, kind, isPiped: isPiped) }
    return kind
  }

  private mutating func checkIsCallable(
    _ operand: GoTemplate.Operand, _ kind: TemplateKind, isPiped: Bool
  ) {
    let isLiteral =
      switch operand.term {
      case .bool, .integer, .number, .text, .null: true
      case .dot: operand.fields.isEmpty
      default: false
      }
    if let last = operand.fields.last, TemplateKind.isMethod(last.text) { return }
    if case .anything = kind, !isLiteral { return }
    let help =
      isPiped
      ? "a function must follow '|'" : "put a function first, or separate the values with '|'"
    report("this is no function and takes no arguments", at: operand.range, help: help)
  }
}

extension TemplateChecker {
  mutating func kind(of operand: GoTemplate.Operand, dot: TemplateKind) -> TemplateKind {
    var kind: TemplateKind
    switch operand.term {
    case .dot: kind = dot
    case .variable(let name): kind = self.kind(ofVariable: name, at: operand.termRange)
    case .pipeline(let pipeline): kind = check(pipeline, dot: dot)
    case .text: kind = .text
    case .number: kind = .number
    case .integer, .bool, .null: kind = .anything
    case .function(let name):
      let command = GoTemplate.Command(range: operand.termRange, operands: [operand])
      kind = check(call: name, command, [], isPiped: false)
    }
    return self.kind(of: operand.fields, in: kind)
  }

  private mutating func kind(
    of fields: [GoTemplate.Name], in start: TemplateKind
  ) -> TemplateKind {
    var kind = start
    for field in fields {
      if case .labels = kind { labelUses.append(.init(label: field.text, range: field.range)) }
      switch kind.field(field.text) {
      case .known(let next, let since):
        if let since, since > dialect.version {
          report(
            "'.\(field.text)' needs \(dialect.program) \(since)", at: field.range)
        }
        kind = next
      case .unknown(let names):
        let near = nearest(to: field.text, in: names)
        report(
          "\(kind.name) has no field '\(field.text)'", at: field.range,
          help: near.map { "did you mean '\($0)'?" }
            ?? (names.isEmpty ? nil : "there are: \(names.joined(separator: ", "))"))
        return .anything
      }
    }
    return kind
  }

  func isVisible(_ name: String) -> Bool { variables.contains { $0.name == name } }

  private mutating func kind(ofVariable name: String, at range: Range<Int>) -> TemplateKind {
    if let variable = variables.last(where: { $0.name == name }) { return variable.kind }
    let near = nearest(to: name, in: variables.map(\.name).sorted())
    var help = near.map { "did you mean '\($0)'?" }
    if help == nil, dialect.variables[name] != nil {
      help = "a {{define}} does not see it: hand it over and use '.'"
    } else if help == nil, name == "$labels" || name == "$value", dialect.program == "Alertmanager"
    {
      help = "\(name) belongs to Prometheus rules; here is .CommonLabels, or .Labels of an alert"
    }
    report("there is no variable '\(name)' here", at: range, help: help)
    return .anything
  }
}
