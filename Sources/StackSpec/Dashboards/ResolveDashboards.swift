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
      server.datasources, alerts: model.ruleGroups.alertsByName, absentAlerts: absentAlerts,
      metrics: model.prometheus.map {
        PromQLContext(.panel, dictionary: metrics, scrapeInterval: $0.scrapeInterval)
      })
    var owners: [String: Named<DashboardSpec>.Entry] = [:]
    for entry in written {
      let uid = entry.value.uid?.text ?? dashboardUID(entry.name)
      if let other = owners.updateValue(entry, forKey: uid), entry.value.uid != nil {
        reading.diagnostics.report(
          Diagnostic(
            .duplicateName, .error, "the dashboard '\(other.name)' has the uid '\(uid)' already",
            at: entry.node["uid"]?.range ?? entry.nameRange
          ).related(other.nameRange, "the other one")
            .help("leave 'uid' out: one is made from the name"))
      }
      scope.uids[entry.name] = uid
    }
    let drafts = drafts(of: written.filter(isFileName), scope)
    for draft in drafts {
      origins += draft.origins
      link(draft.alerts, to: draft.dashboard)
    }
    let dashboards = drafts.map(\.dashboard)
    checkTitles(dashboards)
    model.grafana?.dashboards = dashboards
  }

  private mutating func drafts(
    of written: [Named<DashboardSpec>.Entry], _ scope: DashboardScope
  ) -> [DashboardDraft] {
    var folders = DashboardFolders(stack: model.name, history: history)
    var plans: [DashboardPlan] = []
    var firstOrigin = origins.count + written.count
    for entry in written {
      plans.append(
        DashboardPlan(
          entry: entry, uid: scope.uids[entry.name] ?? "",
          folder: folders.folder(entry.value.folder ?? model.title),
          origin: origin(entry.nameRange), firstOrigin: firstOrigin))
      firstOrigin += entry.value.panelCount
    }
    return reading.concurrentMap(plans) { plan, reading in
      var builder = DashboardBuilder(
        plan.entry, scope: scope, reading: reading, firstOrigin: plan.firstOrigin)
      let dashboard = builder.build(uid: plan.uid, plan.folder, plan.origin)
      return DashboardDraft(
        dashboard: dashboard, origins: builder.origins, alerts: builder.shownAlerts)
    }
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

/// A dashboard before its panels are built.
private struct DashboardPlan: Sendable {
  var entry: Named<DashboardSpec>.Entry
  var uid: String
  var folder: DashboardFolder
  var origin: Origin
  /// The number of its first panel's origin.
  var firstOrigin: Int
}

/// A dashboard that is built, and what the stack is to know of it.
private struct DashboardDraft: Sendable {
  var dashboard: Dashboard
  var origins: [SourceRange]
  var alerts: [String: Int]
}

/// What all dashboards of a stack may speak of.
struct DashboardScope: Sendable {
  let datasources: [Datasource]
  /// The datasources in short, and the one that is asked where none is named.
  let references: [DatasourceReference]
  let standard: DatasourceReference?
  let alerts: [String: AlertRule]
  /// What alerts measure that the user switched off.
  let absentAlerts: [String: String]
  /// What is known about the metrics of the stack's own Prometheus.
  let metrics: PromQLContext?
  /// Identities by name in the spec.
  var uids: [String: String] = [:]

  init(
    _ datasources: [Datasource], alerts: [String: AlertRule], absentAlerts: [String: String],
    metrics: PromQLContext?
  ) {
    self.datasources = datasources
    references = datasources.map(\.reference)
    standard = (datasources.first(where: \.isDefault) ?? datasources.first)?.reference
    self.alerts = alerts
    self.absentAlerts = absentAlerts
    self.metrics = metrics
  }
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
