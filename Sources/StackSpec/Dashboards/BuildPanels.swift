import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension DashboardBuilder {
  /// Rows and panels with their places, from top to bottom.
  mutating func items() -> [DashboardItem] {
    var items: [DashboardItem] = []
    var top = 0
    let first = panels(spec.panels, height: nil, top: top)
    items += first.panels.map { .panel($0) }
    top = first.bottom
    for row in spec.rows {
      guard let title = row.title else {
        let built = panels(row.panels, height: row.height, top: top)
        items += built.panels.map { .panel($0) }
        top = built.bottom
        continue
      }
      let id = ids.take()
      let built = panels(row.panels, height: row.height, top: top + 1)
      var header = DashboardRow(id: id, title: title, y: top, isCollapsed: row.isCollapsed)
      header.repeatedFor = repeated(row.repeatedFor)
      if row.isCollapsed { header.panels = built.panels }
      items.append(.row(header))
      if !row.isCollapsed { items += built.panels.map { .panel($0) } }
      // A collapsed row takes its own line only.
      top = row.isCollapsed ? top + 1 : built.bottom
    }
    return items
  }

  private mutating func panels(
    _ specs: [PanelSpec], height: PanelHeight?, top: Int
  ) -> (panels: [Panel], bottom: Int) {
    let layout = layOut(
      specs.map { spec in
        PlacedPanel(
          columns: spec.common.width?.columns,
          height: spec.common.height?.units ?? height?.units, least: spec.traits.width,
          natural: spec.traits.height, exact: spec.common.place?.model)
      }, top: top)
    checkPlaces(specs, layout.places)
    let panels = specs.indices.map { panel(specs[$0], at: layout.places[$0]) }
    return (panels, layout.bottom)
  }

  /// Exact places must fit on the grid and beside each other.
  private func checkPlaces(_ specs: [PanelSpec], _ places: [GridPlace]) {
    var exact: [(range: SourceRange, place: GridPlace)] = []
    for index in specs.indices where specs[index].common.place != nil {
      let place = places[index]
      let range = (specs[index].node["gridPos"] ?? specs[index].node).range
      if place.width < 1 || place.height < 1 || place.x + place.width > GridPlace.columns {
        reading.diagnostics.report(
          Diagnostic(
            .panelOverflow, .error,
            "the panel ends at column \(place.x + place.width) of \(GridPlace.columns)", at: range
          ).help("make x + w at most \(GridPlace.columns), and w and h at least 1"))
      }
      if let other = exact.first(where: { $0.place.overlaps(place) }) {
        reading.diagnostics.report(
          Diagnostic(.panelOverlap, .error, "the panel lies over another one", at: range)
            .related(other.range, "the other one"))
      }
      exact.append((range, place))
    }
  }

  private mutating func panel(_ spec: PanelSpec, at place: GridPlace) -> Panel {
    let id = ids.take()
    let alert = spec.data?.alert.flatMap { shownAlert($0, panel: id) }
    var panel = Panel(
      id: id, type: spec.type, title: spec.common.title ?? alert?.name ?? "", grid: place,
      origin: origin(spec.node.range))
    panel.description = spec.common.description
    panel.options = spec.options
    if let data = spec.data {
      ask(data, of: spec, alert, for: &panel)
      panel.transformations = transformations(data)
    }
    if let fields = spec.fields {
      panel.fields = defaults(fields, of: spec, alert)
      panel.overrides = spec.overrides.map { linked($0, of: spec) }
    }
    if let legend = (spec.data?.legend ?? LegendSpec())
      .tree(form: spec.traits.legend, width: place.width)
    {
      panel.options.append("legend", legend)
    }
    if !spec.common.options.node.isNull { panel.options.merge(Tree(spec.common.options.node)) }
    panel.settings = settings(spec)
    if !spec.common.patch.node.isNull { panel.patch(Tree(spec.common.patch.node)) }
    return panel
  }

  /// `fieldConfig.defaults`: what the panel says, and what an alert says where it does not.
  private func defaults(
    _ fields: FieldOptions, of spec: PanelSpec, _ alert: AlertRule?
  ) -> Tree {
    var fields = fields
    var limits: Tree?
    if let alert, let limit = alert.limit {
      fields.unit = fields.unit ?? Unit(word: limit.unit)
      limits = limit.steps(severity: alert.severity)
    }
    if let own = fields.limits { limits = own.tree(unit: fields.unit, reading) }
    fields.limits = nil
    var writing = Writing()
    var tree = linked(fields.tree(&writing) ?? .mapping([]), of: spec)
    var custom = spec.custom
    // Grafana colours no line of a graph by its limits, and does not show them unless told to.
    if limits != nil, spec.traits.drawsLimits, custom["thresholdsStyle"] == nil {
      custom.append("thresholdsStyle", ["mode": "dashed"])
    }
    // Without steps of its own Grafana paints everything above 80 red.
    if limits == nil, spec.traits.hasStandardLimits { limits = LimitZone.steps(of: []) }
    if let limits { tree.append("thresholds", limits) }
    if !spec.common.custom.node.isNull { custom.merge(Tree(spec.common.custom.node)) }
    if case .mapping(let entries) = custom, !entries.isEmpty { tree.append("custom", custom) }
    return tree
  }

  /// Data links that name a dashboard of the stack get its address.
  private func linked(_ tree: Tree, of spec: PanelSpec) -> Tree {
    switch tree {
    case .null, .bool, .int, .number, .text: return tree
    case .list(let items): return .list(items.map { linked($0, of: spec) })
    case .mapping(var entries):
      guard let index = entries.firstIndex(where: { $0.key == "dashboard" }),
        entries.contains(where: { $0.key == "title" }), case .text(let name) = entries[index].value
      else { return .mapping(entries.map { ($0.key, linked($0.value, of: spec)) }) }
      let url = address(of: Located(name, spec.node)) ?? ""
      entries[index] = ("url", .text(url))
      return .mapping(entries)
    }
  }

  private mutating func settings(_ spec: PanelSpec) -> [(key: String, value: Tree)] {
    var settings: [(key: String, value: Tree)] = []
    let common = spec.common
    if common.isTransparent { settings.append(("transparent", .bool(true))) }
    let links = common.links.compactMap { link($0) }
    if !links.isEmpty { settings.append(("links", .list(links))) }
    if let variable = repeated(common.repeatedFor) {
      settings.append(("repeat", .text(variable)))
      settings.append(
        ("repeatDirection", .text((common.direction ?? .horizontal).rawValue)))
      if let columns = common.columns { settings.append(("maxPerRow", .int(columns))) }
    }
    guard let data = spec.data else { return settings }
    let texts = [
      ("interval", data.interval), ("timeFrom", data.timeFrom), ("timeShift", data.timeShift),
      ("timeCompare", data.timeCompare),
    ]
    for case (let key, let text?) in texts { settings.append((key, .text(text))) }
    if let count = data.maxDataPoints { settings.append(("maxDataPoints", .int(count))) }
    if let hides = data.hidesTimeOverride { settings.append(("hideTimeOverride", .bool(hides))) }
    return settings
  }

  private func transformations(_ data: PanelData) -> [Tree] {
    var writing = Writing()
    return data.transformations.compactMap { $0.tree(&writing) }
  }

  /// The variable that something is repeated for; `$name` and `name` mean the same.
  private mutating func repeated(_ written: Located<String>?) -> String? {
    guard let written else { return nil }
    let name = String(written.value.drop { $0 == "$" })
    if variables.isDefined(name) {
      variables.use(name)
    } else {
      variables.reportUndefined(name, at: written.range, reading)
    }
    return name
  }

  private mutating func shownAlert(_ written: Located<String>, panel: Int) -> AlertRule? {
    guard let alert = scope.alerts[written.value] else {
      if scope.absentAlerts[written.value] != nil { return nil }
      reading.undefined(
        "alert", written.value, at: written.range, among: scope.alerts.keys.sorted(),
        section: "alerts")
      return nil
    }
    if shownAlerts[alert.name] == nil { shownAlerts[alert.name] = panel }
    return alert
  }
}

