import Diagnostics
import Dialects
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Parses a PromQL expression of the spec and looks at what it means; findings are shown
  /// inside of it.
  func query(_ expression: Expression, for use: PromQLContext.Use) -> Query? {
    let place: PromQLDialect.Place = use == .panel ? .dashboard : .rule
    let result = parsePromQL(
      expression.text, PromQLDialect(prometheusVersion, features: queryFeatures, in: place))
    for finding in result.findings { report(finding, in: expression.node) }
    guard let query = result.query else { return nil }
    let context = PromQLContext(
      use, dictionary: metrics, scrapeInterval: model.prometheus?.scrapeInterval)
    for finding in lintPromQL(query, context) { report(finding, in: expression.node) }
    return query
  }

  /// Checks a template of an alert: its syntax, its functions, the labels it reads.
  func check(template: String, at node: YAMLTree.Node?, of query: Query?) {
    guard let node else { return }
    let findings = checkAlertTemplate(
      template, of: query, dictionary: metrics, version: prometheusVersion)
    for found in findings { report(found.finding, in: node) }
  }

  private var prometheusVersion: Version { reading.versions[.prometheus] ?? Version(3, 14) }

  private func report(_ finding: PromQLFinding, in node: YAMLTree.Node) {
    let range = diagnostics.range(of: finding.range, in: node)
    var diagnostic = Diagnostic(finding.code, finding.severity, finding.message, at: range)
      .help(finding.help)
    if let replacement = finding.replacement {
      diagnostic = diagnostic.replacing(range, with: replacement)
    }
    diagnostics.report(diagnostic)
  }
}

extension Resolver {
  /// The parts of PromQL that the spec switches on.
  private var queryFeatures: PromQLFeatures {
    let flags = stack.prometheus?.features ?? []
    return flags.compactMap { PromQLFeatures(flag: $0) }.reduce(into: []) { $0.insert($1) }
  }
}

extension Query {
  /// Whether the text must stand in parentheses before a comparison follows.
  var bindsLooserThanArithmetic: Bool {
    guard case .binary(let binary) = self[root].kind else { return false }
    return binary.operation.precedence <= BinaryOperator.greater.precedence
  }
}
