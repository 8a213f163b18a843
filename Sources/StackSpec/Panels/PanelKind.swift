import OrderedTree
import SpecLanguage
import YAMLTree

/// A kind of panel: one file below `Kinds`, one line in `panelKinds`.
protocol PanelKind: Sendable {
  associatedtype Options: SpecRecord = NoKeys
  /// `fieldConfig.defaults.custom`.
  associatedtype Custom: SpecRecord = NoKeys

  /// Grafana's id.
  static var type: String { get }
  static var summary: String { get }
  static var traits: PanelTraits { get }
  /// Reads a panel of this kind.
  static func panel(_ node: Node, _ reading: Reading) -> PanelSpec?
  /// Turns what an export says of a panel of this kind into keys of the spec.
  static func importKeys(
    _ panel: Node, _ dashboard: ImportedDashboard, _ keys: inout ImportedKeys)
  static var record: RecordShape { get }
}

/// What the rest of the compiler needs to know of a kind of panel.
struct PanelTraits: Sendable {
  /// Columns below which it is hard to read.
  var width = 8
  var height = 8
  /// How its queries are asked when the spec does not say.
  var asks = QueryStyle.range
  var legend = LegendForm.none
  /// Types of the datasources it is made for; none for whichever is the default.
  var datasources: [String] = []
  /// Whether it is a mistake to have no query.
  var needsQuery = true
  /// Whether limits colour its values even where it has none: Grafana then takes its own.
  var hasStandardLimits = true
  /// Whether its limits are lines beside the data.
  var drawsLimits = false
}

enum QueryStyle: Sendable {
  case range, instant, table, heatmap
}

enum LegendForm: Sendable {
  case none, series, pie, scale
}

/// Every kind that is known by its options; others pass through.
let panelKinds: [PanelKindEntry] = [
  PanelKindEntry(TimeseriesPanel.self),
  PanelKindEntry(StatPanel.self),
  PanelKindEntry(GaugePanel.self),
  PanelKindEntry(BarGaugePanel.self),
  PanelKindEntry(BarChartPanel.self),
  PanelKindEntry(PieChartPanel.self),
  PanelKindEntry(TablePanel.self),
  PanelKindEntry(HeatmapPanel.self),
  PanelKindEntry(HistogramPanel.self),
  PanelKindEntry(StateTimelinePanel.self),
  PanelKindEntry(StatusHistoryPanel.self),
  PanelKindEntry(LogsPanel.self),
  PanelKindEntry(TracesPanel.self),
  PanelKindEntry(NodeGraphPanel.self),
  PanelKindEntry(FlameGraphPanel.self),
  PanelKindEntry(TextPanel.self),
  PanelKindEntry(AlertListPanel.self),
  PanelKindEntry(DashListPanel.self),
  PanelKindEntry(AnnotationListPanel.self),
  PanelKindEntry(GeomapPanel.self),
  PanelKindEntry(CanvasPanel.self),
  PanelKindEntry(XYChartPanel.self),
  PanelKindEntry(CandlestickPanel.self),
  PanelKindEntry(TrendPanel.self),
  PanelKindEntry(NewsPanel.self),
]

/// A kind of panel in the list of kinds.
struct PanelKindEntry: Sendable {
  var type: String
  private let shapes: @Sendable () -> (record: RecordShape, options: RecordShape)
  var panel: @Sendable (Node, Reading) -> PanelSpec?
  var importKeys: @Sendable (Node, ImportedDashboard, inout ImportedKeys) -> Void

  init<Kind: PanelKind>(_ kind: Kind.Type) {
    type = Kind.type
    shapes = { (Kind.record, Kind.Options.recordShape) }
    panel = { Kind.panel($0, $1) }
    importKeys = { Kind.importKeys($0, $1, &$2) }
  }

  // Only schema and manual look at all kinds, and types cost time where they are made.
  var record: RecordShape { shapes().record }
  var options: RecordShape { shapes().options }
}

/// A record without keys.
struct NoKeys: SpecRecord {
  static let name = "nothing"
  static let summary = "No keys."

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {}
}

/// A kind whose panels show data: they have queries and fields.
protocol DataPanelKind: PanelKind {
  /// Lets options follow what the panel says of its fields.
  static func adjust(_ options: inout Options, to fields: FieldOptions)
}

extension DataPanelKind {
  static func adjust(_ options: inout Options, to fields: FieldOptions) {}

  static func panel(_ node: Node, _ reading: Reading) -> PanelSpec? {
    DataPanelRecord<Self>.read(node, reading)?.panel(node, reading)
  }

  static var record: RecordShape { DataPanelRecord<Self>.recordShape }
}

extension PanelKind {
  static func panel(_ node: Node, _ reading: Reading) -> PanelSpec? {
    PlainPanelRecord<Self>.read(node, reading)?.panel(node, reading)
  }

  static var record: RecordShape { PlainPanelRecord<Self>.recordShape }
}

/// A panel without data, as written.
private struct PlainPanelRecord<Kind: PanelKind>: SpecRecord {
  static var name: String { "\(Kind.type) panel" }
  static var summary: String { Kind.summary }

  var common = PanelCommon()
  var options = Kind.Options()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    common.visitKeys(&key)
    options.visitKeys(&key)
  }

  func panel(_ node: Node, _ reading: Reading) -> PanelSpec {
    var writing = Writing()
    return PanelSpec(
      type: Kind.type, traits: Kind.traits, common: common,
      options: options.tree(&writing) ?? .mapping([]), node: node)
  }
}

/// A panel with data, as written.
private struct DataPanelRecord<Kind: DataPanelKind>: SpecRecord {
  static var name: String { "\(Kind.type) panel" }
  static var summary: String { Kind.summary }

  var common = PanelCommon()
  var data = PanelData()
  var fields = FieldOptions()
  var overrides: [FieldOverride<Kind.Custom>] = []
  var options = Kind.Options()
  var custom = Kind.Custom()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    common.visitKeys(&key)
    data.visitKeys(&key)
    fields.visitKeys(&key)
    key("overrides", &overrides, "Fields that are shown another way.")
    options.visitKeys(&key)
    custom.visitKeys(&key)
  }

  func panel(_ node: Node, _ reading: Reading) -> PanelSpec {
    var writing = Writing()
    var options = options
    Kind.adjust(&options, to: fields)
    var panel = PanelSpec(
      type: Kind.type, traits: Kind.traits, common: common,
      options: options.tree(&writing) ?? .mapping([]), node: node)
    panel.data = data
    panel.fields = fields
    panel.custom = custom.tree(&writing) ?? .mapping([])
    panel.overrides = overrides.map { $0.tree(unit: fields.unit, reading) }
    return panel
  }
}
