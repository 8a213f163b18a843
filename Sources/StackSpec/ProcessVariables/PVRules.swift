import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Adds the rules that watch process variables, group by group.
  mutating func addPVRules() {
    guard let archiver = model.archiver else { return }
    for (entry, group) in zip(stack.pvs.entries, archiver.groups) {
      let engine = entry.value.engine ?? stack.archiver?.engine ?? .grafana
      guard group.isWatched else { continue }
      if engine == .prometheus, model.prometheus != nil {
        addPrometheusRules(of: group, entry)
        continue
      }
      guard engine == .grafana, model.grafana != nil else {
        let program = engine == .grafana ? "Grafana" : "Prometheus"
        diagnostics.report(
          Diagnostic(
            .pvAlertEngine, .error, "there is no \(program) in this stack to evaluate these limits",
            at: entry.nameRange
          ).help("add '\(engine.rawValue):' to the stack"))
        return
      }
      let interval = stack.archiver?.interval?.value ?? .minutes(1)
      let builder = PVRuleBuilder(
        group: group, queries: ArchiverQueries(archiver: archiver), interval: interval,
        dashboard: chosenPVsAddress)
      let groups = builder.groups()
      model.archiver?.loads[group.name] = groups.load
      model.grafana?.pvRuleGroups += groups
    }
  }

  /// Where people look at one variable.
  var chosenPVsAddress: String? {
    model.grafana.map { "\($0.publicURL)/d/\(pickerUID)" }
  }

  var pickerUID: String {
    dashboardUID("pvs")
  }
}

extension PVGroup {
  fileprivate var isWatched: Bool {
    watch.disconnected != nil || watch.stale != nil || !watch.recordAlarms.isEmpty
      || profiles.contains { !$0.limits.isEmpty }
  }
}

extension [PVRuleGroup] {
  /// What evaluating the rules asks of the appliance.
  fileprivate var load: ArchiverLoad {
    var load = ArchiverLoad()
    for group in self {
      for rule in group.rules {
        // The archiver's own plugin asks for one variable at a time.
        let isPlugin = rule.datasource == ArchiverQueries.plugin.uid
        load.rules += 1
        load.add(
          requests: isPlugin ? rule.count : 1, of: rule.count, bytes: rule.askedBytes,
          every: group.interval)
      }
    }
    return load
  }
}

/// Makes the rules of one group: a rule for all variables with a limit, as far as they fit.
private struct PVRuleBuilder {
  let group: PVGroup
  let queries: ArchiverQueries
  let interval: Duration
  /// Where people look at one variable.
  let dashboard: String?

  /// So few variables share a rule that one failing query leaves most of a group watched.
  private static let mostVariables = 50
  private static let mostRules = 100

  func groups() -> [PVRuleGroup] {
    var rules: [PVRule] = []
    for part in group.watchedParts { rules += self.rules(part) }
    var titles = SingleTitles()
    let titled = rules.map { rule in
      var rule = rule
      rule.title = titles.single(rule.title)
      return rule
    }
    return stride(from: 0, to: titled.count, by: Self.mostRules).map { start in
      let number = start / Self.mostRules
      var group = PVRuleGroup(
        name: number == 0 ? self.group.title : "\(self.group.title) \(number + 1)",
        file: self.group.name, interval: interval)
      group.rules = Array(titled[start..<min(start + Self.mostRules, titled.count)])
      return group
    }
  }

  private func rules(_ part: WatchedPart) -> [PVRule] {
    let count = (part.names.count + Self.mostVariables - 1) / Self.mostVariables
    return (0..<count).map { chunk in
      let start = chunk * Self.mostVariables
      let names = Array(part.names[start..<min(start + Self.mostVariables, part.names.count)])
      let suffix = count == 1 ? "" : " (\(chunk + 1) of \(count))"
      return rule(part, names, number: chunk + 1, suffix: suffix)
    }
  }

  private func rule(_ part: WatchedPart, _ names: [String], number: Int, suffix: String) -> PVRule {
    let asked: (datasource: DatasourceReference, query: Tree)
    var test = PVLimit.Test.above(0)
    var recovery: PVLimit.Test?
    var label = "pv"
    switch part.what {
    case .value(let limit):
      asked = queries.newest(.value, of: names)
      (test, recovery) = (limit.test, limit.recovery)
      label = queries.label(of: .value)
    case .alarm(let level):
      asked = queries.newest(.severity, of: names)
      test = .atLeast(Double(level))
      label = queries.label(of: .severity)
    case .disconnected: asked = (ArchiverQueries.infinity, queries.disconnected(names))
    case .stale(let time):
      asked = queries.newest(.age, of: names)
      test = .above(Double(time.milliseconds) / 1000)
    }
    var rule = PVRule(
      path: "pvs/\(group.identity)/\(part.key)/\(number)",
      title: "\(group.title) \(part.title)\(suffix)", severity: part.severity,
      datasource: asked.datasource.uid, query: asked.query, test: test, count: names.count,
      origin: group.origin)
    rule.askedBytes = names.reduce(0) { $0 + $1.utf8.count + 3 }
    rule.recovery = recovery
    rule.pending = part.pending
    rule.labels = labels(part, label)
    rule.annotations = part.annotations(
      label: label, value: "$values.B.Value", dashboard: dashboard)
    return rule
  }

  private func labels(_ part: WatchedPart, _ label: String) -> [(name: String, value: String)] {
    var labels = [(name: "group", value: group.name)]
    if label != "pv" { labels.append(("pv", "{{ $labels.\(label) }}")) }
    if let owner = part.profile.owner { labels.append(("owner", owner)) }
    return labels + group.watch.labels
  }
}