extension GridSpec {
  fileprivate var model: GridPlace { GridPlace(x: x, y: y, width: width, height: height) }
}

extension GridPlace {
  func overlaps(_ other: GridPlace) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height
      && other.y < y + height
  }
}

extension Panel {
  /// Lays raw keys over the panel.
  fileprivate mutating func patch(_ patch: Tree) {
    guard case .mapping(let entries) = patch else { return }
    for entry in entries {
      switch entry.key {
      case "options": options.merge(entry.value)
      case "fieldConfig":
        var config = Tree.mapping([
          ("defaults", fields ?? .mapping([])), ("overrides", .list(overrides)),
        ])
        config.merge(entry.value)
        fields = config["defaults"]
        if case .list(let items)? = config["overrides"] { overrides = items }
      default:
        settings.removeAll { $0.key == entry.key }
        settings.append((entry.key, entry.value))
      }
    }
  }
}

extension AlertLimit {
  /// The steps of a panel that shows the quantity.
  fileprivate func steps(severity: String) -> Tree? {
    let zone = LimitZone(test.condition, color: severityColor(severity)) { $0.value }
    return zone.map { LimitZone.steps(of: [$0]) }
  }
}

extension AlertLimit.Test {
  fileprivate var condition: Condition.Test {
    switch self {
    case .above(let limit): .above(Quantity(number: limit))
    case .atLeast(let limit): .atLeast(Quantity(number: limit))
    case .below(let limit): .below(Quantity(number: limit))
    case .atMost(let limit): .atMost(Quantity(number: limit))
    case .equal(let limit): .equal(Quantity(number: limit))
    case .notEqual(let limit): .notEqual(Quantity(number: limit))
    case .outside(let low, let high): .outside(Quantity(number: low), Quantity(number: high))
    case .inside(let low, let high): .inside(Quantity(number: low), Quantity(number: high))
    }
  }
}

extension Quantity {
  fileprivate init(number: String) {
    self.init(value: Double(number) ?? 0, digits: number, unit: "")
  }
}
