/// Fills in a text of an alerting rule as Prometheus does; nil for what cannot be told here.
package func render(
  _ template: String, labels: [String: String], value: Double,
  externalLabels: [String: String] = [:]
) -> String? {
  let parsed = GoTemplate(template)
  guard parsed.findings.isEmpty else { return nil }
  var renderer = TemplateRenderer(labels: labels, value: value, externalLabels: externalLabels)
  guard case .goesOn? = renderer.write(parsed.body, dot: .alert) else { return nil }
  return renderer.output
}

/// Walks through a template and collects the text.
struct TemplateRenderer {
  let labels: [String: String]
  let value: Double
  let externalLabels: [String: String]
  var output = ""
  private var variables: [(name: String, value: TemplateValue)] = []

  enum Flow { case goesOn, breaks, continues }

  init(labels: [String: String], value: Double, externalLabels: [String: String]) {
    (self.labels, self.value, self.externalLabels) = (labels, value, externalLabels)
    variables = [
      ("$", .alert), ("$labels", .labels(labels)), ("$value", .number(value)),
      ("$externalLabels", .labels(externalLabels)),
    ]
  }

  mutating func write(_ nodes: [GoTemplate.Node], dot: TemplateValue) -> Flow? {
    for node in nodes {
      switch node {
      case .text(let text): output += text
      case .action(let pipeline):
        guard let value = evaluate(pipeline, dot) else { return nil }
        if pipeline.variables.isEmpty {
          guard let text = value.printed else { return nil }
          output += text
        }
      case .branch(let branch):
        guard let flow = write(branch, dot: dot) else { return nil }
        if flow != .goesOn { return flow }
      case .leaveLoop(let isBreak): return isBreak ? .breaks : .continues
      case .call, .definition: return nil
      }
    }
    return .goesOn
  }

  private mutating func write(_ branch: GoTemplate.Branch, dot: TemplateValue) -> Flow? {
    let visible = variables.count
    defer { variables.removeLast(variables.count - visible) }
    if branch.word == .range { return writeLoop(branch, dot: dot) }
    guard let value = evaluate(branch.pipeline, dot) else { return nil }
    guard value.isTrue else { return write(branch.otherwise, dot: dot) }
    return write(branch.body, dot: branch.word == .with ? value : dot)
  }

  /// Only sets of labels can be walked through here, in the order of their names.
  private mutating func writeLoop(_ branch: GoTemplate.Branch, dot: TemplateValue) -> Flow? {
    var pipeline = branch.pipeline
    let names = pipeline.variables.map(\.text)
    pipeline.variables = []
    guard !branch.pipeline.isAssignment, case .labels(let labels)? = evaluate(pipeline, dot) else {
      return nil
    }
    if labels.isEmpty { return write(branch.otherwise, dot: dot) }
    let visible = variables.count
    for (name, text) in labels.sorted(by: { $0.key < $1.key }) {
      variables.removeLast(variables.count - visible)
      if let last = names.last { variables.append((last, .text(text))) }
      if names.count == 2 { variables.append((names[0], .text(name))) }
      guard let flow = write(branch.body, dot: .text(text)) else { return nil }
      if flow == .breaks { break }
    }
    return .goesOn
  }
}

extension TemplateRenderer {
  private mutating func evaluate(
    _ pipeline: GoTemplate.Pipeline, _ dot: TemplateValue
  ) -> TemplateValue? {
    var result: TemplateValue?
    for command in pipeline.commands {
      guard let next = evaluate(command, dot, piped: result) else { return nil }
      result = next
    }
    guard let result else { return nil }
    for name in pipeline.variables {
      if pipeline.isAssignment {
        guard let index = variables.lastIndex(where: { $0.name == name.text }) else { return nil }
        variables[index].value = result
      } else {
        variables.append((name.text, result))
      }
    }
    return result
  }

  private mutating func evaluate(
    _ command: GoTemplate.Command, _ dot: TemplateValue, piped: TemplateValue?
  ) -> TemplateValue? {
    guard let first = command.operands.first else { return nil }
    guard case .function(let name) = first.term, first.fields.isEmpty else {
      guard command.operands.count == 1, piped == nil else { return nil }
      return evaluate(first, dot)
    }
    var arguments: [TemplateValue] = []
    for operand in command.operands.dropFirst() {
      guard let value = evaluate(operand, dot) else { return nil }
      arguments.append(value)
      // The rest is not even looked at once the answer is clear.
      if name == "and" && !value.isTrue || name == "or" && value.isTrue { return value }
    }
    if let piped { arguments.append(piped) }
    return call(name, arguments)
  }

  private mutating func evaluate(
    _ operand: GoTemplate.Operand, _ dot: TemplateValue
  ) -> TemplateValue? {
    let start: TemplateValue? =
      switch operand.term {
      case .dot: dot
      case .variable(let name): variables.last { $0.name == name }?.value
      case .bool(let value): .bool(value)
      case .integer(let value): .integer(value)
      case .number(let value): value.map { .number($0) }
      case .text(let text): .text(text)
      case .pipeline(let pipeline): evaluate(pipeline, dot)
      case .function(let name): call(name, [])
      case .null: nil
      }
    return operand.fields.reduce(start) { value, field in
      value.flatMap { self.field(field.text, of: $0) }
    }
  }

  private func field(_ name: String, of value: TemplateValue) -> TemplateValue? {
    switch (value, name) {
    case (.labels(let labels), _): .text(labels[name] ?? "")
    case (.alert, "Labels"): .labels(labels)
    case (.alert, "Value"): .number(self.value)
    case (.alert, "ExternalLabels"): .labels(externalLabels)
    default: nil
    }
  }
}
