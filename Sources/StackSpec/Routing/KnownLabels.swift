import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Warns about labels that nothing in the stack gives to an alert.
  func checkUnknownLabels(_ root: Route) {
    guard let known = labelNames else { return }
    func visit(_ route: Route) {
      for matcher in route.matchers where !matcher.mayBeMissing && !known.contains(matcher.label) {
        diagnostics.report(
          Diagnostic(
            .routeNeverMatches, .warning,
            "no alert of this stack has a label '\(matcher.label)'", at: place(route.origin)
          ).help(suggestion(for: matcher.label, among: known.sorted())))
      }
      for child in route.routes { visit(child) }
    }
    visit(root)
  }

  /// Warns about labels to group by that are nearly one that alerts have. One that is like none
  /// does no harm: many group by labels that only some of their stacks have.
  func checkGroupLabels(_ labels: [Located<String>]) {
    guard let known = labelNames?.sorted() else { return }
    for label in labels where label.value != "..." && !known.contains(label.value) {
      guard label.value.utf8.count > 3, let help = suggestion(for: label.value, among: known)
      else { continue }
      diagnostics.report(
        Diagnostic(
          .groupBy, .warning, "no alert of this stack has a label '\(label.value)'",
          at: label.range
        ).help(help))
    }
  }

  /// Every label an alert can have; nil where discovery may bring any.
  private var labelNames: Set<String>? {
    var names: Set<String> = ["alertname", "severity", "job", "instance", "grafana_folder"]
    for job in model.prometheus?.jobs ?? [] {
      guard job.settings.collectLabels(into: &names) else { return nil }
    }
    _ = model.prometheus?.global["external_labels"]?.keys.map { names.insert($0) }
    for metric in packs.flatMap(\.pack.metrics.entries) {
      names.formUnion(metric.value.labels.map(\.text))
    }
    let groups = model.ruleGroups + (model.grafana?.ruleGroups ?? [])
    for rule in groups.flatMap(\.rules) {
      switch rule {
      case .alert(let alert):
        names.formUnion(alert.labels.map(\.name))
        names.formUnion(words(of: alert.expression))
      case .recording(let recording):
        names.formUnion(recording.labels.map(\.name))
        names.formUnion(words(of: recording.expression))
      }
    }
    names.formUnion(model.logAlerts.flatMap(\.labels.keys))
    for rule in model.grafana?.pvRuleGroups.flatMap(\.rules) ?? [] {
      names.insert("pv")
      names.formUnion(rule.labels.map(\.name))
    }
    return names
  }

  /// Whatever looks like a name in a query: one of these may be a label of its result.
  private func words(of expression: String) -> [String] {
    expression.utf8.split { byte in
      let isWord =
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
      return !isWord
    }.map { String(decoding: Array($0), as: UTF8.self) }
  }
}

extension LabelMatcher {
  /// Whether an alert without the label matches.
  fileprivate var mayBeMissing: Bool { [self].mayMatch(known: [label: ""]) }
}

extension Tree {
  var keys: [String] {
    if case .mapping(let entries) = self { entries.map(\.key) } else { [] }
  }

  /// Adds the labels that a scrape job gives its targets; false where it may give any.
  func collectLabels(into names: inout Set<String>) -> Bool {
    switch self {
    case .list(let items):
      return items.allSatisfy { $0.collectLabels(into: &names) }
    case .mapping(let entries):
      for entry in entries {
        if entry.key.hasSuffix("_sd_configs") || entry.value == .text("labelmap") { return false }
        if entry.key == "labels" { names.formUnion(entry.value.keys) }
        if entry.key == "target_label", case .text(let label) = entry.value { names.insert(label) }
        guard entry.value.collectLabels(into: &names) else { return false }
      }
      return true
    case .null, .bool, .int, .number, .text: return true
    }
  }
}
