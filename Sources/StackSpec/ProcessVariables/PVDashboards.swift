import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Adds a dashboard for each group, and one for whatever a person chooses.
  mutating func addPVDashboards() {
    guard let archiver = model.archiver, model.grafana != nil else { return }
    let title = "Process variables"
    let folder = DashboardFolder(
      title: title, uid: history.folderUID(title, of: model.name),
      path: slug(of: title))
    let queries = ArchiverQueries(archiver: archiver)
    var dashboards = [
      PVDashboardBuilder(queries: queries).picker(
        Dashboard(
          name: "pvs", uid: pickerUID, title: "Choose process variables", folder: folder,
          origin: archiver.origin), filter: ".*", profile: nil)
    ]
    for group in archiver.groups where group.watch.isDashboardWanted && !group.variables.isEmpty {
      let name = "pvs-\(group.name)"
      var dashboard = Dashboard(
        name: name, uid: dashboardUID("pvs-\(group.identity)"),
        title: group.title, folder: folder, origin: group.origin)
      dashboard.description = group.description
      dashboards.append(PVDashboardBuilder(queries: queries).dashboard(of: group, dashboard))
    }
    model.grafana?.dashboards += dashboards
  }
}

/// Builds dashboards of process variables.
struct PVDashboardBuilder {
  let queries: ArchiverQueries
  private var panels: [DashboardItem] = []
  private var nextID = 1
  private var bottom = 0

  init(queries: ArchiverQueries) { self.queries = queries }

  /// Groups with more variables are chosen from; nobody looks at so many graphs.
  private static let mostShown = 200
  /// More lines in one graph cannot be told apart.
  private static let mostLines = 10

  /// All variables of a group, by what they have in common; or a choice of them.
  consuming func dashboard(of group: PVGroup, _ empty: Dashboard) -> Dashboard {
    guard group.variables.count <= Self.mostShown else {
      let profile = group.profiles.count == 1 ? group.profiles[0] : nil
      return picker(empty, filter: commonStart(of: group).patternText + ".*", profile: profile)
    }
    let names = group.variables.map(\.name)
    let list = queries.jsonList(names)
    let shared = group.profiles.count == 1 ? group.profiles[0] : nil
    addTables(list, rows: names.count, profile: shared)
    for (profile, variables) in group.byProfile {
      for start in stride(from: 0, to: variables.count, by: Self.mostLines) {
        let end = min(start + Self.mostLines, variables.count)
        addTrend(variables[start..<end].map { $0 }, profile)
      }
    }
    return finished(empty)
  }

  /// Graphs and tables of variables that a person chooses from a list.
  consuming func picker(
    _ empty: Dashboard, filter: String, profile: PVProfile?
  ) -> Dashboard {
    var dashboard = empty
    dashboard.variables = [
      [
        "type": "textbox", "name": "filter", "label": "Names that fit", "query": .text(filter),
        "current": ["text": .text(filter), "value": .text(filter)],
      ],
      [
        "type": "query", "name": "pv", "label": "Process variable",
        "datasource": ArchiverQueries.infinity.tree, "query": queries.names(matching: "filter"),
        "definition": "names that fit the filter", "refresh": 1, "sort": 7, "multi": true,
        "includeAll": false,
      ],
    ]
    let history = queries.chosenHistory("pv")
    var trend = panel("timeseries", "Values", width: 24, height: 12)
    trend.datasource = history.datasource
    trend.queries = [
      PanelQuery(
        name: "A", datasource: history.datasource, isHidden: false, fields: history.query)
    ]
    show(profile ?? PVProfile(), in: &trend)
    if queries.archiver.access == .infinity {
      trend.fields?["displayName"] = "${__field.labels.pv}"
    }
    add(trend)
    addTables("${pv:json}", rows: 12, profile: profile)
    return finished(dashboard)
  }

