import Diagnostics
import Dialects
import PromQL
import SpecLanguage
import YAMLTree

extension Reading {
  /// Parses a PromQL expression of the spec; what is wrong is shown inside of it.
  func query(_ expression: Expression, in place: PromQLDialect.Place) -> Query? {
    let version = versions[.prometheus] ?? Version(3, 14)
    let result = parsePromQL(expression.text, PromQLDialect(version, in: place))
    for finding in result.findings { report(finding, in: expression.node) }
    return result.query
  }

  private func report(_ finding: PromQLFinding, in node: YAMLTree.Node) {
    let range = diagnostics.range(of: finding.range, in: node)
    var diagnostic = Diagnostic(finding.code, finding.severity, finding.message, at: range)
      .help(finding.help)
    if let replacement = finding.replacement {
      diagnostic = diagnostic.replacing(range, with: replacement)
    }
    diagnostics.report(diagnostic)
  }

  /// Checks a Go template of the spec.
  func checkTemplate(_ text: String, _ node: YAMLTree.Node?) {
    guard let node else { return }
    let version = versions[.prometheus] ?? Version(3, 14)
    let dialect = TemplateDialect.prometheusAlert(.init(version.major, version.minor))
    for finding in Dialects.checkTemplate(text, dialect: dialect) { report(finding, in: node) }
  }
}

extension Query {
  /// Whether the text must stand in parentheses before a comparison follows.
  var bindsLooserThanComparison: Bool {
    guard case .binary(let binary) = self[root].kind else { return false }
    switch binary.operation {
    case .or, .and, .unless, .equal, .notEqual, .lessOrEqual, .less, .greaterOrEqual, .greater,
      .trimUpper, .trimLower:
      return true
    case .add, .subtract, .multiply, .divide, .modulo, .atan2, .power: return false
    }
  }
}
