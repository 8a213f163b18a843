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
    let dialect = PromQLDialect(prometheusVersion, features: promQLFeatures, in: place)
    let result = parsePromQL(expression.text, dialect)
    for finding in result.findings { reading.report(finding, in: expression.node) }
    guard let query = result.query else { return nil }
    let context = PromQLContext(
      use, dictionary: metrics, scrapeInterval: model.prometheus?.scrapeInterval)
    for finding in lintPromQL(query, context) { reading.report(finding, in: expression.node) }
    return query
  }

  /// Checks a template of an alert: its syntax, its functions, the labels it reads.
  func check(template: String, at node: YAMLTree.Node?, of query: Query?) {
    guard let node else { return }
    let findings = checkAlertTemplate(
      template, of: query, dictionary: metrics, version: prometheusVersion)
    for found in findings { reading.report(found.finding, in: node) }
  }

  /// The parts of the language that the server of the stack is told to offer.
  private var promQLFeatures: PromQLFeatures {
    (stack.prometheus?.features ?? []).reduce(into: []) { features, flag in
      if let feature = PromQLFeatures(flag: flag) { features.insert(feature) }
    }
  }

  private var prometheusVersion: Version { reading.versions[.prometheus] ?? Version(3, 14) }
}

extension Reading {
  /// Parses a query of a panel, Grafana's variables included; what is wrong is shown inside of it.
  ///
  /// `severity` is that of mistakes: what others wrote is warned of.
  func checkPanelQuery(
    _ text: String, _ node: YAMLTree.Node, _ severity: Diagnostic.Severity = .error
  ) {
    let version = versions[.prometheus] ?? Version(3, 14)
    // The datasource may be another server than the stack's, with features of its own.
    let dialect = PromQLDialect(version, features: everyFeature, in: .dashboard)
    for finding in parsePromQL(text, dialect).findings {
      var finding = finding
      finding.severity = max(finding.severity, severity)
      report(finding, in: node)
    }
  }

  fileprivate func report(_ finding: PromQLFinding, in node: YAMLTree.Node) {
    let range = diagnostics.range(of: finding.range, in: node)
    var diagnostic = Diagnostic(finding.code, finding.severity, finding.message, at: range)
      .help(finding.help)
    if let replacement = finding.replacement {
      diagnostic = diagnostic.replacing(range, with: replacement)
    }
    diagnostics.report(diagnostic)
  }
}

private let everyFeature = PromQLFeatures.flags.reduce(into: PromQLFeatures()) {
  $0.insert($1.feature)
}

extension Query {
  /// Whether the text must stand in parentheses before a comparison follows.
  var bindsLooserThanArithmetic: Bool {
    guard case .binary(let binary) = self[root].kind else { return false }
    return binary.operation.precedence <= BinaryOperator.greater.precedence
  }
}
