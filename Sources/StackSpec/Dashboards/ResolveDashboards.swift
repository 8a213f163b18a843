import Diagnostics
import OrderedTree
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Adds the dashboards of the spec and of its packs.
  mutating func addDashboards() {
    guard let server = model.grafana else { return }
    let written = stack.dashboards.named.entries.filter(\.value.isEnabled)
    var scope = DashboardScope(
      stack: model.name, datasources: server.datasources,
      alerts: model.ruleGroups.alertsByName, absentAlerts: absentAlerts,
      metrics: model.prometheus.map {
        PromQLContext(.panel, dictionary: metrics, scrapeInterval: $0.scrapeInterval)
      })
    for entry in written {
      scope.uids[entry.name] = entry.value.uid?.text ?? dashboardUID(entry.name)
    }
    var folders = DashboardFolders(stack: model.name, history: history)
    var dashboards: [Dashboard] = []
    dashboards.reserveCapacity(written.count)
    for entry in written {
      guard isFileName(entry) else { continue }
      var builder = DashboardBuilder(
        entry, scope: scope, reading: reading, firstOrigin: origins.count + 1)
      let folder = folders.folder(entry.value.folder ?? model.title)
      dashboards.append(
        builder.build(uid: scope.uids[entry.name] ?? "", folder, origin(entry.nameRange)))
      origins += builder.origins
      link(builder.shownAlerts, to: dashboards[dashboards.count - 1])
    }
    checkTitles(dashboards)
    model.grafana?.dashboards = dashboards
  }

  /// Alerts that are known, and not part of this stack: panels show their quantity without limits.
  private var absentAlerts: [String: String] {
    var quantities: [String: String] = [:]
    for entry in packs.flatMap({ $0.pack.alerts.node.entries ?? [] }) {
      quantities[entry.key.name] = entry.value["expr"]?.scalar?.text
    }
    for entry in stack.alerts.entries where !entry.value.isEnabled {
      quantities[entry.name] = entry.value.expression?.text
    }
    return quantities
  }

  /// The uid of a dashboard, which outlives a rename.
  func dashboardUID(_ name: String) -> String {
    let first = history.firstName(.dashboards, name)
    return stableUID(
      slug: first, path: "\(history.firstName(.stack, model.name))/dashboards/\(first)")
  }

  private func isFileName(_ entry: Named<DashboardSpec>.Entry) -> Bool {
    guard let bad = Identifier.firstBadByte(of: entry.name) else { return true }
    reading.diagnostics.error(
      .invalidValue,
      "a dashboard's name holds letters, digits, '-' and '_' only: byte \(bad + 1) is another",
      at: entry.nameRange)
    return false
  }

  /// Lets alerts lead to the panels that show them.
  private mutating func link(_ shown: [String: Int], to dashboard: Dashboard) {
    guard !shown.isEmpty, let url = model.grafana?.publicURL else { return }
    var groups = model.ruleGroups
    for group in groups.indices {
      for index in groups[group].rules.indices {
        guard case .alert(var rule) = groups[group].rules[index], let panel = shown[rule.name],
          !rule.annotations.contains(where: { $0.name == "dashboard_url" })
        else { continue }
        rule.annotations.append(
          ("dashboard_url", "\(url)/d/\(dashboard.uid)?viewPanel=panel-\(panel)"))
        groups[group].rules[index] = .alert(rule)
      }
    }
    model.ruleGroups = groups
  }

  /// Grafana stops updating dashboards of one folder that share a title.
  private func checkTitles(_ dashboards: [Dashboard]) {
    var seen: [String: Origin] = [:]
    for dashboard in dashboards {
      let key = "\(dashboard.folder.path)/\(dashboard.title)"
      if let other = seen[key] {
        reading.diagnostics.report(
          Diagnostic(
            .duplicateTitle, .error,
            "another dashboard of the folder '\(dashboard.folder.title)' has the title "
              + "'\(dashboard.title)'", at: place(dashboard.origin)
          ).related(place(other), "the other one").help("give one of them another 'title'"))
      } else {
        seen[key] = dashboard.origin
      }
    }
  }
}

/// What all dashboards of a stack may speak of.
struct DashboardScope {
  var stack: String
  var datasources: [Datasource]
  var alerts: [String: AlertRule]
  /// What alerts measure that the user switched off.
  var absentAlerts: [String: String] = [:]
  /// What is known about the metrics of the stack's own Prometheus.
  var metrics: PromQLContext?
  /// Identities by name in the spec.
  var uids: [String: String] = [:]
}

/// Folders by title, each with a path of its own.
private struct DashboardFolders {
  let stack: String
  let history: History
  private var byTitle: [String: DashboardFolder] = [:]
  private var paths: Set<String> = []

  init(stack: String, history: History) {
    self.stack = stack
    self.history = history
  }

  mutating func folder(_ title: String) -> DashboardFolder {
    if let known = byTitle[title] { return known }
    let uid = history.folderUID(title, of: stack)
    let short = slug(of: title)
    // Titles without a Latin letter, or that differ in signs only, go by their identity.
    let isFree = !short.isEmpty && paths.insert(short).inserted
    let folder = DashboardFolder(title: title, uid: uid, path: isFree ? short : uid)
    byTitle[title] = folder
    return folder
  }
}

extension [RuleGroup] {
  fileprivate var alertsByName: [String: AlertRule] {
    var alerts: [String: AlertRule] = [:]
    for group in self {
      for case .alert(let rule) in group.rules { alerts[rule.name] = rule }
    }
    return alerts
  }
}
