import OrderedTree
import SpecLanguage
import YAMLTree

/// An expression over the results of other queries, worked out by Grafana's server.
struct ExpressionQuery: QueryKind {
  static let name = "expression"
  static let summary = "An expression over the results of other queries."
  static let types = ["__expr__"]

  var type = Kind.math
  var expression: String?
  var reducer: String?
  var settings = Raw.nothing
  var conditions = Raw.nothing
  var window: String?
  var downsampler: String?
  var upsampler: String?
  var format: String?

  enum Kind: String, Choice {
    case math, reduce, resample, threshold, sql
    case classic = "classic_conditions"
  }

  init() {}

  init(text: String, at node: Node) { expression = text }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "Kind of expression.")
    key("expression", &expression, "The expression, or the query it is about.")
    key("reducer", &reducer, "Calculation that makes one number of a series.")
    key("settings", &settings, "What becomes of values that are no numbers.")
    key("conditions", &conditions, "Conditions of a threshold.")
    key("window", &window, "Step of the resampled series.")
    key("downsampler", &downsampler, "Calculation over values that fall into one step.")
    key("upsampler", &upsampler, "What fills steps without a value.")
    key("format", &format, "Form of the answer of SQL.")
  }

  var texts: [QueryText] { [] }
}
