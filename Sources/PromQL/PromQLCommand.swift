import Diagnostics

/// What `stackgen promql` does: expressions in, text out. The command line only wires it.
package struct PromQLCommand: Sendable {
  package var verb: Verb
  package var dialect: PromQLDialect
  package var format: Format

  package init(_ verb: Verb, _ dialect: PromQLDialect, format: Format = .human) {
    self.verb = verb
    self.dialect = dialect
    self.format = format
  }

  package enum Verb: String, CaseIterable, Sendable {
    case check, fmt, labels, explain
  }

  package enum Format: String, CaseIterable, Sendable {
    case human, json
  }

  package struct Outcome: Sendable {
    package var text: String
    package var hasErrors: Bool
  }

  /// The expressions of an input: one a line, or ended by NUL bytes.
  package static func expressions(in input: [UInt8], endedByNul: Bool) -> [String] {
    let end: UInt8 = endedByNul ? 0 : UInt8(ascii: "\n")
    var parts = input.split(separator: end, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }

  package func run(_ expressions: [String]) -> Outcome {
    var outcome = Outcome(text: "", hasErrors: false)
    for expression in expressions {
      var result = parsePromQL(expression, dialect)
      if let query = result.query { result.findings += lintPromQL(query, PromQLContext(.other)) }
      if result.findings.contains(where: { $0.severity == .error }) { outcome.hasErrors = true }
      switch format {
      case .json: outcome.text += line(expression, result)
      case .human: outcome.text += paragraph(expression, result)
      }
    }
    return outcome
  }

  /// One object of JSON on one line.
  private func line(_ expression: String, _ result: PromQLResult) -> String {
    var fields: [(String, String)] = [("ok", result.query == nil ? "false" : "true")]
    if let query = result.query {
      fields.append(("type", jsonText(query.type.words)))
      fields += answer(query)
    } else if let first = result.findings.first(where: { $0.severity == .error }) {
      fields.append(("error", jsonText(first.message)))
      fields.append(("start", "\(first.range.lowerBound)"))
      fields.append(("end", "\(first.range.upperBound)"))
      fields.append(("code", jsonText(first.code.rawValue)))
      if let help = first.help { fields.append(("help", jsonText(help))) }
    }
    return "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}\n"
  }

  private func answer(_ query: Query) -> [(String, String)] {
    switch verb {
    case .check: return []
    case .fmt:
      return [("canonical", jsonText(query.canonical)), ("pretty", jsonText(query.pretty()))]
    case .labels:
      let set = query.inferLabels()[query.root]
      let names = set.possible.sorted().map(jsonText).joined(separator: ",")
      return [("labels", "[\(names)]"), ("precision", jsonText(set.precision.rawValue))]
    case .explain: return [("explanation", jsonText(query.explanation()))]
    }
  }

  private func paragraph(_ expression: String, _ result: PromQLResult) -> String {
    guard let query = result.query else { return report(expression, result.findings) }
    let findings = report(expression, result.findings)
    switch verb {
    case .check:
      let isMeant = result.findings.allSatisfy { $0.severity != .error }
      return isMeant ? findings + "ok: \(query.type.words)\n" : findings
    case .fmt: return findings + (holdsComment(expression) ? expression : query.pretty()) + "\n"
    case .labels: return findings + query.inferLabels()[query.root].words + "\n"
    case .explain: return findings + query.explanation()
    }
  }

  /// A query keeps no comments, so an expression with some is left as it is.
  private func holdsComment(_ expression: String) -> Bool {
    var lexer = Lexer(Array(expression.utf8), dialect)
    lexer.run()
    return lexer.hasComment
  }

  /// The findings with the expression below, underlined.
  private func report(_ expression: String, _ findings: [PromQLFinding]) -> String {
    let bytes = Array(expression.utf8)
    var text = ""
    for finding in findings {
      let source = Source(name: "", text: bytes)
      let position = source.position(ofByte: finding.range.lowerBound)
      let line = source.line(startingAt: position.lineStart)
      let lineEnd = position.lineStart + line.utf8.count
      let shown = bytes[finding.range.clamped(to: 0..<max(lineEnd, finding.range.lowerBound))]
      let width = max(1, shown.count { $0 & 0xC0 != 0x80 })
      text += "\(finding.severity.rawValue)[\(finding.code.rawValue)]: \(finding.message)\n"
      text += "  \(line)\n  " + String(repeating: " ", count: position.column - 1)
      text += String(repeating: "^", count: width) + "\n"
      if let help = finding.help { text += "  = help: \(help)\n" }
    }
    return text
  }
}

/// A text as JSON writes it.
func jsonText(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
