import OrderedTree
import SpecLanguage
import YAMLTree

/// A query of Loki.
struct LokiQuery: QueryKind {
  static let name = "Loki query"
  static let summary = "LogQL and how it is asked."
  static let types = ["loki"]

  var expression = Expression(text: "", node: .nothing)
  var kind: Kind?
  var legend: String?
  var maxLines: Int?
  var direction: Direction?
  var step: String?
  var editor = PrometheusQuery.Editor.code

  enum Kind: String, Choice { case range, instant }
  enum Direction: String, Choice { case forward, backward, scan }

  init() {}

  init(text: String, at node: Node) { expression = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("expr", &expression, .required, "The expression.")
    key("queryType", &kind, "Asks for values over time, or for the last ones.")
    key(
      "legend", &legend, KeyRule.writtenAs("legendFormat"),
      "Name of a series; `{{label}}` stands for a label.")
    key("maxLines", &maxLines, "Most log lines.")
    key("direction", &direction, "Order in which lines are looked for.")
    key("step", &step, "Step between values.")
    key("editorMode", &editor, "Editor that Grafana opens.")
  }

  mutating func complete(for use: QueryUse) {
    legend = legend ?? use.legend
    let isInstant = use.isInstant ?? (use.style == .instant || use.style == .table)
    kind = kind ?? (isInstant ? .instant : .range)
  }

  var texts: [QueryText] { [QueryText(expression, .logQL)] }
}