  private consuming func finished(_ dashboard: Dashboard) -> Dashboard {
    var dashboard = dashboard
    dashboard.tags = ["epics"]
    dashboard.time = TimeSpan(from: "now-1h", to: "now")
    dashboard.refresh = "10s"
    dashboard.annotations = [AnnotationSpec.builtIn]
    dashboard.items = panels
    return dashboard
  }

  /// The newest values, and whether the archiver is connected.
  private mutating func addTables(_ names: String, rows: Int, profile: PVProfile?) {
    let height = min(max(5, rows / 2 + 3), 14)
    var values = panel("table", "Newest values", width: 14, height: height)
    values.datasource = ArchiverQueries.infinity
    values.queries = [
      PanelQuery(
        name: "A", datasource: ArchiverQueries.infinity, isHidden: false,
        fields: queries.currentTable(names))
    ]
    values.options = ["showHeader": true, "cellHeight": "sm"]
    values.fields = ["thresholds": LimitZone.steps(of: [])]
    values.overrides = [
      override("Value", fields(of: profile ?? PVProfile()) + [coloured]),
      override("Severity", [("mappings", Self.severities), coloured]),
      override("Age", [("unit", "s"), ("decimals", 0)]),
    ]
    add(values)
    var status = panel("table", "Connections", width: 10, height: height)
    status.datasource = ArchiverQueries.infinity
    status.queries = [
      PanelQuery(
        name: "A", datasource: ArchiverQueries.infinity, isHidden: false,
        fields: queries.statusTable(names))
    ]
    status.options = ["showHeader": true, "cellHeight": "sm"]
    status.fields = ["thresholds": LimitZone.steps(of: [])]
    status.overrides = [
      override("Connected", [("mappings", Self.connections), coloured])
    ]
    add(status)
  }

  private var coloured: (String, Tree) {
    ("custom.cellOptions", ["type": "color-background", "mode": "basic"])
  }

  private func override(_ column: String, _ properties: [(String, Tree)]) -> Tree {
    [
      "matcher": ["id": "byName", "options": .text(column)],
      "properties": .list(properties.map { ["id": .text($0.0), "value": $0.1] }),
    ]
  }

  private mutating func addTrend(_ variables: [ProcessVariable], _ profile: PVProfile) {
    let title = variables.count == 1 ? variables[0].name : title(of: variables)
    var trend = panel("timeseries", title, width: 12, height: 9)
    let described = variables.filter { !$0.description.isEmpty }
    if !described.isEmpty {
      trend.description = described.map { "\($0.name): \($0.description)" }
        .joined(separator: "\n\n")
    }
    for (index, variable) in variables.enumerated() {
      let history = queries.history(of: variable.name)
      trend.datasource = history.datasource
      trend.queries.append(
        PanelQuery(
          name: String(UnicodeScalar(UInt8(65 + index))), datasource: history.datasource,
          isHidden: false, fields: history.query))
    }
    show(profile, in: &trend)
    add(trend)
  }

  /// "SR:C01-VA:PG1 … SR:C03-VA:PG2": nobody needs the names between.
  private func title(of variables: [ProcessVariable]) -> String {
    "\(variables[0].name) … \(variables[variables.count - 1].name)"
  }

  /// The unit, the limits and the range of a profile, and a legend with numbers.
  private func show(_ profile: PVProfile, in panel: inout Panel) {
    panel.options = [
      "legend": [
        "displayMode": "table", "placement": "bottom", "showLegend": true,
        "calcs": ["lastNotNull", "min", "max", "mean"],
      ],
      "tooltip": ["mode": "multi", "sort": "desc"],
    ]
    var fields = Tree.mapping(self.fields(of: profile).map { (key: $0.0, value: $0.1) })
    var custom: Tree = ["lineWidth": 1, "fillOpacity": 0, "spanNulls": true]
    if !profile.limits.isEmpty { custom["thresholdsStyle"] = ["mode": "dashed"] }
    fields["custom"] = custom
    panel.fields = fields
  }

