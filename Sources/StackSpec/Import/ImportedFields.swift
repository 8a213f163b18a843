import Diagnostics
import OrderedTree
import SpecLanguage
import YAMLTree

extension PanelKind {
  /// A panel without data: its options, and what of them is left.
  static func importKeys(
    _ panel: Node, _ dashboard: ImportedDashboard, _ keys: inout ImportedKeys
  ) {
    for name in ["datasource", "fieldConfig"] { _ = keys.take(name) }
    dashboard.addOptions(of: panel, Options(), .none, &keys)
  }
}

extension DataPanelKind {
  static func importKeys(
    _ panel: Node, _ dashboard: ImportedDashboard, _ keys: inout ImportedKeys
  ) {
    let source = dashboard.sources.name(keys.take("datasource"))
    if let name = source.name { keys.add("datasource", Node(text: name, at: panel.range)) }
    _ = keys.take("targets")
    keys.add("queries", dashboard.queries(of: panel, traits, standard: source.type))
    var data = PanelData()
    data.visitKeys(&keys)
    dashboard.addFields(of: panel, type, Custom(), &keys)
    dashboard.addOptions(of: panel, Options(), traits.legend, &keys)
  }
}

extension ImportedDashboard {
  /// `options` as keys of the spec; what a kind does not know stays under `options`.
  func addOptions<Options: SpecRecord>(
    of panel: Node, _ standard: Options, _ legend: LegendForm, _ keys: inout ImportedKeys
  ) {
    guard let written = keys.take("options") else { return }
    var options = standard
    var inner = ImportedKeys(written, range: written.range, versions: reading)
    if legend == .series || legend == .pie {
      var format = ImportedKeys(inner.take("legend"), range: written.range, versions: reading)
      var record = LegendSpec()
      record.visitKeys(&format)
      if legend == .pie, written["legend"]?["values"]?.items?.isEmpty ?? true {
        format.add("values", Node(.sequence([]), written.range))
      }
      let isTable = written["legend"]?["displayMode"]?.text == "table"
      if isTable, !format.written.contains(where: { $0.key.name == "calcs" }) {
        format.add("calcs", Node(.sequence([]), written.range))
      }
      let entries = format.written
      if !entries.isEmpty { keys.add("legend", Node(.mapping(entries), written.range)) }
      if let rest = format.rest {
        inner.keep("legend", rest)
      }
    } else if legend == .scale, let shown = inner.take("legend")?["show"] {
      keys.add("legend", shown)
    }
    options.visitKeys(&inner)
    for entry in inner.written { keys.add(entry.key.name, entry.value) }
    keys.add("options", inner.rest)
  }

  /// `fieldConfig` as keys of the spec; what is not known stays under `custom` and `patch`.
  func addFields<Custom: SpecRecord>(
    of panel: Node, _ type: String, _ standard: Custom, _ keys: inout ImportedKeys
  ) {
    let config = keys.take("fieldConfig")
    let defaults = config?["defaults"]
    var inner = ImportedKeys(defaults, range: panel.range, versions: reading)
    let style = defaults?["custom"]?["thresholdsStyle"]
    let showsLimits =
      Self.limited.contains(type) || defaults?["color"]?["mode"]?.text == "thresholds"
      || style != nil
    addThresholds(inner.take("thresholds"), isShown: showsLimits, at: panel.range, &keys)
    var custom = standard
    var own = ImportedKeys(inner.take("custom"), range: panel.range, versions: reading)
    custom.visitKeys(&own)
    var fields = FieldOptions()
    fields.visitKeys(&inner)
    for entry in inner.written + own.written { keys.add(entry.key.name, entry.value) }
    if style == nil, Self.graphs.contains(type), defaults?["thresholds"] != nil {
      keys.add("thresholdsStyle", Node(text: "off", at: panel.range))
    }
    if let overrides = config?["overrides"], !(overrides.items ?? []).isEmpty {
      keys.add("overrides", overrides)
    }
    keys.add("custom", own.rest)
    if let rest = inner.rest { keys.keep(rest, under: ["fieldConfig", "defaults"]) }
  }

  /// Kinds that colour by limits unless they are told otherwise.
  private static let limited = [
    "stat", "gauge", "bargauge", "table", "state-timeline", "status-history",
  ]

  /// Kinds that draw their limits unless they are told otherwise.
  private static let graphs = ["timeseries", "barchart"]

  /// Grafana's own steps where an export has none, for kinds that show them at once.
  private func addThresholds(
    _ written: Node?, isShown: Bool, at range: SourceRange, _ keys: inout ImportedKeys
  ) {
    if let written, let steps = written["steps"]?.items, !steps.isEmpty {
      guard steps.dropFirst().allSatisfy({ $0["value"]?.scalar?.number != nil }) else {
        let field = Node(.mapping([Node.Entry(Node.Key("thresholds", range), written)]), range)
        return keys.keep(field, under: ["fieldConfig", "defaults"])
      }
      // Grafana no longer numbers its steps.
      return keys.add(
        "thresholds", written.replacing("steps", with: steps.map { $0.removing("index") }))
    }
    guard isShown else { return }
    let steps: [Node] = [("green", nil), ("red", "80")].map { (color: String, value: String?) in
      var entries = [Node.Entry(Node.Key("color", range), Node(text: color, at: range))]
      if let value {
        entries.append(Node.Entry(Node.Key("value", range), Node(importing: value, at: range)))
      }
      return Node(.mapping(entries), range)
    }
    let whole = [Node.Entry(Node.Key("steps", range), Node(.sequence(steps), range))]
    keys.add("thresholds", Node(.mapping(whole), range))
  }
}

extension Node {
  fileprivate func replacing(_ key: String, with items: [Node]) -> Node {
    let entries = (entries ?? []).map { entry in
      entry.key.name == key ? Entry(entry.key, Node(.sequence(items), entry.value.range)) : entry
    }
    return Node(.mapping(entries), range)
  }
}
