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
      guard engine == .prometheus || model.grafana != nil else {
        diagnostics.report(
          Diagnostic(
            .pvAlertEngine, .error, "there is no Grafana in this stack to evaluate these limits",
            at: entry.nameRange
          ).help("add 'grafana:' to the stack"))
        return
      }
      let interval = stack.archiver?.interval?.value ?? .minutes(1)
      let builder = PVRuleBuilder(
        group: group, queries: ArchiverQueries(archiver: archiver), interval: interval,
        dashboard: chosenPVsAddress)
      model.grafana?.pvRuleGroups += builder.groups()
    }
  }

  /// Where people look at one variable.
  private var chosenPVsAddress: String {
    "\(model.grafana?.publicURL ?? "")/d/\(pickerUID)"
  }

  var pickerUID: String {
    stableUID(slug: "pvs", path: identityPath("\(model.name)/dashboards/pvs"))
  }
}

extension PVGroup {
  fileprivate var isWatched: Bool {
    watch.disconnected != nil || watch.stale != nil || !watch.recordAlarms.isEmpty
      || profiles.contains { !$0.limits.isEmpty }
  }
}

/// Makes the rules of one group: a rule for all variables with a limit, as far as they fit.
private struct PVRuleBuilder {
  let group: PVGroup
  let queries: ArchiverQueries
  let interval: Duration
  /// Where people look at one variable.
  let dashboard: String

  /// So few variables share a rule that one failing query leaves most of a group watched.
  private static let mostVariables = 50
  private static let mostRules = 100

  func groups() -> [PVRuleGroup] {
    var rules: [PVRule] = []
    for part in parts() { rules += self.rules(part) }
    let titled = withSingleTitles(rules)
    return stride(from: 0, to: titled.count, by: Self.mostRules).map { start in
      let number = start / Self.mostRules
      var group = PVRuleGroup(
        name: number == 0 ? self.group.title : "\(self.group.title) \(number + 1)",
        file: self.group.name, interval: interval)
      group.rules = Array(titled[start..<min(start + Self.mostRules, titled.count)])
      return group
    }
  }

  /// What is watched of some variables: the shape of a rule without the chunks.
  private struct Part {
    var key: String
    var what: What
    var severity: String
    var pending: Duration?
    var profile: PVProfile
    var names: [String]
  }

  private enum What: Hashable {
    case value(PVLimit), alarm(Int), disconnected, stale(Duration)
  }

  private func parts() -> [Part] {
    limitParts() + recordAlarmParts() + connectionParts()
  }

  /// One part for each limit, over all variables that have it.
  private func limitParts() -> [Part] {
    struct Key: Hashable {
      var limit: PVLimit
      var unit: String
      var owner: String?
      var runbook: String?
    }
    var places: [Key: Int] = [:]
    var parts: [Part] = []
    var counts: [String: Int] = [:]
    for (profile, variables) in group.byProfile where !variables.isEmpty {
      let names = variables.map(\.name)
      for limit in profile.limits {
        let key = Key(
          limit: limit, unit: profile.unit, owner: profile.owner, runbook: profile.runbook)
        if let place = places[key] {
          parts[place].names += names
          continue
        }
        counts[limit.severity, default: 0] += 1
        places[key] = parts.count
        parts.append(
          Part(
            key: "\(limit.severity)/\(counts[limit.severity, default: 1])", what: .value(limit),
            severity: limit.severity, pending: limit.pending, profile: profile, names: names))
      }
    }
    return parts
  }

  private func recordAlarmParts() -> [Part] {
    group.watch.recordAlarms.flatMap { alarm in
      byOwner().enumerated().map { index, part in
        Part(
          key: "alarm-\(alarm.severity)/\(index + 1)", what: .alarm(alarm.level),
          severity: alarm.severity, pending: alarm.pending, profile: part.profile,
          names: part.names)
      }
    }
  }

  private func connectionParts() -> [Part] {
    var parts: [Part] = []
    for (index, part) in byOwner().enumerated() {
      if let watch = group.watch.disconnected {
        parts.append(
          Part(
            key: "disconnected/\(index + 1)", what: .disconnected, severity: watch.severity,
            pending: watch.time, profile: part.profile, names: part.names))
      }
      if let watch = group.watch.stale {
        parts.append(
          Part(
            key: "stale/\(index + 1)", what: .stale(watch.time), severity: watch.severity,
            pending: nil, profile: part.profile, names: part.names))
      }
    }
    return parts
  }

