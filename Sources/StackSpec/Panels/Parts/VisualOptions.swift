import OrderedTree
import SpecLanguage
import YAMLTree

/// The box under the cursor.
struct TooltipOptions: SpecRecord {
  static let name = "tooltip"
  static let summary = "The box under the cursor."
  static var shortForm: Shape? { Mode.shape }

  var mode = Mode.single
  var sort: Sort?
  var hidesZeros: Bool?
  var maxWidth: Int?
  var maxHeight: Int?

  enum Mode: String, Choice { case single, multi, none }
  enum Sort: String, Choice { case none, asc, desc }

  init() {}

  init(_ mode: Mode, _ sort: Sort? = nil) {
    self.mode = mode
    self.sort = sort
  }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("mode", &mode, "Shows the nearest series, all of them, or nothing.")
    key("sort", &sort, "Order of the series.")
    key("hideZeros", &hidesZeros, "Leaves out series that are zero.")
    key("maxWidth", &maxWidth, "Greatest width in pixels.")
    key("maxHeight", &maxHeight, "Greatest height in pixels.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> TooltipOptions? {
    Mode.read(node, reading).map { TooltipOptions($0, $0 == .multi ? .desc : nil) }
  }
}

/// What becomes of the values of a series: one number, or each value.
struct ReduceOptions: SpecRecord {
  static let name = "reduction"
  static let summary = "How a series becomes one number."

  var calcs: [Calculation] = [.lastNotNull]
  var fields: String? = ""
  var showsAllValues = false
  var limit: Int?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("calcs", &calcs, "Calculations that make one number of a series.")
    key("fields", &fields, "Fields shown: numeric ones, or `/regex/`.")
    key("values", &showsAllValues, "Shows each value instead of a calculation.")
    key("limit", &limit, "Most values shown.")
  }
}

/// Calculations over the values of a series.
enum Calculation: String, Choice {
  case lastNotNull, last, firstNotNull, first, min, max, mean, median, sum, count, countAll, range
  case delta, step, diff, diffperc, logmin, variance, stdDev, allIsZero, allIsNull, changeCount
  case distinctCount, allValues, uniqueValues
  case p1, p5, p10, p20, p25, p30, p40, p50, p60, p70, p75, p80, p90, p95, p99

  static func read(_ node: Node, _ reading: Reading) -> Calculation? {
    if node.scalar?.text == "avg" { return .mean }
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    if let value = Calculation(rawValue: scalar.text) { return value }
    reading.unknownWord(scalar.text, node, candidates: allCases.map(\.rawValue))
    return nil
  }
}

/// Sizes of texts in pixels.
struct TextSizes: SpecRecord {
  static let name = "text sizes"
  static let summary = "Sizes of texts in pixels."

  var title: Int?
  var value: Int?
  var percent: Int?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("titleSize", &title, "Size of names.")
    key("valueSize", &value, "Size of values.")
    key("percentSize", &percent, "Size of percentages.")
  }
}

enum Orientation: String, Choice { case auto, vertical, horizontal }

enum Visibility: String, Choice { case auto, never, always }

/// Where a series does not appear.
struct HideFrom: SpecRecord {
  static let name = "hidden places"
  static let summary = "Where a series does not appear."

  var tooltip = false
  var legend = false
  var visualization = false

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("tooltip", &tooltip, "Not under the cursor.")
    key("legend", &legend, "Not in the legend.")
    key("viz", &visualization, "Not drawn.")
  }
}
