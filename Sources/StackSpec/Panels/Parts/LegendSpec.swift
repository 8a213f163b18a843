import OrderedTree
import SpecLanguage
import YAMLTree

/// The legend of a panel: names of the series, and how it looks.
struct LegendSpec: SpecRecord {
  static let name = "legend"
  static let summary = "Names of series, and how they are shown."
  static var shortForm: Shape? {
    .either([.text(TextShape("legend", example: "\"{{instance}}\"")), .boolean])
  }

  var format: String?
  var isShown: Bool?
  var mode: Mode?
  var placement: Placement?
  var calcs: [Calculation]?
  var values: [PieValue]?
  var sortBy: String?
  var sortsDown: Bool?
  var width: Int?

  enum Mode: String, Choice { case list, table, hidden }
  enum Placement: String, Choice { case bottom, right }
  enum PieValue: String, Choice { case value, percent }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("format", &format, KeyRule.own, "Name of a series; `{{label}}` stands for a label.")
    key("showLegend", &isShown, "Whether there is a legend.")
    key("displayMode", &mode, "A list, a table, or hidden.")
    key("placement", &placement, "Below or beside the panel.")
    key("calcs", &calcs, "Columns of the table.")
    key("values", &values, "What a pie's legend shows beside names.")
    key("sortBy", &sortBy, "Column that rows are sorted by.")
    key("sortDesc", &sortsDown, "Greatest first.")
    key("width", &width, "Width in pixels, beside the panel.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> LegendSpec? {
    var legend = LegendSpec()
    if let isShown = node.scalar?.bool {
      legend.isShown = isShown
    } else {
      guard let format = reading.text(node, String.shape) else { return nil }
      legend.format = format
    }
    return legend
  }

  /// Grafana's legend, completed as fits the size of the panel.
  func tree(form: LegendForm, width columns: Int) -> Tree? {
    switch form {
    case .none: return nil
    case .scale: return .mapping([("show", .bool(isShown ?? true))])
    case .series, .pie: break
    }
    var legend = self
    let isShown = isShown ?? (mode != .hidden)
    // Series with labels deserve a table where there is room for one.
    let isNamed = format?.contains("{{") ?? false
    let hasRoom = form == .series && columns >= 12
    let isTable = isNamed && hasRoom
    legend.isShown = isShown
    legend.mode = mode ?? (calcs?.isEmpty == false || isTable ? .table : .list)
    legend.placement = placement ?? (isTable && columns >= 16 || form == .pie ? .right : .bottom)
    if legend.mode == .table, calcs == nil { legend.calcs = [.mean, .max, .lastNotNull] }
    if form == .pie, values == nil { legend.values = [.percent] }
    var writing = Writing()
    guard case .mapping(var entries)? = legend.tree(&writing) else { return nil }
    if !entries.contains(where: { $0.key == "calcs" }) { entries.append(("calcs", .list([]))) }
    return .mapping(entries)
  }
}
