extension Query {
  /// The query in lines of at most 80 columns where that is possible, indented by its structure.
  package func pretty(width: Int = 80) -> String {
    var printer = PrettyPrinter(query: self, width: width)
    printer.write(root, 0)
    return printer.output
  }
}

/// Breaks whatever does not fit into a line; what fits stays in one.
private struct PrettyPrinter {
  let query: Query
  let width: Int
  let lengths: [Int]
  private var printer: Printer
  var output = ""

  init(query: Query, width: Int) {
    self.query = query
    self.width = width
    printer = Printer(query: query)
    printer.write(query.root)
    lengths = printer.lengths
  }

  mutating func write(_ id: Query.ID, _ level: Int) {
    if lengths[id] + level * 2 <= width { return writeInLine(id) }
    switch query[id].kind {
    case .number, .string: writeInLine(id)
    case .selector(let selector): write(selector, level)
    case .subquery(let subquery):
      write(subquery.operand, level)
      output += suffix(of: subquery)
    case .aggregation(let aggregation):
      output += printer.head(of: aggregation)
      writeList([aggregation.parameter, aggregation.operand].compactMap { $0 }, level)
    case .call(let call):
      output += call.function
      writeList(call.arguments, level)
    case .binary: writeChain(id, level)
    case .unary(let sign, let operand):
      output += sign == .minus ? "-" : "+"
      write(operand, level)
    case .parentheses(let inner): writeList([inner], level)
    case .variable(let variable):
      output += variable.text + groupingText(variable.grouping)
      if let arguments = variable.arguments { writeList(arguments, level) }
    }
  }

  private mutating func writeInLine(_ id: Query.ID) {
    printer.output = ""
    printer.write(id)
    output += printer.output
  }

  private mutating func breakLine(_ level: Int) {
    output += "\n" + String(repeating: "  ", count: level)
  }

  private mutating func writeList(_ list: [Query.ID], _ level: Int) {
    output += "("
    for (index, argument) in list.enumerated() {
      if index > 0 { output += "," }
      breakLine(level + 1)
      write(argument, level + 1)
    }
    if !list.isEmpty { breakLine(level) }
    output += ")"
  }

  private mutating func write(_ selector: Selector, _ level: Int) {
    let parts = matcherTexts(selector)
    output += plainName(selector) ?? ""
    if !parts.isEmpty {
      output += "{"
      for (index, part) in parts.enumerated() {
        if index > 0 { output += "," }
        breakLine(level + 1)
        output += part
      }
      breakLine(level)
      output += "}"
    }
    output += suffix(of: selector)
  }

  /// Operators stand at the start of lines, flush with their operands.
  private mutating func writeChain(_ id: Query.ID, _ level: Int) {
    let chain = query.leftChain(id)
    write(chain.first, level)
    for (operation, _) in chain.operations {
      breakLine(level)
      output += operatorText(operation, query) + " "
      write(operation.right, level)
    }
  }
}
