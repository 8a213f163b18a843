import Diagnostics
import Dialects

/// Selectors, and what may stand behind an operand: ranges, subqueries, `offset`, `@`.
extension Parser {
  mutating func selector() throws(Stop) -> Query.ID {
    let start = token
    var selector = Selector(
      namePlace: Place(start.range), hasDynamicName: start.kind == .variable, matchers: [])
    if start.kind != .leftBrace {
      selector.name = word(start)
      index += 1
    }
    if token.kind == .leftBrace { try matchers(into: &selector) }
    let range = Int(start.start)..<previousEnd
    return query.add(.selector(selector), .instantVector, range)
  }

  private mutating func matchers(into selector: inout Selector) throws(Stop) {
    let opening = token
    index += 1
    var names: [LabelMatcher] = []
    while token.kind != .rightBrace {
      let matcher = try matcher()
      if let matcher { selector.matchers.append(matcher) } else { names.append(try quotedName()) }
      if token.kind == .comma {
        index += 1
      } else if token.kind != .rightBrace {
        throw unexpectedInBraces()
      }
    }
    index += 1
    if names.isEmpty { return }
    let isOnlyName =
      names.count == 1 && selector.name == nil
      && !selector.matchers.contains { $0.label.text == "__name__" }
    if isOnlyName, let only = names.first, !only.value.value.isEmpty,
      only.value.exactSpelling == nil
    {
      selector.name = only.value.value
      selector.namePlace = only.valuePlace
      selector.hasDynamicName = only.value.isDynamic
    } else {
      if selector.name == nil { selector.namePlace = Place(opening.range) }
      selector.matchers = names + selector.matchers
    }
  }

  /// A quoted word without an operator names the metric.
  private mutating func quotedName() throws(Stop) -> LabelMatcher {
    let token = token
    index += 1
    needsQuotedNames(token)
    let place = Place(token.range)
    let label = LabelName(text: "__name__", place: place, isDynamic: false)
    return LabelMatcher(label: label, operation: .equal, value: string(token), valuePlace: place)
  }

  private mutating func needsQuotedNames(_ token: Token) {
    if dialect.features.contains(.utf8Names), dialect.version >= Version(2, 55) { return }
    need(Version(3, 0), "a quoted name in braces", at: token.range)
  }

  /// One matcher, or nil where a quoted metric name stands.
  private mutating func matcher() throws(Stop) -> LabelMatcher? {
    let first = token
    switch first.kind {
    case .identifier, .variable: break
    case .string:
      if next.kind == .comma || next.kind == .rightBrace { return nil }
      needsQuotedNames(first)
    default: throw unexpectedInBraces()
    }
    let isQuoted = first.kind == .string
    let name = isQuoted ? string(first).value : word(first)
    let label = LabelName(
      text: name, place: Place(first.range),
      isDynamic: first.kind == .variable || isQuoted && string(first).isDynamic)
    index += 1
    if first.kind == .variable, token.kind == .comma || token.kind == .rightBrace {
      let value = StringLiteral(value: "", isDynamic: true)
      return LabelMatcher(
        label: label, operation: .equal, value: value, valuePlace: Place(first.range),
        isVariable: true)
    }
    guard let operation = matchOperator(token.kind) else { throw expectedMatchOperator(name) }
    index += 1
    let value = token
    guard value.kind == .string || value.kind == .variable else {
      throw expectedMatchValue(name)
    }
    index += 1
    let literal =
      value.kind == .string
      ? string(value)
      : StringLiteral(value: word(value), isDynamic: true, isWithoutQuotes: true)
    let matcher = LabelMatcher(
      label: label, operation: operation, value: literal, valuePlace: Place(value.range))
    if operation.isRegex, !literal.isDynamic { checkRegex(value) }
    return matcher
  }

  private func matchOperator(_ kind: Token.Kind) -> MatchOperator? {
    switch kind {
    case .assign: .equal
    case .notEqual: .notEqual
    case .matchRegex: .regex
    case .matchNotRegex: .notRegex
    default: nil
    }
  }

  /// Everything that may follow an operand, bound to the nearest one.
  mutating func suffixed(_ operand: Query.ID) throws(Stop) -> Query.ID {
    var operand = operand
    while true {
      switch token.kind {
      case .leftBracket: operand = try ranged(operand)
      case .offset: try offset(operand)
      case .at: try instant(operand)
      case .anchored, .smoothed: edges(operand)
      default: return operand
      }
    }
  }

