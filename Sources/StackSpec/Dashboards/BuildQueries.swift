import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension DashboardBuilder {
  /// Gives a panel its datasource and queries.
  mutating func ask(
    _ data: PanelData, of spec: PanelSpec, _ alert: AlertRule?, for panel: inout Panel
  ) {
    let standard = datasource(named: data.datasource, preferring: spec.traits.datasources)
    var nodes = data.expressions.map(\.node) + data.queries.map(\.node)
    if nodes.isEmpty, let written = data.alert,
      let quantity = alert.map({ $0.limit?.measured ?? $0.expression })
        ?? scope.absentAlerts[written.value]
    {
      nodes = [Node(.scalar(Scalar(quantity, .doubleQuoted)), written.range)]
    }
    if nodes.isEmpty, data.alert == nil, spec.traits.needsQuery,
      spec.common.patch.node["targets"] == nil
    {
      reading.diagnostics.report(
        Diagnostic(
          .missingQuery, .warning, "the panel asks for nothing", at: spec.node.range
        ).help("write 'expr:' or 'queries:'"))
    }
    guard let standard else { return }
    let use = QueryUse(
      style: spec.traits.asks, legend: data.legend?.format, isInstant: data.isInstant)
    var asked: [Node] = []
    for node in nodes {
      guard let query = query(node, standard: standard, use) else { continue }
      panel.queries.append(query)
      asked.append(node)
    }
    var names = QueryNames(panel.queries)
    for index in panel.queries.indices {
      names.settle(
        &panel.queries[index], asked[index], severity: severity, reading)
    }
    for (query, node) in zip(panel.queries, asked) where query.datasource == .expression {
      checkOperands(of: query, node, among: panel.queries.map(\.name))
    }
    let sources = panel.queries.map(\.datasource).filter { $0 != .expression }
    let isMixed = sources.contains { $0 != sources[0] }
    panel.datasource = isMixed ? .mixed : sources.first ?? standard
  }

  private mutating func query(
    _ node: Node, standard: DatasourceReference, _ use: QueryUse
  ) -> PanelQuery? {
    var source = standard
    if let written = node["datasource"] {
      guard let name = Located<String>.read(written, reading),
        let named = datasource(named: name, preferring: [])
      else { return nil }
      source = named
    } else if node.hasKey(like: "expression") {
      source = .expression
    } else if node.hasKey(like: "panel") {
      source = .dashboard
    }
    guard let kind = queryKindsByType[source.type] else {
      return PanelQuery(
        name: node["refId"]?.scalar?.text ?? "", datasource: source,
        isHidden: node["hide"]?.scalar?.bool ?? false,
        fields: Tree(node.removing("refId").removing("datasource").removing("hide")))
    }
    guard var read = kind.query(node, reading) else { return nil }
    read.query.complete(for: use)
    if var result = read.query as? PanelResultQuery {
      result.id = number(of: result.panel)
      read.query = result
    }
    for text in read.query.texts { check(text, askedOf: source) }
    var writing = Writing()
    var fields = read.query.tree(&writing) ?? .mapping([])
    if !read.common.patch.node.isNull { fields.merge(Tree(read.common.patch.node)) }
    return PanelQuery(
      name: read.common.name ?? "", datasource: source, isHidden: read.common.isHidden,
      fields: fields)
  }

  /// An expression is about other queries of its panel: `$A` in mathematics, `A` elsewhere.
  private func checkOperands(of query: PanelQuery, _ node: Node, among names: [String]) {
    guard case .text(let type)? = query.fields["type"], let written = node["expression"],
      case .text(let text)? = query.fields["expression"]
    else { return }
    var operands: [String] = []
    switch type {
    case "math": operands = variableReferences(in: text).map(\.name)
    case "reduce", "resample", "threshold": operands = [String(text.drop { $0 == "$" })]
    default: return
    }
    for operand in operands where !names.contains(operand) && !variables.isDefined(operand) {
      reading.diagnostics.report(
        Diagnostic(
          .undefinedName, severity, "the panel has no query '\(operand)'", at: written.range
        ).help("its queries: \(names.joined(separator: ", "))"))
    }
  }

  /// The number of a panel by its name; an unknown one is reported.
  private func number(of panel: Located<String>) -> Int? {
    if let id = ids.id(named: panel.value) { return id }
    reading.undefined(
      "panel", panel.value, at: panel.range, among: ids.names, section: "panels")
    return nil
  }

  /// The one place where texts of queries are checked in their own language.
  mutating func check(_ text: QueryText, askedOf source: DatasourceReference?) {
    variables.check(text, reading)
    switch text.dialect {
    case .promQL:
      // What others wrote, or ask of other servers, is only parsed.
      let isKnown = severity == .error && source?.uid == "prometheus"
      reading.checkPanelQuery(text, severity, isKnown ? scope.metrics : nil)
    case .logQL:
      for finding in checkLogQL(text.text, variables: .allowed) {
        reading.report(finding, as: .queryLogQL, severity, in: text.node)
      }
    case .traceQL:
      for finding in checkTraceQL(text.text, variables: .allowed) {
        reading.report(finding, as: .queryTraceQL, severity, in: text.node)
      }
    case .sql, .other: break
    }
  }
}

/// Names of the queries of one panel: A, B, C and so on where the spec gives none.
private struct QueryNames {
  private let given: [String]
  private var taken: [String] = []
  private var next = 0

  init(_ queries: [PanelQuery]) { given = queries.map(\.name) }

  mutating func settle(
    _ query: inout PanelQuery, _ node: Node, severity: Diagnostic.Severity, _ reading: Reading
  ) {
    guard query.name.isEmpty else {
      if taken.contains(query.name) {
        reading.diagnostics.report(
          Diagnostic(
            .duplicateQuery, severity, "another query of the panel has the name '\(query.name)'",
            at: (node["refId"] ?? node).range))
      }
      taken.append(query.name)
      return
    }
    repeat {
      query.name = Self.letters(next)
      next += 1
    } while given.contains(query.name) || taken.contains(query.name)
    taken.append(query.name)
  }

  /// A to Z, then AA, AB and so on.
  private static func letters(_ number: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + number % 26)))
    return number < 26 ? letter : letters(number / 26 - 1) + letter
  }
}
