import OrderedTree
import SpecLanguage
import YAMLTree

/// A query of Prometheus or of what speaks its language.
struct PrometheusQuery: QueryKind {
  static let name = "Prometheus query"
  static let summary = "PromQL and how it is asked."
  static let types = ["prometheus"]

  var expression = Expression(text: "", node: .nothing)
  var legend: String?
  var isRange: Bool?
  var isInstant: Bool?
  var format: Format?
  var interval: String?
  var showsExemplars: Bool?
  var editor = Editor.code

  enum Format: String, Choice {
    case table, heatmap
    case timeSeries = "time_series"
  }
  enum Editor: String, Choice { case code, builder }

  init() {}

  init(text: String, at node: Node) { expression = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("expr", &expression, .required, "The expression.")
    key(
      "legend", &legend, KeyRule.writtenAs("legendFormat"),
      "Name of a series; `{{label}}` stands for a label.")
    key("range", &isRange, "Asks for values over time.")
    key("instant", &isInstant, "Asks for the last values.")
    key("format", &format, "Form of the answer.")
    key("interval", &interval, "Least step between values.")
    key("exemplar", &showsExemplars, "Asks for exemplars, which lead to traces.")
    key("editorMode", &editor, "Editor that Grafana opens.")
  }

  mutating func complete(for use: QueryUse) {
    legend = legend ?? use.legend ?? "__auto"
    switch use.style {
    case .range: break
    case .instant: if isRange == nil, isInstant == nil { isInstant = true }
    case .table:
      if isRange == nil, isInstant == nil { isInstant = true }
      format = format ?? .table
    case .heatmap: format = format ?? .heatmap
    }
    if let wanted = use.isInstant { isInstant = wanted }
    if isInstant == true { isRange = isRange ?? false } else { isRange = isRange ?? true }
  }

  var texts: [QueryText] {
    var text = QueryText(expression, .promQL, legend: legend)
    text.isInstant = isRange != true
    return [text]
  }
}
