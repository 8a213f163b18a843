import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Adds the alerts and recordings of the spec and of its packs.
  mutating func addRules() {
    guard model.prometheus != nil else { return }
    var groups: [RuleGroup] = []
    for entry in stack.recordings.entries {
      guard let expression = entry.value.expression else { continue }
      let rule = RecordingRule(
        name: entry.name, expression: expression.text,
        labels: entry.value.labels.entries.map { ($0.name, $0.value) },
        origin: origin(entry.nameRange))
      groups.add(.recording(rule), to: entry.value.group?.text ?? "recordings")
    }
    for entry in stack.alerts.entries where entry.value.isEnabled {
      guard let rule = alert(entry) else { continue }
      groups.add(.alert(rule), to: entry.value.group?.text ?? "alerts")
    }
    model.prometheus?.ruleGroups += groups
  }

  private mutating func alert(_ entry: Named<AlertSpec>.Entry) -> AlertRule? {
    let spec = entry.value
    guard let expression = spec.expression else {
      let known = packs.flatMap { $0.pack.alerts.node.entries?.map(\.key.name) ?? [] }
      diagnostics.report(
        Diagnostic(
          .unknownAlert, .error,
          "no pack brings an alert '\(entry.name)', and it has no 'expr' of its own",
          at: entry.nameRange
        ).help(suggestion(for: entry.name, among: known) ?? "write its 'expr'"))
      return nil
    }
    let limit = limit(of: entry, expression)
    var annotations: [(name: String, value: String)] = []
    if let text = spec.summaryText { annotations.append(("summary", text)) }
    if let text = spec.description { annotations.append(("description", text)) }
    if let text = spec.runbook {
      annotations.append((text.hasPrefix("http") ? "runbook_url" : "runbook", text))
    }
    annotations += spec.annotations.entries.map { ($0.name, $0.value) }
    return AlertRule(
      name: entry.name, expression: limit?.expression ?? expression.text,
      pending: spec.pending, keepFiring: spec.keepFiring, severity: spec.severity,
      labels: spec.labels.entries.map { ($0.name, $0.value) }, annotations: annotations,
      limit: limit, origin: origin(entry.nameRange))
  }

  /// The limit of an alert that measures a quantity; none when `expr` is the whole condition.
  private func limit(of entry: Named<AlertSpec>.Entry, _ expression: Expression) -> AlertLimit? {
    let spec = entry.value
    let tests: [Condition.Test] =
      [
        spec.above.map { .above($0) }, spec.atLeast.map { .atLeast($0) },
        spec.below.map { .below($0) }, spec.atMost.map { .atMost($0) }, spec.when?.test,
      ].compactMap { $0 }
    guard let test = tests.first else { return nil }
    if tests.count > 1 {
      reading.invalid(
        "the alert '\(entry.name)' has more than one limit", entry.node,
        help: "keep one of above, at_least, below, at_most, when")
      return nil
    }
    return AlertLimit(measured: expression.text, unit: spec.unit ?? "", test: .init(test))
  }
}

extension AlertLimit.Test {
  init(_ test: Condition.Test) {
    switch test {
    case .above(let limit): self = .above(limit.digits)
    case .atLeast(let limit): self = .atLeast(limit.digits)
    case .below(let limit): self = .below(limit.digits)
    case .atMost(let limit): self = .atMost(limit.digits)
    case .equal(let value): self = .equal(value.digits)
    case .notEqual(let value): self = .notEqual(value.digits)
    case .outside(let low, let high): self = .outside(low.digits, high.digits)
    case .inside(let low, let high): self = .inside(low.digits, high.digits)
    }
  }
}

extension AlertLimit {
  /// PromQL that holds when the limit is passed.
  var expression: String {
    let value = "(\(measured))"
    switch test {
    case .above(let limit): return "\(value) > \(limit)"
    case .atLeast(let limit): return "\(value) >= \(limit)"
    case .below(let limit): return "\(value) < \(limit)"
    case .atMost(let limit): return "\(value) <= \(limit)"
    case .equal(let limit): return "\(value) == \(limit)"
    case .notEqual(let limit): return "\(value) != \(limit)"
    case .outside(let low, let high): return "\(value) < \(low) or \(value) > \(high)"
    case .inside(let low, let high): return "\(value) >= \(low) <= \(high)"
    }
  }
}

extension [RuleGroup] {
  /// Appends a rule to the group of a name, which is made when it is not there.
  fileprivate mutating func add(_ rule: Rule, to group: String) {
    if let index = firstIndex(where: { $0.name == group }) {
      self[index].rules.append(rule)
    } else {
      append(RuleGroup(name: group, file: group, rules: [rule]))
    }
  }
}