  private mutating func ranged(_ operand: Query.ID) throws(Stop) -> Query.ID {
    let opening = token
    index += 1
    let range = try positiveDuration()
    var step: DurationExpression?
    let isSubquery = take(.colon)
    if isSubquery, token.kind != .rightBracket { step = try positiveDuration() }
    guard take(.rightBracket) else {
      let wanted = isSubquery ? "']'" : "']' or ':'"
      throw stop(
        .querySyntax, "expected \(wanted), found \(described(token))", at: token.range)
    }
    let brackets = Int(opening.start)..<previousEnd
    let whole = query[operand].range.lowerBound..<previousEnd
    if isSubquery {
      let subquery = Subquery(operand: operand, range: range, step: step)
      return query.add(.subquery(subquery), .rangeVector, whole)
    }
    guard case .selector(var selector) = query[operand].kind, selector.range == nil else {
      if case .variable = query[operand].kind {
        query.nodes[operand].place = Place(whole)
        return operand
      }
      reportRangeOnExpression(operand, brackets)
      return operand
    }
    if selector.time.offset != nil || selector.time.at != nil {
      report(
        .queryModifier, "the range comes before 'offset' and '@'", at: brackets,
        help: "write foo[5m] offset 1h")
    }
    selector.range = range
    selector.rangePlace = Place(brackets)
    query.nodes[operand] = Node(kind: .selector(selector), type: .rangeVector, place: Place(whole))
    return operand
  }

  private mutating func reportRangeOnExpression(_ operand: Query.ID, _ brackets: Range<Int>) {
    let inside = String(
      decoding: text[brackets.lowerBound + 1..<brackets.upperBound - 1], as: UTF8.self)
    let isVector = query[operand].type == .instantVector
    report(
      .queryModifier, "a range is read from a selector only", at: brackets,
      help: isVector ? "over an expression it is a subquery: [\(inside):]" : nil,
      replacement: isVector ? "[\(inside):]" : nil)
  }

  private mutating func offset(_ operand: Query.ID) throws(Stop) {
    let keyword = token
    index += 1
    let duration = try offsetDuration()
    shift(operand, keyword) { time in
      // An offset of zero is none, to Prometheus.
      guard time.offset == nil || time.offset?.seconds == 0 else { return false }
      time.offset = duration
      return true
    }
  }

  private mutating func instant(_ operand: Query.ID) throws(Stop) {
    let keyword = token
    index += 1
    let instant: TimeShift.Instant
    if token.kind == .start || token.kind == .end, next.kind == .leftParenthesis {
      instant = token.kind == .start ? .start : .end
      index += 2
      guard take(.rightParenthesis) else {
        throw stop(.querySyntax, "expected ')', found \(described(token))", at: token.range)
      }
    } else if token.kind == .variable {
      instant = .variable(word(token))
      index += 1
    } else {
      let isMinus = token.kind == .minus
      if token.kind == .plus || isMinus { index += 1 }
      guard token.kind == .number || token.kind == .duration else {
        throw stop(
          .querySyntax, "expected a Unix time after '@', found \(described(token))",
          at: token.range, help: "write a number of seconds, start() or end()")
      }
      let literal = token
      index += 1
      if literal.kind == .duration { needDurationAsNumber(literal) }
      let value = try number(literal).value
      guard abs(value) < 9.223372036854775807e18 else {
        throw stop(.queryModifier, "'@' needs a time within reach", at: literal.range)
      }
      instant = .seconds(isMinus ? -value : value)
    }
    shift(operand, keyword) { time in
      guard time.at == nil else { return false }
      time.at = instant
      return true
    }
  }

  /// Sets a modifier of time on the operand it stands behind.
  private mutating func shift(
    _ operand: Query.ID, _ keyword: Token, _ set: (inout TimeShift) -> Bool
  ) {
    let name = word(keyword).lowercased()
    let modifier = Int(keyword.start)..<previousEnd
    let place = Place(query[operand].range.lowerBound..<previousEnd)
    var isFirst = true
    switch query[operand].kind {
    case .selector(var selector):
      isFirst = set(&selector.time)
      query.nodes[operand].kind = .selector(selector)
    case .subquery(var subquery):
      isFirst = set(&subquery.time)
      query.nodes[operand].kind = .subquery(subquery)
    case .variable: break
    default:
      report(
        .queryModifier, "'\(name)' belongs directly behind a selector or a subquery",
        at: modifier, help: "write it inside, as in sum(foo \(name) ...)")
      return
    }
    if !isFirst { report(.queryModifier, "'\(name)' is given twice", at: modifier) }
    query.nodes[operand].place = place
  }

  private mutating func edges(_ operand: Query.ID) {
    let keyword = token
    index += 1
    let name = word(keyword).lowercased()
    need(Version(3, 7), .extendedRanges, "'\(name)'", at: keyword.range)
    switch query[operand].kind {
    case .selector(var selector):
      let edges: Selector.Edges = keyword.kind == .anchored ? .anchored : .smoothed
      if let other = selector.edges, other != edges {
        report(
          .queryModifier, "'anchored' and 'smoothed' exclude each other", at: keyword.range)
      }
      selector.edges = edges
      query.nodes[operand].kind = .selector(selector)
      query.nodes[operand].place = Place(query[operand].range.lowerBound..<previousEnd)
    case .variable: break
    default:
      report(
        .queryModifier, "'\(name)' belongs directly behind a selector", at: keyword.range)
    }
  }
}
