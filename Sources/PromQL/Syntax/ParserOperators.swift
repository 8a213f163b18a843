import Diagnostics
import Dialects

/// Operators between operands, aggregations, calls, and variables in their place.
extension Parser {
  mutating func binary(_ operation: BinaryOperator, _ left: Query.ID) throws(Stop) -> Query.ID {
    let sign = token
    index += 1
    if operation == .trimUpper || operation == .trimLower {
      need(Version(3, 11), "'\(operation.rawValue)'", at: sign.range)
    }
    let returnsBool = take(.bool)
    let matching = try matching()
    let isRightAssociative = operation == .power
    let right = try expression(operation.precedence + (isRightAssociative ? 0 : 1))
    let type = type(of: operation, query[left].type, query[right].type)
    let binary = Binary(
      operation: operation, left: left, right: right, returnsBool: returnsBool,
      matching: matching, place: Place(sign.range),
      variable: operation == .variable ? word(sign) : nil)
    let range = query[left].range.lowerBound..<query[right].range.upperBound
    return query.add(.binary(binary), type, range)
  }

  private func type(
    of operation: BinaryOperator, _ left: ValueType, _ right: ValueType
  ) -> ValueType {
    if operation == .variable { return .unknown }
    if left == .instantVector || right == .instantVector { return .instantVector }
    if left == .unknown || right == .unknown { return .unknown }
    return left == .scalar && right == .scalar ? .scalar : .instantVector
  }

  private mutating func matching() throws(Stop) -> Matching? {
    var matching = Matching()
    let start = index
    if token.kind == .on || token.kind == .ignoring {
      matching.on = try grouping(keeps: token.kind == .on)
      if token.kind == .groupLeft || token.kind == .groupRight {
        let keyword = token
        index += 1
        let labels = token.kind == .leftParenthesis ? try labels(after: keyword) : []
        matching.group = Matching.Group(
          side: keyword.kind == .groupLeft ? .left : .right, labels: labels,
          place: Place(Int(keyword.start)..<previousEnd))
      }
    }
    try fill(&matching)
    return index > start ? matching : nil
  }

  private mutating func fill(_ matching: inout Matching) throws(Stop) {
    let start = token
    guard [.fill, .fillLeft, .fillRight].contains(start.kind) else { return }
    need(Version(3, 10), .fillModifiers, "'\(word(start))'", at: start.range)
    let value = try fillValue()
    if start.kind != .fillRight { matching.fillLeft = value }
    if start.kind != .fillLeft { matching.fillRight = value }
    if start.kind == .fillLeft, token.kind == .fillRight {
      matching.fillRight = try fillValue()
    } else if start.kind == .fillRight, token.kind == .fillLeft {
      matching.fillLeft = try fillValue()
    }
  }

  private mutating func fillValue() throws(Stop) -> NumberLiteral {
    index += 1
    let opening = token
    index += 1
    let isMinus = token.kind == .minus
    if isMinus || token.kind == .plus { index += 1 }
    guard token.kind == .number || token.kind == .duration else {
      throw stop(
        .querySyntax, "expected a number to fill in, found \(described(token))", at: token.range)
    }
    var value = try number(token)
    index += 1
    try expectClosing(opening)
    if isMinus { value.value = -value.value }
    return value
  }

  /// `by (a, b)`, `on (a)` and their kind, the keyword included.
  private mutating func grouping(keeps: Bool) throws(Stop) -> Grouping {
    let keyword = token
    index += 1
    let labels = try labels(after: keyword)
    return Grouping(
      keeps: keeps, labels: labels, place: Place(Int(keyword.start)..<previousEnd))
  }

  private mutating func labels(after keyword: Token) throws(Stop) -> [LabelName] {
    guard take(.leftParenthesis) else { throw expectedLabelList(keyword) }
    var labels: [LabelName] = []
    while token.kind != .rightParenthesis {
      labels.append(try label())
      if token.kind == .comma {
        index += 1
      } else if token.kind != .rightParenthesis {
        throw stop(
          .querySyntax, "expected ',' or ')' in a list of labels, found \(described(token))",
          at: token.range)
      }
    }
    index += 1
    return labels
  }

