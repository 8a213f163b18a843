import Dialects

extension Query {
  /// The query in one line, written as everybody writes it.
  package var canonical: String {
    var printer = Printer(query: self)
    printer.write(root)
    return printer.output
  }
}

/// Writes a query in one line and remembers how long every part became.
struct Printer {
  let query: Query
  var output = ""
  private(set) var lengths: [Int]

  init(query: Query) {
    self.query = query
    lengths = Array(repeating: 0, count: query.nodes.count)
  }

  mutating func write(_ id: Query.ID) {
    let start = output.utf8.count
    switch query[id].kind {
    case .number(let number): output += numberText(number)
    case .string(let string): output += stringText(string)
    case .selector(let selector): output += selectorText(selector)
    case .subquery(let subquery):
      write(subquery.operand)
      output += suffix(of: subquery)
    case .aggregation(let aggregation):
      output += head(of: aggregation) + "("
      if let parameter = aggregation.parameter {
        write(parameter)
        output += ", "
      }
      write(aggregation.operand)
      output += ")"
    case .call(let call):
      output += call.function + "("
      writeList(call.arguments)
      output += ")"
    case .binary: writeChain(id)
    case .unary(let sign, let operand):
      output += sign == .minus ? "-" : "+"
      write(operand)
    case .parentheses(let inner):
      output += "("
      write(inner)
      output += ")"
    case .variable(let variable):
      output += variable.text + groupingText(variable.grouping)
      if let arguments = variable.arguments {
        output += variable.grouping == nil ? "(" : " ("
        writeList(arguments)
        output += ")"
      }
    }
    lengths[id] = output.utf8.count - start
  }

  private mutating func writeList(_ list: [Query.ID]) {
    for (index, argument) in list.enumerated() {
      if index > 0 { output += ", " }
      write(argument)
    }
  }

  /// A chain of operators leans to the left and may be long: it is walked, not descended.
  private mutating func writeChain(_ id: Query.ID) {
    let start = output.utf8.count
    let chain = query.leftChain(id)
    write(chain.first)
    for (operation, id) in chain.operations {
      output += " \(operatorText(operation, query)) "
      write(operation.right)
      lengths[id] = output.utf8.count - start
    }
  }

  func head(of aggregation: Aggregation) -> String {
    let grouping = groupingText(aggregation.grouping)
    return aggregation.operation.rawValue + grouping + (grouping.isEmpty ? "" : " ")
  }
}

extension Query {
  /// The operators that lean on each other to the left, from the innermost outwards.
  func leftChain(_ id: ID) -> (first: ID, operations: [(operation: Binary, id: ID)]) {
    var operations: [(operation: Binary, id: ID)] = []
    var id = id
    while case .binary(let binary) = nodes[id].kind {
      operations.append((binary, id))
      id = binary.left
    }
    return (id, operations.reversed())
  }

  /// Whether the text of a part begins with a parenthesis.
  func beginsWithParenthesis(_ id: ID) -> Bool {
    var id = id
    while true {
      switch nodes[id].kind {
      case .binary(let binary): id = binary.left
      case .subquery(let subquery): id = subquery.operand
      case .parentheses: return true
      default: return false
      }
    }
  }
}

func operatorText(_ binary: Binary, _ query: Query) -> String {
  var text = binary.sign
  if binary.returnsBool { text += " bool" }
  guard let matching = binary.matching else { return text }
  if let on = matching.on { text += (on.keeps ? " on" : " ignoring") + " " + labelList(on.labels) }
  if let group = matching.group {
    text += group.side == .left ? " group_left" : " group_right"
    if !group.labels.isEmpty || query.beginsWithParenthesis(binary.right) {
      text += " " + labelList(group.labels)
    }
  }
  if let left = matching.fillLeft, let right = matching.fillRight, left == right {
    return text + " fill(\(numberText(left)))"
  }
  if let left = matching.fillLeft { text += " fill_left(\(numberText(left)))" }
  if let right = matching.fillRight { text += " fill_right(\(numberText(right)))" }
  return text
}

func groupingText(_ grouping: Grouping?) -> String {
  guard let grouping else { return "" }
  return (grouping.keeps ? " by " : " without ") + labelList(grouping.labels)
}

private func labelList(_ labels: [LabelName]) -> String {
  let names = labels.map { label in
    let keyword = label.text.lowercased()
    let isReserved = keyword == "without" || keyword == "inf" || keyword == "nan"
    return label.isPlain && !isReserved
      ? label.text : quoted(label.text)
  }
  return "(" + names.joined(separator: ", ") + ")"
}

func suffix(of subquery: Subquery) -> String {
  let step = subquery.step.map(durationText) ?? ""
  return "[\(durationText(subquery.range)):\(step)]" + timeText(subquery.time)
}

func timeText(_ time: TimeShift) -> String {
  // A computed offset would go on reading at an operator behind it, so `@` comes last.
  var text = time.offset.map { " offset \(durationText($0))" } ?? ""
  switch time.at {
  case nil: break
  case .start: text += " @ start()"
  case .end: text += " @ end()"
  case .variable(let name): text += " @ \(name)"
  case .seconds(let seconds):
    text += " @ " + numberText(NumberLiteral(value: seconds, isDuration: false))
  }
  return text
}

func selectorText(_ selector: Selector) -> String {
  let parts = matcherTexts(selector)
  let name = plainName(selector)
  let needsBraces = !parts.isEmpty || name == nil
  let braces = needsBraces ? "{" + parts.joined(separator: ", ") + "}" : ""
  return (name ?? "") + braces + suffix(of: selector)
}

func suffix(of selector: Selector) -> String {
  var text = selector.range.map { "[\(durationText($0))]" } ?? ""
  switch selector.edges {
  case nil: break
  case .anchored: text += " anchored"
  case .smoothed: text += " smoothed"
  }
  return text + timeText(selector.time)
}

/// The name as it may stand before the braces.
func plainName(_ selector: Selector) -> String? {
  guard let name = selector.name else { return nil }
  let isPlain = selector.hasDynamicName ? isVariableWord(name) : isPlainMetricName(name)
  return isPlain ? name : nil
}

/// What stands in the braces, a quoted name first.
func matcherTexts(_ selector: Selector) -> [String] {
  var parts: [String] = []
  if let name = selector.name, plainName(selector) == nil { parts.append(quoted(name)) }
  for matcher in selector.matchers {
    let label = matcher.label
    let name = label.isPlain ? label.text : quoted(label.text)
    if matcher.isVariable {
      parts.append(name)
    } else {
      parts.append(name + matcher.operation.rawValue + valueText(matcher))
    }
  }
  return parts
}

private func valueText(_ matcher: LabelMatcher) -> String {
  let value = matcher.value
  let isBareVariable = value.isDynamic && value.isWithoutQuotes
  return isBareVariable ? value.value : stringText(value)
}
