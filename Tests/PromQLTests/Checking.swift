import Diagnostics
import Dialects
import PromQL
import Testing

/// A text whose underlined bytes stand between `‹` and `›`.
struct Marked {
  let text: String
  let range: Range<Int>

  init(_ marked: String) {
    let parts = marked.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "‹" || $0 == "›" })
    text = parts.joined()
    let start = parts[0].utf8.count
    range = start..<start + (parts.count > 1 ? parts[1].utf8.count : 0)
  }
}

extension PromQLDialect {
  static let everything = PromQLDialect(
    features: [.experimentalFunctions, .durationExpressions, .extendedRanges, .fillModifiers])

  static let dashboard = PromQLDialect(in: .dashboard)

  static func version(_ text: String, _ features: PromQLFeatures = []) -> PromQLDialect {
    PromQLDialect(Version(text) ?? Version(0, 0), features: features)
  }
}

/// Parses what must be right.
func parsed(
  _ text: String, _ dialect: PromQLDialect = .everything,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Query {
  let result = parsePromQL(text, dialect)
  return try #require(
    result.query, "\(text): \(result.findings.map(\.message))", sourceLocation: sourceLocation)
}

/// Expects one error with a code at the marked bytes.
func expectError(
  _ code: DiagnosticCode, _ marked: String, _ dialect: PromQLDialect = .everything,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let wanted = Marked(marked)
  let result = parsePromQL(wanted.text, dialect)
  #expect(result.query == nil, "\(wanted.text) was accepted", sourceLocation: sourceLocation)
  let first = result.findings.first { $0.severity == .error }
  #expect(
    first?.code == code, "\(wanted.text): \(first?.message ?? "")", sourceLocation: sourceLocation)
  #expect(
    first?.range == wanted.range, "\(wanted.text): \(first?.message ?? "")",
    sourceLocation: sourceLocation)
}

/// Expects exactly one warning with a code at the marked bytes, or none at all.
func expectLint(
  _ code: DiagnosticCode?, _ marked: String, _ context: PromQLContext = PromQLContext(.alert),
  _ dialect: PromQLDialect = .everything, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let wanted = Marked(marked)
  let query = try parsed(wanted.text, dialect, sourceLocation: sourceLocation)
  // Most of the expressions here are parts of a condition only.
  let findings = lintPromQL(query, context).filter {
    $0.code == code || $0.code != .alertWithoutCondition
  }
  let words = "\(wanted.text): \(findings.map(\.message))"
  #expect(findings.count == (code == nil ? 0 : 1), "\(words)", sourceLocation: sourceLocation)
  #expect(findings.first?.code == code, "\(words)", sourceLocation: sourceLocation)
  guard code != nil else { return }
  #expect(findings.first?.range == wanted.range, "\(words)", sourceLocation: sourceLocation)
}
