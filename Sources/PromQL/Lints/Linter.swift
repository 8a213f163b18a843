import Diagnostics
package import Dialects

/// What a query is for and what is known around it.
package struct PromQLContext: Sendable {
  package var use: Use
  package var dictionary: MetricDictionary
  package var scrapeInterval: Duration?
  /// Labels of the result that something reads afterwards.
  package var labelReaders: [LabelReader]
  /// What the result is compared with outside of the query.
  package var limit: QueryLimit?

  package init(
    _ use: Use, dictionary: MetricDictionary = MetricDictionary(),
    scrapeInterval: Duration? = nil, labelReaders: [LabelReader] = []
  ) {
    self.use = use
    self.dictionary = dictionary
    self.scrapeInterval = scrapeInterval
    self.labelReaders = labelReaders
  }

  package enum Use: Hashable, Sendable {
    case alert
    case recording(name: String)
    case panel
    /// Nothing is known about it.
    case other
  }
}

/// A limit that stands beside a query and not in it: the conditions, all of which or one of which
/// must hold.
package struct QueryLimit: Sendable {
  package var comparisons: [(BinaryOperator, Double)]
  package var needsAll: Bool

  package init(_ comparisons: [(BinaryOperator, Double)], needsAll: Bool) {
    self.comparisons = comparisons
    self.needsAll = needsAll
  }
}

/// A template, a route or a legend that reads a label.
package struct LabelReader: Hashable, Sendable {
  package var label: String
  /// Who reads it: "the annotation 'summary'".
  package var words: String

  package init(_ label: String, by words: String) {
    self.label = label
    self.words = words
  }
}

/// Looks for queries that Prometheus accepts and that cannot be meant so. When in doubt, silent.
package func lintPromQL(_ query: Query, _ context: PromQLContext) -> [PromQLFinding] {
  var linter = Linter(query: query, context: context)
  linter.lint()
  return linter.findings.sorted { $0.range.lowerBound < $1.range.lowerBound }
}

struct Linter {
  let query: Query
  let context: PromQLContext
  let labels: [LabelSet]
  let values: [ValueRange]
  private(set) var fallbackIDs: Set<Query.ID> = []
  var printer: Printer
  var findings: [PromQLFinding] = []

  init(query: Query, context: PromQLContext) {
    self.query = query
    self.context = context
    labels = query.inferLabels(context.dictionary)
    values = query.inferValues(context.dictionary)
    printer = Printer(query: query)
  }

  var dictionary: MetricDictionary { context.dictionary }

  mutating func lint() {
    if !dictionary.isEmpty { fallbackIDs = fallbacks() }
    for (id, node) in query.nodes.enumerated() {
      switch node.kind {
      case .number, .string, .unary, .parentheses, .variable, .subquery: break
      case .selector(let selector):
        lintMetric(selector, id)
        lintJob(selector)
        lintVariables(selector)
      case .aggregation(let aggregation):
        lintGrouping(aggregation)
        lintQuantile(aggregation)
      case .call(let call):
        lintRate(call)
        lintHistogram(call)
        lintQuantiles(call)
        lintReplacement(call)
      case .binary(let binary):
        lintBareCounter(binary)
        lintComparison(binary, id)
        lintDenominator(binary)
        lintMatching(binary)
      }
    }
    lintType()
    lintLimit()
    lintLostLabels()
    lintAbsent()
    if case .recording(let name) = context.use { lintRecordingName(name) }
  }

  mutating func warn(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String? = nil,
    replacement: String? = nil
  ) {
    findings.append(
      PromQLFinding(
        code, .warning, message, at: range, help: help, replacement: replacement))
  }

  mutating func fail(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String? = nil,
    replacement: String? = nil
  ) {
    findings.append(
      PromQLFinding(code, .error, message, at: range, help: help, replacement: replacement))
  }

  /// The series behind a plain selector.
  func series(_ id: Query.ID) -> (selector: Selector, known: KnownSeries)? {
    guard case .selector(let selector) = query[query.unwrapped(id)].kind,
      let name = selector.metricName, let known = dictionary.series(name)
    else { return nil }
    return (selector, known)
  }

  /// A number that is written there.
  func number(_ id: Query.ID) -> Double? {
    guard case .number(let number) = query[query.unwrapped(id)].kind else { return nil }
    return number.value
  }

  func isVector(_ id: Query.ID) -> Bool { query[id].type == .instantVector }
}
