import Diagnostics
import Dialects
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Adds the alerts and recordings of the spec and of its packs.
  mutating func addRules() {
    guard evaluatesRules else { return reportUnevaluated() }
    // Mimir evaluates once a minute.
    let interval = model.prometheus?.evaluationInterval ?? .minutes(1)
    let scope = ruleScope
    var groups: [RuleGroup] = []
    for entry in stack.recordings.entries {
      guard let expression = entry.value.expression else { continue }
      reading.checkRecordingName(entry.name, at: entry.nameRange)
      reading.checkLabelNames(entry.value.labels)
      _ = RuleReader(scope, reading).query(expression, for: .recording(name: entry.name))
      let rule = RecordingRule(
        name: entry.name, expression: expression.text,
        labels: entry.value.labels.entries.map { ($0.name, $0.value) },
        origin: origin(entry.nameRange))
      groups.add(.recording(rule), to: entry.value.group?.text ?? "recordings")
    }
    let packOfAlert = packsByAlert()
    let enabled = stack.alerts.entries.filter(\.value.isEnabled)
    let drafts = reading.concurrentMap(enabled) { entry, reading in
      AlertBuilder(entry, scope, reading).build()
    }
    for entry in stack.alerts.entries where !entry.value.isEnabled && entry.value.expression == nil
    {
      AlertBuilder(entry, scope, reading).reportUnknown()
    }
    for (entry, draft) in zip(enabled, drafts) {
      guard let draft else { continue }
      queriesOfAlerts[entry.name] = (draft.query, draft.node)
      var rule = draft.rule
      rule.origin = origin(entry.nameRange)
      rule.tests = tests(of: entry)
      if let pending = rule.pending, pending.milliseconds > 0, pending < interval {
        diagnostics.warning(
          .alertTooFast,
          "'for' is shorter than the evaluation interval of \(interval)",
          at: entry.node["for"]?.range)
      }
      checkSeverity(of: entry)
      let group = entry.value.group?.text ?? packOfAlert[entry.name] ?? "alerts"
      if entry.value.engine == .grafana {
        addManaged(rule, group: group, entry.node)
      } else {
        groups.add(.alert(rule), to: group)
      }
    }
    model.ruleGroups += groups
  }

  /// Warns about a severity that is nearly a usual one, unless routes speak of it too.
  private func checkSeverity(of entry: Named<AlertSpec>.Entry) {
    guard let place = entry.node["severity"]?.range else { return }
    checkSeverity(entry.value.severity, at: place)
  }

  func checkSeverity(_ written: String, at place: SourceRange) {
    let usual = ["critical", "warning", "info", "none"]
    let routed = stack.routes?.node.entries?.map(\.key.name) ?? []
    guard !usual.contains(written), !routed.contains(written),
      let meant = nearest(to: written, among: usual).first,
      editDistance(Array(written.lowercased().utf8), Array(meant.utf8), atMost: 2) != nil
    else { return }
    diagnostics.report(
      Diagnostic(
        .unknownSeverity, .warning, "no route speaks of the severity '\(written)'", at: place
      ).help("did you mean '\(meant)'?").replacing(place, with: meant))
  }

  /// The pack that brings each alert; its rules are evaluated together.
  private func packsByAlert() -> [String: String] {
    var names: [String: String] = [:]
    for pack in packs {
      for entry in pack.pack.alerts.node.entries ?? [] where names[entry.key.name] == nil {
        names[entry.key.name] = pack.packName
      }
    }
    return names
  }
}

extension [RuleGroup] {
  /// Appends a rule to the group of a name, which is made when it is not there.
  mutating func add(_ rule: Rule, to group: String) {
    if let index = firstIndex(where: { $0.name == group }) {
      self[index].rules.append(rule)
    } else {
      append(RuleGroup(name: group, file: group, rules: [rule]))
    }
  }
}