  /// All variables, apart by owner and runbook only.
  private func byOwner() -> [(profile: PVProfile, names: [String])] {
    var places: [[String?]: Int] = [:]
    var parts: [(profile: PVProfile, names: [String])] = []
    for (profile, variables) in group.byProfile where !variables.isEmpty {
      let names = variables.map(\.name)
      if let place = places[[profile.owner, profile.runbook]] {
        parts[place].names += names
      } else {
        places[[profile.owner, profile.runbook]] = parts.count
        parts.append((profile, names))
      }
    }
    return parts
  }

  private func rules(_ part: Part) -> [PVRule] {
    let count = (part.names.count + Self.mostVariables - 1) / Self.mostVariables
    return (0..<count).map { chunk in
      let start = chunk * Self.mostVariables
      let names = Array(part.names[start..<min(start + Self.mostVariables, part.names.count)])
      let suffix = count == 1 ? "" : " (\(chunk + 1) of \(count))"
      return rule(part, names, number: chunk + 1, suffix: suffix)
    }
  }

  private func rule(_ part: Part, _ names: [String], number: Int, suffix: String) -> PVRule {
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
      path: "pvs/\(group.name)/\(part.key)/\(number)",
      title: "\(group.title) \(title(part))\(suffix)", severity: part.severity,
      datasource: asked.datasource.uid, query: asked.query, test: test, count: names.count,
      origin: group.origin)
    rule.recovery = recovery
    rule.pending = part.pending
    rule.labels = labels(part, label)
    rule.annotations = annotations(part, label)
    return rule
  }

  private func title(_ part: Part) -> String {
    switch part.what {
    case .value(let limit): "\(part.severity): \(limit.test.words)\(unit(part))"
    case .alarm(let level): "\(part.severity): record in \(PVLimit.recordSeverity(level))"
    case .disconnected: "disconnected"
    case .stale(let time): "without a sample for \(time)"
    }
  }

  private func unit(_ part: Part) -> String {
    part.profile.unit.isEmpty ? "" : " \(part.profile.unit)"
  }

  private func labels(_ part: Part, _ label: String) -> [(name: String, value: String)] {
    var labels = [(name: "group", value: group.name)]
    if label != "pv" { labels.append(("pv", "{{ $labels.\(label) }}")) }
    if let owner = part.profile.owner { labels.append(("owner", owner)) }
    return labels + group.watch.labels
  }

  private func annotations(_ part: Part, _ label: String) -> [(name: String, value: String)] {
    let pv = "{{ $labels.\(label) }}"
    let value = "{{ printf \"%.4g\" $values.B.Value }}"
    var annotations: [(name: String, value: String)] = []
    switch part.what {
    case .value(let limit):
      let unit = unit(part)
      annotations.append(
        ("summary", "\(pv) is \(value)\(unit): \(limit.test.words)\(unit)"))
      annotations.append(("value", "\(value)\(unit)"))
      annotations.append(("limit", "\(limit.test.words)\(unit)"))
      if !part.profile.unit.isEmpty { annotations.append(("unit", part.profile.unit)) }
    case .alarm(let level):
      annotations.append(
        ("summary", "The record of \(pv) is in \(PVLimit.recordSeverity(level)) or worse"))
      annotations.append(("value", value))
      annotations.append(("limit", "severity \(level)"))
    case .disconnected:
      annotations.append(("summary", "The archiver has no connection to \(pv)"))
    case .stale(let time):
      annotations.append(("summary", "The last sample of \(pv) is older than \(time)"))
      annotations.append(("value", "{{ printf \"%.0f\" $values.B.Value }} s"))
      annotations.append(("limit", time.description))
    }
    if let runbook = part.profile.runbook {
      annotations.append((runbook.hasPrefix("http") ? "runbook_url" : "runbook", runbook))
    }
    annotations.append(
      ("dashboard_url", "\(dashboard)?var-pv={{ $labels.\(label) | urlquery }}"))
    return annotations
  }

  /// Grafana wants one title a folder: limits that differ in little are counted.
  private func withSingleTitles(_ rules: [PVRule]) -> [PVRule] {
    var seen: [String: Int] = [:]
    return rules.map { rule in
      var rule = rule
      // 190 bytes are the most that Grafana takes.
      if rule.title.utf8.count > 180 { rule.title = String(rule.title.prefix(170)) }
      let count = seen[rule.title, default: 0] + 1
      seen[rule.title] = count
      if count > 1 { rule.title += ", \(count)" }
      return rule
    }
  }
}

extension PVLimit {
  static func recordSeverity(_ level: Int) -> String {
    switch level {
    case 0: "NO_ALARM"
    case 1: "MINOR"
    case 2: "MAJOR"
    default: "INVALID"
    }
  }
}