  private mutating func label() throws(Stop) -> LabelName {
    let token = token
    switch token.kind {
    case .string:
      index += 1
      let name = string(token)
      if !dialect.features.contains(.utf8Names) || dialect.version < Version(2, 55) {
        need(Version(3, 0), "a quoted label", at: token.range)
      }
      if name.value.isEmpty || name.exactSpelling != nil {
        report(.querySelector, "this is no name for a label", at: token.range)
      }
      return LabelName(text: name.value, place: Place(token.range), isDynamic: name.isDynamic)
    case _ where token.kind.canNameLabel || token.kind == .variable:
      index += 1
      if token.kind == .metricIdentifier {
        need(Version(3, 0), "a label with ':' in its name", at: token.range)
      }
      return LabelName(
        text: word(token), place: Place(token.range), isDynamic: token.kind == .variable)
    default:
      throw stop(
        .querySyntax, "expected a label, found \(described(token))", at: token.range)
    }
  }

  mutating func aggregation() throws(Stop) -> Query.ID {
    let start = token
    index += 1
    guard let operation = Aggregator.byWord[PackedWord(text[start.range])] else {
      throw stop(.querySyntax, "expected an aggregation", at: start.range)
    }
    if operation == .limitk || operation == .limitRatio {
      need(
        Version(2, 54), .experimentalFunctions, "'\(operation.rawValue)'",
        at: start.range)
    }
    var grouping = try leadingGrouping()
    guard token.kind == .leftParenthesis else {
      throw stop(
        .querySyntax, "expected '(' after '\(word(start))', found \(described(token))",
        at: token.range)
    }
    let arguments = try arguments()
    if grouping == nil { grouping = try leadingGrouping() }
    let range = Int(start.start)..<previousEnd
    let wanted = operation.parameterType == nil ? 1 : 2
    guard arguments.count == wanted else {
      reportArguments(of: operation, arguments, range)
      return query.add(.number(NumberLiteral(value: 0, isDuration: false)), .unknown, range)
    }
    let aggregation = Aggregation(
      operation: operation, grouping: grouping, parameter: wanted == 2 ? arguments[0] : nil,
      operand: arguments[wanted - 1])
    return query.add(.aggregation(aggregation), .instantVector, range)
  }

  private mutating func leadingGrouping() throws(Stop) -> Grouping? {
    guard token.kind == .by || token.kind == .without else { return nil }
    return try grouping(keeps: token.kind == .by)
  }

  private mutating func reportArguments(
    of operation: Aggregator, _ arguments: [Query.ID], _ range: Range<Int>
  ) {
    let name = operation.rawValue
    let usage: String
    switch operation.parameterType {
    case .string: usage = "\(name)(\"label\", vector)"
    case .scalar: usage = "\(name)(\(operation == .quantile ? "0.9" : "5"), vector)"
    default: usage = "\(name)(vector)"
    }
    let wanted = operation.parameterType == nil ? "one argument" : "two arguments"
    report(
      .queryArguments, "'\(name)' takes \(wanted), not \(arguments.count)", at: range,
      help: "write \(usage)")
  }

  mutating func call() throws(Stop) -> Query.ID {
    let name = token
    index += 1
    let arguments = try arguments()
    let range = Int(name.start)..<previousEnd
    let function = functions[word(name)]
    if let function { check(function, name) } else { reportUnknownFunction(name) }
    let call = Call(function: word(name), arguments: arguments, namePlace: Place(name.range))
    return query.add(.call(call), function?.result ?? .unknown, range)
  }

  /// A variable as a metric, a number, a function, an aggregation or a whole expression.
  mutating func variable() throws(Stop) -> Query.ID {
    let start = token
    if next.kind == .leftBrace { return try selector() }
    index += 1
    var variable = Variable(text: word(start))
    variable.grouping = try leadingGrouping()
    if token.kind == .leftParenthesis { variable.arguments = try arguments() }
    if variable.grouping == nil, variable.arguments != nil {
      variable.grouping = try leadingGrouping()
    }
    // A range or a time shift turns it into a selector.
    let suffixes: [Token.Kind] = [.leftBracket, .offset, .at, .anchored, .smoothed]
    if variable.arguments == nil, suffixes.contains(token.kind) {
      let selector = Selector(
        name: variable.text, namePlace: Place(start.range), hasDynamicName: true, matchers: [])
      return query.add(.selector(selector), .instantVector, start.range)
    }
    return query.add(.variable(variable), .unknown, Int(start.start)..<previousEnd)
  }
}
