import Diagnostics
import Dialects
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

/// What the rules of a stack may speak of.
struct RuleScope: Sendable {
  let version: Version
  /// The parts of the language that the server of the stack is told to offer.
  let features: PromQLFeatures
  let metrics: MetricDictionary
  let scrapeInterval: Dialects.Duration?
  let history: History
  let alertsOfPacks: [String]
}

extension Resolver {
  var ruleScope: RuleScope {
    RuleScope(
      version: reading.versions[.prometheus] ?? Version(3, 14),
      features: (stack.prometheus?.features ?? []).reduce(into: []) { features, flag in
        if let feature = PromQLFeatures(flag: flag.value) { features.insert(feature) }
      },
      metrics: metrics, scrapeInterval: model.prometheus?.scrapeInterval, history: history,
      alertsOfPacks: packs.flatMap { $0.pack.alerts.node.entries?.map(\.key.name) ?? [] })
  }
}

/// Reads expressions and templates of rules.
struct RuleReader {
  private let scope: RuleScope
  private let reading: Reading

  init(_ scope: RuleScope, _ reading: Reading) { (self.scope, self.reading) = (scope, reading) }

  /// Parses a PromQL expression of the spec and looks at what it means; findings are shown
  /// inside of it.
  func query(
    _ expression: Expression, for use: PromQLContext.Use, limit: AlertLimit.Test? = nil,
    limitAt: SourceRange? = nil
  ) -> Query? {
    let place: PromQLDialect.Place = use == .panel ? .dashboard : .rule
    let dialect = PromQLDialect(scope.version, features: scope.features, in: place)
    let result = parsePromQL(expression.text, dialect)
    for finding in result.findings { reading.report(finding, in: expression.node) }
    guard let query = result.query else { return nil }
    var context = PromQLContext(
      use, dictionary: scope.metrics, scrapeInterval: scope.scrapeInterval)
    context.limit = limit?.queryLimit
    for finding in lintPromQL(query, context) {
      // A limit that the user gave to the expression of a pack is the user's to change.
      if finding.code == .neverTrue, let limitAt,
        limitAt.source != expression.node.range.source
      {
        reading.diagnostics.report(
          Diagnostic(finding.code, finding.severity, finding.message, at: limitAt)
            .help(finding.help).related(expression.node.range, "the measured quantity"))
      } else {
        reading.report(finding, in: expression.node)
      }
    }
    return query
  }

  /// Checks a template of an alert: its syntax, its functions, the labels it reads.
  func check(
    template: String, at node: YAMLTree.Node?, of query: Query, _ expression: Expression
  ) {
    guard let node else { return }
    let findings = checkAlertTemplate(
      template, of: query, dictionary: scope.metrics, version: scope.version)
    for found in findings {
      let cause = found.cause.flatMap { reading.diagnostics.range(of: $0, in: expression.node) }
      reading.report(found.finding, in: node, cause: cause)
    }
  }
}

extension Reading {
  /// Parses a query of a panel, Grafana's variables included; what is wrong is shown inside of it.
  ///
  /// `severity` is that of mistakes: what others wrote is warned of.
  func checkPanelQuery(
    _ text: QueryText, _ severity: Diagnostic.Severity, _ known: PromQLContext?
  ) {
    let version = versions[.prometheus] ?? Version(3, 14)
    // The datasource may be another server than the stack's, with features of its own.
    let dialect = PromQLDialect(version, features: everyFeature, in: .dashboard)
    let result = parsePromQL(text.text, dialect)
    for finding in result.findings {
      var finding = finding
      finding.severity = max(finding.severity, severity)
      report(finding, in: text.node)
    }
    guard var context = known, let query = result.query else { return }
    if text.isInstant { context.use = .other }
    context.labelReaders = labelsOfLegend(text.legend ?? "").map {
      LabelReader($0, by: "the legend")
    }
    for finding in lintPromQL(query, context) { report(finding, in: text.node) }
  }

  fileprivate func report(
    _ finding: PromQLFinding, in node: YAMLTree.Node, cause: SourceRange? = nil
  ) {
    let range = diagnostics.range(of: finding.range, in: node)
    var diagnostic = Diagnostic(finding.code, finding.severity, finding.message, at: range)
      .help(finding.help).related(cause, "the label is lost here")
    if let replacement = finding.replacement {
      diagnostic = diagnostic.replacing(range, with: replacement)
    }
    diagnostics.report(diagnostic)
  }
}

private let everyFeature = PromQLFeatures.flags.reduce(into: PromQLFeatures()) {
  $0.insert($1.feature)
}

/// The labels that a legend such as `{{job}} on {{ instance }}` reads.
private func labelsOfLegend(_ legend: String) -> [String] {
  guard legend.utf8.contains(UInt8(ascii: "{")) else { return [] }
  var labels: [String] = []
  var rest = legend[...]
  while let start = rest.firstRange(of: "{{") {
    rest = rest[start.upperBound...]
    guard let end = rest.firstRange(of: "}}") else { break }
    labels.append(rest[..<end.lowerBound].filter { $0 != " " })
    rest = rest[end.upperBound...]
  }
  return labels
}

extension AlertLimit.Test {
  /// The conditions the result of a query is put to.
  fileprivate var queryLimit: QueryLimit {
    func limit(_ operation: BinaryOperator, _ digits: String) -> (BinaryOperator, Double) {
      (operation, Double(digits) ?? .nan)
    }
    let comparisons =
      switch self {
      case .above(let value): [limit(.greater, value)]
      case .atLeast(let value): [limit(.greaterOrEqual, value)]
      case .below(let value): [limit(.less, value)]
      case .atMost(let value): [limit(.lessOrEqual, value)]
      case .equal(let value): [limit(.equal, value)]
      case .notEqual(let value): [limit(.notEqual, value)]
      case .outside(let low, let high): [limit(.less, low), limit(.greater, high)]
      case .inside(let low, let high): [limit(.greaterOrEqual, low), limit(.lessOrEqual, high)]
      }
    if case .outside = self { return QueryLimit(comparisons, needsAll: false) }
    return QueryLimit(comparisons, needsAll: true)
  }
}

extension Query {
  /// Whether the text must stand in parentheses before a comparison follows.
  var bindsLooserThanArithmetic: Bool {
    guard case .binary(let binary) = self[root].kind else { return false }
    return binary.operation.precedence <= BinaryOperator.greater.precedence
  }
}
