import Diagnostics
import Dialects

/// What to say where another token was expected.
extension Parser {
  func described(_ token: Token) -> String {
    switch token.kind {
    case .finish, .failure: "the end"
    case .string: "a string"
    case .number: "the number \(word(token))"
    case .duration: "the duration \(word(token))"
    default: "'\(word(token))'"
    }
  }

  mutating func unexpectedOperand() -> Stop {
    let isFirst = index == 0
    switch token.kind {
    case .finish:
      return stop(
        .querySyntax, isFirst ? "an expression is missing" : "the expression ends too early",
        at: isFirst ? token.range : tokens[index - 1].range,
        help: isFirst ? nil : "something must follow '\(word(tokens[index - 1]))'")
    case .bool, .on, .ignoring, .groupLeft, .groupRight, .atan2:
      let name = word(token)
      return stop(
        .querySyntax, "'\(name)' is a keyword and cannot name a metric here", at: token.range,
        help: "for a metric of that name write {__name__=\"\(name)\"}")
    case .equal where index > 0 && tokens[index - 1].kind == .equal:
      return stop(
        .querySyntax, "PromQL has no '==='", at: token.range, help: "write '=='")
    default:
      return stop(
        .querySyntax, "expected an expression, found \(described(token))", at: token.range)
    }
  }

  mutating func unexpectedAfterExpression() -> Stop {
    let found = described(token)
    switch token.kind {
    case .assign:
      return stop(
        .querySyntax, "'=' compares labels, in braces; values are compared with '=='",
        at: token.range, help: "write '=='", replacement: "==")
    case .by, .without:
      return stop(
        .querySyntax, "\(found) belongs to an aggregation", at: token.range,
        help: "write sum by (label) (...)")
    case .bool:
      return stop(
        .querySyntax, "'bool' stands behind a comparison", at: token.range,
        help: "write a > bool b")
    case .on, .ignoring, .groupLeft, .groupRight:
      return stop(
        .querySyntax, "\(found) stands behind an operator", at: token.range,
        help: "write a / on (label) b")
    case .leftParenthesis:
      if index > 0, tokens[index - 1].kind == .metricIdentifier {
        return stop(
          .querySyntax, "a function has no ':' in its name", at: tokens[index - 1].range)
      }
    case .leftBrace:
      return stop(
        .querySyntax, "labels in braces stand behind the name of a metric", at: token.range,
        help: "write foo{...}[5m], the braces first")
    default: break
    }
    return stop(
      .querySyntax, "expected an operator or the end, found \(found)", at: token.range)
  }

  mutating func unexpectedInBraces() -> Stop {
    let found = described(token)
    if token.kind == .string, index > 0 {
      return stop(
        .querySyntax, "expected ',' or '}' in braces, found \(found)", at: token.range)
    }
    if token.kind == .comma {
      return stop(
        .querySyntax, "a matcher is missing before the comma", at: token.range,
        help: "remove the comma", replacement: "")
    }
    return stop(
      .querySyntax, "expected label=\"value\" in braces, found \(found)", at: token.range)
  }

  mutating func expectedMatchOperator(_ label: String) -> Stop {
    stop(
      .querySyntax, "expected =, !=, =~ or !~ after '\(label)', found \(described(token))",
      at: token.range, help: "write \(label)=\"value\"")
  }

  mutating func expectedMatchValue(_ label: String) -> Stop {
    let value = word(token)
    if token.kind == .assign {
      return stop(
        .querySyntax, "labels are compared with one '='", at: token.range, help: "remove one",
        replacement: "")
    }
    guard token.kind == .identifier else {
      return stop(
        .querySyntax, "expected a value in quotes, found \(described(token))", at: token.range)
    }
    return stop(
      .querySyntax, "the value of '\(label)' needs quotes", at: token.range,
      help: "write \"\(value)\"", replacement: "\"\(value)\"")
  }

  mutating func expectedLabelList(_ keyword: Token) -> Stop {
    let name = word(keyword)
    guard token.kind.canNameLabel else {
      return stop(
        .querySyntax, "expected '(' after '\(name)', found \(described(token))",
        at: token.range)
    }
    let label = word(token)
    return stop(
      .querySyntax, "labels after '\(name)' stand in parentheses", at: token.range,
      help: "write \(name) (\(label))", replacement: "(\(label))")
  }

  mutating func reportUnknownFunction(_ token: Token) {
    let name = word(token)
    let lowered = name.lowercased()
    if functions[lowered] != nil {
      return report(
        .queryFunction, "there is no function '\(name)'; names of functions are lower case",
        at: token.range, help: "write '\(lowered)'", replacement: lowered)
    }
    let known = functions.values.filter { $0.isKnown(in: dialect) }.map(\.name)
    let near = nearest(to: lowered, among: known + Aggregator.allCases.map(\.rawValue)).first
    report(
      .queryFunction, "there is no function '\(name)'", at: token.range,
      help: near.map { "did you mean '\($0)'?" }, replacement: near)
  }

  /// Whether the target has the function.
  mutating func check(_ function: Function, _ name: Token) {
    if let removed = function.removed, dialect.version >= removed {
      report(
        .queryVersion,
        "'\(function.name)' was removed in Prometheus \(removed); the target is "
          + dialect.version.description,
        at: name.range, help: function.successor.map { "its successor is '\($0)'" },
        replacement: function.successor)
    } else if let since = function.since, dialect.version < since {
      let older = function.predecessor
      report(
        .queryVersion,
        "'\(function.name)' needs Prometheus \(since); the target is "
          + dialect.version.description,
        at: name.range, help: older.map { "there it is called '\($0)'" }, replacement: older)
    } else if function.isExperimental(in: dialect.version),
      !dialect.features.contains(.experimentalFunctions)
    {
      report(
        .queryFeature, "'\(function.name)' is experimental and switched off", at: name.range,
        help: "the server must run with --enable-feature="
          + PromQLFeatures.experimentalFunctions.flag)
    }
  }

  /// Checks the regular expression in a string; what is wrong is shown inside the string.
  mutating func checkRegex(_ token: Token) {
    let quote = text[Int(token.start)]
    let inner = text[token.range].dropFirst().dropLast()
    let isPlain = quote == UInt8(ascii: "`") || !inner.contains(UInt8(ascii: "\\"))
    let value = isPlain ? Array(inner) : DecodedString(text, token.range).bytes
    for finding in checkRE2(String(decoding: value, as: UTF8.self)) {
      let places = DecodedString(text, token.range).places
      let start = places[min(finding.range.lowerBound, places.count - 1)]
      let end = places[min(finding.range.upperBound, places.count - 1)]
      report(
        .queryRegex, finding.message, at: start..<max(start, end), help: finding.help,
        replacement: isPlain ? finding.replacement : nil)
    }
  }
}