  private func fields(of profile: PVProfile) -> [(String, Tree)] {
    var fields: [(String, Tree)] = []
    if let unit = profile.unitID { fields.append(("unit", .text(unit))) }
    if let decimals = profile.decimals { fields.append(("decimals", .int(decimals))) }
    if let lowest = profile.lowest { fields.append(("min", .number(lowest))) }
    if let highest = profile.highest { fields.append(("max", .number(highest))) }
    // The worst severity wins where zones overlap.
    let zones = profile.limits.sorted { $0.urgency < $1.urgency }.compactMap(\.zone)
    fields.append(("thresholds", LimitZone.steps(of: zones)))
    return fields
  }

  private mutating func panel(
    _ type: String, _ title: String, width: Int, height: Int
  ) -> Panel {
    defer { nextID += 1 }
    return Panel(
      id: nextID, type: type, title: title,
      grid: GridPlace(x: 0, y: 0, width: width, height: height), origin: .none)
  }

  /// Puts a panel beside the one before, or below where there is no room.
  private mutating func add(_ panel: Panel) {
    var panel = panel
    var x = 0
    var y = bottom
    if case .panel(let last)? = panels.last,
      last.grid.x + last.grid.width + panel.grid.width <= GridPlace.columns
    {
      x = last.grid.x + last.grid.width
      y = last.grid.y
    }
    panel.grid.x = x
    panel.grid.y = y
    bottom = max(bottom, y + panel.grid.height)
    panels.append(.panel(panel))
  }

  private static let severities: Tree = [
    [
      "type": "value",
      "options": [
        "0": ["text": "NO_ALARM", "color": "green", "index": 0],
        "1": ["text": "MINOR", "color": "yellow", "index": 1],
        "2": ["text": "MAJOR", "color": "red", "index": 2],
        "3": ["text": "INVALID", "color": "purple", "index": 3],
      ],
    ]
  ]

  private static let connections: Tree = [
    [
      "type": "value",
      "options": [
        "0": ["text": "no", "color": "red", "index": 0],
        "1": ["text": "yes", "color": "green", "index": 1],
      ],
    ]
  ]
}

/// What all names of a group begin with.
private func commonStart(of group: PVGroup) -> String {
  guard var start = group.variables.first.map({ Array($0.name.utf8) }) else { return "" }
  for variable in group.variables where !variable.name.utf8.starts(with: start) {
    start = Array(zip(start, variable.name.utf8).prefix { $0 == $1 }.map(\.0))
  }
  return String(decoding: start, as: UTF8.self)
}

extension String {
  /// The text as a regular expression that fits nothing else.
  var patternText: String {
    let signs = Set("[]{}^+.()|*?$\\".utf8)
    return String(
      decoding: utf8.flatMap { signs.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] },
      as: UTF8.self)
  }
}

extension PVLimit {
  fileprivate var urgency: Int { severity == "critical" ? 2 : severity == "warning" ? 1 : 0 }

  /// The values that are coloured. Grafana's steps begin at their value, so a value at a lower
  /// limit is a colour milder than EPICS has it.
  fileprivate var zone: LimitZone? {
    func quantity(_ value: Double) -> Quantity {
      Quantity(value: value, digits: value.description, unit: "")
    }
    let condition: Condition.Test =
      switch test {
      case .above(let limit): .above(quantity(limit))
      case .atLeast(let limit): .atLeast(quantity(limit))
      case .below(let limit): .below(quantity(limit))
      case .atMost(let limit): .atMost(quantity(limit))
      case .equal(let value): .equal(quantity(value))
      case .notEqual(let value): .notEqual(quantity(value))
      case .outside(let low, let high): .outside(quantity(low), quantity(high))
      case .inside(let low, let high): .inside(quantity(low), quantity(high))
      }
    return LimitZone(condition, color: severityColor(severity)) { $0.value }
  }
}
