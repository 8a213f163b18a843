import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The work in progress of one dashboard.
struct DashboardBuilder {
  let name: String
  let node: Node
  let spec: DashboardSpec
  let scope: DashboardScope
  let reading: Reading
  /// Where its parts come from; the first has the number `firstOrigin` in the stack.
  private(set) var origins: [SourceRange] = []
  private let firstOrigin: Int
  /// Alerts that panels show, with the panel's id.
  var shownAlerts: [String: Int] = [:]
  var ids = PanelIDs()
  var variables: VariableScope
  let severity: Diagnostic.Severity

  init(
    _ entry: Named<DashboardSpec>.Entry, scope: DashboardScope, reading: Reading, firstOrigin: Int
  ) {
    name = entry.name
    node = entry.node
    spec = entry.value
    self.scope = scope
    self.reading = reading
    self.firstOrigin = firstOrigin
    // What others wrote is looked at as closely, but does not stop the build.
    severity = spec.file == nil && !spec.isLenient ? .error : .warning
    variables = VariableScope(spec.variables, severity: severity)
  }

  mutating func origin(_ range: SourceRange) -> Origin {
    origins.append(range)
    return Origin(firstOrigin + origins.count - 1)
  }

  mutating func build(uid: String, _ folder: DashboardFolder, _ origin: Origin) -> Dashboard {
    var dashboard = Dashboard(
      name: name, uid: uid, title: spec.title ?? name, folder: folder, origin: origin)
    dashboard.description = spec.description
    dashboard.tags = spec.tags
    dashboard.refresh = refresh()
    if let time = spec.time { dashboard.time = TimeSpan(from: time.from, to: time.to) }
    dashboard.sharedCursor = spec.sharedCursor.model
    dashboard.settings = settings()
    dashboard.variables = builtVariables()
    ids.addAll(of: spec)
    dashboard.items = items()
    dashboard.annotations = annotations()
    dashboard.links = spec.links.compactMap { link($0) }
    variables.reportUnused(in: node, reading)
    return dashboard
  }

  /// Grafana refuses to save a dashboard that asks more often than every five seconds.
  private func refresh() -> String? {
    guard let written = spec.refresh, !written.value.isEmpty else { return nil }
    guard let interval = Duration(written.value) else {
      reading.invalid("'\(written.value)' is not a duration", written.node, help: "write 30s or 1m")
      return nil
    }
    if interval < Duration.seconds(5) {
      reading.diagnostics.report(
        Diagnostic(
          .refreshTooFast, .error, "Grafana refuses to refresh more often than every 5s",
          at: written.range
        ).help("write 5s or more"))
    }
    return written.value
  }

  private func settings() -> [(key: String, value: Tree)] {
    var settings: [(key: String, value: Tree)] = []
    let texts = [("timezone", spec.timezone), ("weekStart", spec.weekStart)]
    for case (let key, let text?) in texts { settings.append((key, .text(text))) }
    if let month = spec.fiscalYearStart { settings.append(("fiscalYearStartMonth", .int(month))) }
    let switches = [
      ("editable", spec.isEditable), ("liveNow", spec.isLive), ("preload", spec.preloads),
    ]
    for case (let key, let value?) in switches { settings.append((key, .bool(value))) }
    var writing = Writing()
    if let picker = spec.timePicker?.tree(&writing) { settings.append(("timepicker", picker)) }
    if case .mapping(let more) = Tree(spec.patch.node) {
      for entry in more {
        settings.removeAll { $0.key == entry.key }
        settings.append(entry)
      }
    }
    return settings
  }

  private mutating func annotations() -> [Tree] {
    var trees = [AnnotationSpec.builtIn]
    for entry in spec.annotations.entries {
      let annotation = entry.value
      let source: DatasourceReference?
      if annotation.expression != nil || annotation.datasource != nil {
        source = datasource(named: annotation.datasource, preferring: [])
      } else {
        source = .grafana
      }
      if let expression = annotation.expression {
        check(QueryText(expression, dialect(of: source)), askedOf: source)
      }
      guard let source else { continue }
      let shown = annotation.panels.compactMap { ids.id(named: $0) }
      trees.append(annotation.tree(name: entry.name, source, ids: shown))
    }
    return trees
  }

  private func dialect(of source: DatasourceReference?) -> QueryText.Dialect {
    switch source?.type {
    case "prometheus": .promQL
    case "loki": .logQL
    default: .other
    }
  }

  /// A link in Grafana's form.
  func link(_ link: LinkSpec) -> Tree? {
    var writing = Writing()
    guard case .mapping(var fields)? = link.tree(&writing) else { return nil }
    var url = link.url
    if let dashboard = link.dashboard { url = address(of: dashboard) }
    fields.removeAll { $0.key == "url" || $0.key == "title" }
    let title = link.title ?? link.dashboard?.value ?? link.tags.first ?? url ?? ""
    let leadsToSome = link.leadsToAll || !link.tags.isEmpty
    let type = leadsToSome && url == nil ? "dashboards" : "link"
    var whole: [(key: String, value: Tree)] = [("title", .text(title)), ("type", .text(type))]
    if let url { whole.append(("url", .text(url))) }
    var tree = Tree.mapping(whole + fields)
    if !link.patch.node.isNull { tree.merge(Tree(link.patch.node)) }
    return tree
  }

  /// The path of a dashboard of the stack; an unknown one is reported.
  func address(of dashboard: Located<String>) -> String? {
    guard let uid = scope.uids[dashboard.value] else {
      reading.undefined(
        "dashboard", dashboard.value, at: dashboard.range, among: scope.uids.keys.sorted(),
        section: "dashboards")
      return nil
    }
    return "/d/\(uid)"
  }
}

extension DashboardBuilder {
  /// The variables in Grafana's form.
  private mutating func builtVariables() -> [Tree] {
    variables.checkOrder(reading)
    var trees: [Tree] = []
    for entry in spec.variables.entries {
      var source: DatasourceReference?
      if entry.value.kind.asksDatasource {
        source = datasource(named: entry.value.kind.datasource, preferring: [])
      }
      trees.append(entry.value.tree(name: entry.name, source))
    }
    return trees
  }
}
