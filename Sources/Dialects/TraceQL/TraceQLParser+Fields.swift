/// A part of the condition inside braces.
struct TraceQLField {
  var type: TraceQLType
  var range: Range<Int>
  /// Whether it depends on the span at all.
  var namesSpan = false
  /// The text, where it is a text in quotes.
  var literal: Literal?
  var isNil = false
  var isIntrinsic = false
}

extension TraceQLParser {
  /// Reads operators that bind at least as tight as a level.
  mutating func field(_ level: Int) throws(Stop) -> TraceQLField {
    try enter()
    defer { depth -= 1 }
    var left = try fieldOperand()
    while case .sign(let sign) = current.kind, let binding = Self.fieldBinding(sign),
      binding >= level
    {
      let place = current.range
      next += 1
      let right = try field(sign == "^" ? binding : binding + 1)
      left = combined(left, sign, place, right)
    }
    return left
  }

  static func fieldBinding(_ sign: String) -> Int? {
    switch sign {
    case "&&", "||": 1
    case "=", "!=", "=~", "!~", "<", "<=", ">", ">=": 2
    case "+", "-": 3
    case "*", "/", "%": 5
    case "^": 6
    default: nil
    }
  }

  private mutating func combined(
    _ left: TraceQLField, _ sign: String, _ place: Range<Int>, _ right: TraceQLField
  ) -> TraceQLField {
    var result = TraceQLField(type: .bool, range: left.range.lowerBound..<right.range.upperBound)
    result.namesSpan = left.namesSpan || right.namesSpan
    if left.isNil || right.isNil {
      checkNil(left, sign, place, right)
      return result
    }
    if ["+", "-", "*", "/", "%", "^"].contains(sign) {
      result.type = left.type == .anything ? right.type : left.type
    }
    for side in [left, right] where !side.type.allows(sign) {
      report("'\(sign)' does not go with \(side.type.name)", at: side.range)
      return result
    }
    if !left.type.isComparable(to: right.type) {
      report(
        "\(left.type.name) cannot be compared with \(right.type.name)", at: right.range,
        help: comparisonHelp(left, right))
    }
    if sign.hasSuffix("~") { checkPattern(right, sign) }
    return result
  }

  private func comparisonHelp(_ left: TraceQLField, _ right: TraceQLField) -> String? {
    switch left.type {
    case .status: "a status is ok, error or unset, without quotes"
    case .kind: "a kind is server, client, producer, consumer or internal, without quotes"
    case .number where right.type == .text: "write the number without quotes: 500ms"
    default: nil
    }
  }

  private mutating func checkNil(
    _ left: TraceQLField, _ sign: String, _ place: Range<Int>, _ right: TraceQLField
  ) {
    if sign != "=" && sign != "!=" {
      report("'nil' goes with '=' and '!=' only", at: place)
    } else if sign == "=", let other = [left, right].first(where: \.isIntrinsic) {
      report("this is never nil", at: other.range)
    }
  }

  private mutating func checkPattern(_ right: TraceQLField, _ sign: String) {
    guard let literal = right.literal else {
      if !hasVariable(in: right.range) {
        report("'\(sign)' needs a regular expression in quotes", at: right.range)
      }
      return
    }
    if !literal.text.namesGrafanaVariable {
      query.findings += literal.placed(checkRE2(literal.text))
    }
  }

  private func hasVariable(in range: Range<Int>) -> Bool {
    tokens.contains { $0.kind == .variable && range.overlaps($0.range) }
  }

  private mutating func fieldOperand() throws(Stop) -> TraceQLField {
    let token = current
    switch token.kind {
    case .sign("("):
      next += 1
      var inner = try field(0)
      try expect(")", "behind the condition")
      inner.range = token.range.lowerBound..<tokens[next - 1].range.upperBound
      return inner
    case .sign("-"), .sign("!"):
      next += 1
      let isMinus = token.kind == .sign("-")
      var inner = try field(4)
      let wanted = isMinus ? TraceQLType.number : .bool
      if inner.isNil || inner.type != .anything && inner.type != wanted {
        report(
          "'\(isMinus ? "-" : "!")' does not go with \(inner.isNil ? "nil" : inner.type.name)",
          at: inner.range)
      }
      inner.range = token.range.lowerBound..<inner.range.upperBound
      inner.literal = nil
      return inner
    default: return try fieldValue(token)
    }
  }

  private mutating func fieldValue(_ token: TraceQLToken) throws(Stop) -> TraceQLField {
    var value = TraceQLField(type: .anything, range: token.range)
    switch token.kind {
    case .text(let text):
      value.type = .text
      value.literal = Literal(text: text, range: token.range)
    case .integer, .number, .duration: value.type = .number
    case .variable: break
    case .word("nil"): value.isNil = true
    case .word(let word) where TraceQLIntrinsic.constants[word] != nil:
      value.type = TraceQLIntrinsic.constants[word] ?? .anything
    default: return try attribute()
    }
    next += 1
    return value
  }

  /// Reads an attribute or an intrinsic field.
  mutating func attribute() throws(Stop) -> TraceQLField {
    let token = current
    var value = TraceQLField(type: .anything, range: token.range, namesSpan: true)
    switch token.kind {
    case .attribute(let scope, let name):
      query.attributes.append(.init(scope: scope, name: name, range: token.range))
      if scope.hasPrefix("parent") {
        report("Tempo cannot look at the parent yet", at: token.range)
      }
      value.isIntrinsic = scope == "resource" && name == "service.name"
    case .scoped(let scope, let name):
      let names = TraceQLIntrinsic.scoped[scope] ?? [:]
      guard let type = names[name] else {
        let near = nearest(to: name, in: names.keys.sorted())
        throw .finding(
          Finding(
            "'\(scope):' has no field '\(name)'", at: token.range,
            help: near.map { "did you mean '\(scope):\($0)'?" }
              ?? "an attribute is written \(scope).\(name)"))
      }
      value.type = type
      value.isIntrinsic = true
    case .word(let word):
      guard let type = TraceQLIntrinsic.plain[word] else { throw unknownWord(word, token.range) }
      if word == "parent" { report("Tempo cannot look at the parent yet", at: token.range) }
      value.type = type
      value.isIntrinsic = true
    case .variable: value.namesSpan = true
    default: throw unexpected("a field or a value")
    }
    next += 1
    return value
  }

  private func unknownWord(_ word: String, _ range: Range<Int>) -> Stop {
    let known = Array(TraceQLIntrinsic.plain.keys) + Array(TraceQLIntrinsic.constants.keys)
    let near = nearest(to: word, in: known.sorted())
    return .finding(
      Finding(
        "there is no field '\(word)'", at: range,
        help: near.map { "did you mean '\($0)'?" }
          ?? "an attribute is written span.\(word), resource.\(word) or .\(word)"))
  }
}
