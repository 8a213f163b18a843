import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// A panel of any kind, as written.
struct PanelSpec: SpecValue {
  var type: String
  var traits: PanelTraits
  var common: PanelCommon
  /// Queries; none for kinds that show no data.
  var data: PanelData?
  var fields: FieldOptions?
  /// The options of its kind in upstream's form.
  var options: Tree
  var custom = Tree.mapping([])
  var overrides: [Tree] = []
  var node: Node

  init(type: String, traits: PanelTraits, common: PanelCommon, options: Tree, node: Node) {
    self.type = type
    self.traits = traits
    self.common = common
    self.options = options
    self.node = node
  }

  static var shape: Shape { .either(panelKinds.map { .record($0.record) }) }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> PanelSpec? {
    guard node.entries != nil else {
      reading.wrongType(node, expected: .map(keys: "panel keys", .anything))
      return nil
    }
    guard let written = node["type"] else {
      if node.hasKey(like: "content") { return TextPanel.panel(node, reading) }
      return TimeseriesPanel.panel(node, reading)
    }
    guard let type = reading.text(written, String.shape) else { return nil }
    let isRaw = node["raw"]?.scalar?.bool ?? false
    if !isRaw, let kind = panelKindsByType[type] { return kind.panel(node, reading) }
    let known = panelKinds.map(\.type)
    let isOther = ["options", "custom", "patch", "gridPos"].contains { node[$0] != nil }
    if !isRaw, !isOther, !nearest(to: type, among: known).isEmpty {
      reading.unknownWord(type, written, candidates: known)
      return nil
    }
    var panel = OtherPanel.panel(node, reading)
    panel?.type = type
    return panel
  }
}

let panelKindsByType: [String: PanelKindEntry] = Dictionary(
  uniqueKeysWithValues: panelKinds.map { ($0.type, $0) })

let otherPanelKind = PanelKindEntry(OtherPanel.self)

/// A kind that stackgen does not know: a plugin's. Its `options` and `custom` pass through.
enum OtherPanel: DataPanelKind {
  static let type = "other"
  static let summary = "A panel of a plugin; `options` and `custom` are passed on untouched."
  static let traits = PanelTraits(hasStandardLimits: false)
}

/// What panels of all kinds have.
struct PanelCommon: SpecRecord {
  static let name = "panel"
  static let summary = "What panels of all kinds have."

  var type: String?
  var title: String?
  var description: String?
  var name: Identifier?
  var width: PanelWidth?
  var height: PanelHeight?
  var place: GridSpec?
  var isTransparent = false
  var isRaw = false
  var links: [LinkSpec] = []
  var repeatedFor: Located<String>?
  var direction: RepeatDirection?
  var columns: Int?
  var options = Raw.nothing
  var custom = Raw.nothing
  var patch = Raw.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "Grafana's id of the kind of panel: timeseries when left out.")
    key("title", &title, "Title; may hold variables.")
    key("width", &width, "Columns of 24, a fraction of the row, or `full`.")
    key("height", &height, "Grid units of 38 pixels.")
    key("description", &description, "More words, shown on request.")
    key("name", &name, "Name for links from other panels; its title when left out.")
    key("gridPos", &place, "Exact place: x and w of 24 columns, y from the top of its row.")
    key("transparent", &isTransparent, "Without background and border.")
    key("links", &links, "Links in its menu.")
    key("repeat", &repeatedFor, "Variable for each value of which it is shown once.")
    key("repeatDirection", &direction, "Whether repeats stand side by side or one below another.")
    key("maxPerRow", &columns, "Repeats side by side.")
    key("raw", &isRaw, "Adds no options of its own; for panels of old exports.")
    key("options", &options, "Further options in Grafana's form, laid over those above.")
    key("custom", &custom, "Further `fieldConfig.defaults.custom` in Grafana's form.")
    key("patch", &patch, "Any keys of the panel in Grafana's form, laid over all else.")
  }
}

enum RepeatDirection: String, Choice {
  case horizontal = "h"
  case vertical = "v"
}

/// What panels with data have beside their fields.
struct PanelData: SpecRecord {
  static let name = "panel data"
  static let summary = "Queries of a panel and what becomes of their results."

  var expressions: [Expression] = []
  var queries: [QuerySpec] = []
  var legend: LegendSpec?
  var alert: Located<String>?
  var datasource: Located<String>?
  var isInstant: Bool?
  var interval: String?
  var maxDataPoints: Int?
  var timeFrom: String?
  var timeShift: String?
  var hidesTimeOverride: Bool?
  var timeCompare: String?
  var transformations: [TransformationSpec] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("expr", &expressions, "Its query, or several, in the datasource's own language.")
    key("legend", &legend, "Names of series, such as `{{instance}}`; or how the legend looks.")
    key("queries", &queries, "Queries with all their keys.")
    key("alert", &alert, "Alert whose quantity, unit and limits it shows.")
    key("datasource", &datasource, "Datasource by its name in the spec, or `$variable`.")
    key("instant", &isInstant, "Asks for the last values only.")
    key("interval", &interval, "Least step between values.")
    key("maxDataPoints", &maxDataPoints, "Most values of a series.")
    key("timeFrom", &timeFrom, "Its own time range, such as `24h`.")
    key("timeShift", &timeShift, "How far back its time range is shifted.")
    key("hideTimeOverride", &hidesTimeOverride, "Does not say that its time range differs.")
    key(
      "timeCompare", &timeCompare, .since(.grafana, 12, 0),
      "Time shift of a second range to compare with.")
    key("transformations", &transformations, "What becomes of the results, in order.")
  }
}
