extension Query {
  /// The query as a tree, a line for every part: what it is, its type, its labels.
  package func explanation(_ dictionary: MetricDictionary = MetricDictionary()) -> String {
    let sets = inferLabels(dictionary)
    var text = ""
    var open: [(id: ID, level: Int)] = [(root, 0)]
    while let (id, level) = open.popLast() {
      let node = nodes[id]
      text += String(repeating: "  ", count: min(level, 40)) + title(id) + ": " + node.type.words
      if node.type == .instantVector || node.type == .rangeVector { text += " " + sets[id].words }
      text += "\n"
      for child in children(id).reversed() { open.append((child, level + 1)) }
    }
    return text
  }

  /// The part without what stands inside it.
  private func title(_ id: ID) -> String {
    switch nodes[id].kind {
    case .number(let number): numberText(number)
    case .string(let string): stringText(string)
    case .selector(let selector): selectorText(selector)
    case .subquery(let subquery): suffix(of: subquery)
    case .aggregation(let aggregation):
      aggregation.operation.rawValue + groupingText(aggregation.grouping)
    case .call(let call): call.function + "()"
    case .binary(let binary): operatorText(binary, self)
    case .unary(let sign, _): sign == .minus ? "-" : "+"
    case .parentheses: "(...)"
    case .variable(let variable): variable.text
    }
  }
}
