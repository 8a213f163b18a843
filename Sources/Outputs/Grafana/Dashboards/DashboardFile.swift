internal import Dialects
internal import Documents
internal import OrderedTree
internal import StackModel

/// The JSON of one dashboard, as Grafana's file provisioning reads it.
func dashboardFile(_ dashboard: Dashboard, schemaVersion: Int) -> [UInt8] {
  jsonDocument(aboutBytes: 2_000 + 1_500 * dashboard.items.count) { document in
    document.field("uid", dashboard.uid)
    document.field("title", dashboard.title)
    document.field("description", optional: dashboard.description)
    document.strings("tags", dashboard.tags)
    document.field("schemaVersion", schemaVersion)
    document.object("time") { time in
      time.field("from", dashboard.time.from)
      time.field("to", dashboard.time.to)
    }
    document.field("refresh", optional: dashboard.refresh)
    document.field("graphTooltip", dashboard.sharedCursor.rawValue)
    for setting in dashboard.settings { document.tree(setting.key, setting.value) }
    document.object("templating") { $0.trees("list", dashboard.variables) }
    document.object("annotations") { $0.trees("list", dashboard.annotations) }
    if !dashboard.links.isEmpty { document.trees("links", dashboard.links) }
    document.list("panels") { list in
      for item in dashboard.items {
        switch item {
        case .panel(let panel): list.object { $0.write(panel) }
        case .row(let row): list.object { $0.write(row) }
        }
      }
    }
  }
}

/// The version of the dashboard schema that a Grafana writes itself; it migrates older ones.
func dashboardSchemaVersion(for versions: TargetVersions) -> Int {
  guard let grafana = versions[.grafana], grafana < Version(12, 0) else { return 42 }
  return 41
}

extension JSONObject {
  fileprivate mutating func trees(_ key: String, _ values: [Tree]) {
    list(key) { list in
      for value in values { list.tree(value) }
    }
  }

  fileprivate mutating func write(_ row: DashboardRow) {
    field("id", row.id)
    field("type", "row")
    field("title", row.title)
    field("collapsed", row.isCollapsed)
    grid(GridPlace(x: 0, y: row.y, width: GridPlace.columns, height: 1))
    field("repeat", optional: row.repeatedFor)
    list("panels") { list in
      guard row.isCollapsed else { return }
      for panel in row.panels { list.object { $0.write(panel) } }
    }
  }

  fileprivate mutating func write(_ panel: Panel) {
    field("id", panel.id)
    field("type", panel.type)
    field("title", panel.title)
    field("description", optional: panel.description)
    grid(panel.grid)
    if let datasource = panel.datasource { reference(datasource) }
    if !panel.queries.isEmpty {
      list("targets") { list in
        for query in panel.queries { list.object { $0.write(query) } }
      }
    }
    tree("options", panel.options)
    if let fields = panel.fields {
      object("fieldConfig") { config in
        config.tree("defaults", fields)
        config.trees("overrides", panel.overrides)
      }
    }
    if !panel.transformations.isEmpty { trees("transformations", panel.transformations) }
    for setting in panel.settings { tree(setting.key, setting.value) }
  }

  private mutating func write(_ query: PanelQuery) {
    field("refId", query.name)
    reference(query.datasource)
    if query.isHidden { field("hide", true) }
    guard case .mapping(let fields) = query.fields else { return }
    for field in fields { tree(field.key, field.value) }
  }

  private mutating func reference(_ datasource: DatasourceReference) {
    object("datasource") { reference in
      reference.field("type", datasource.type)
      reference.field("uid", datasource.uid)
    }
  }

  private mutating func grid(_ place: GridPlace) {
    object("gridPos") { grid in
      grid.field("x", place.x)
      grid.field("y", place.y)
      grid.field("w", place.width)
      grid.field("h", place.height)
    }
  }
}
