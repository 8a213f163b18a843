import Diagnostics
import Dialects
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Adds the alerts and recordings of the spec and of its packs.
  mutating func addRules() {
    guard model.prometheus != nil || model.mimir != nil else { return }
    // Mimir evaluates once a minute.
    let interval = model.prometheus?.evaluationInterval ?? .minutes(1)
    var groups: [RuleGroup] = []
    for entry in stack.recordings.entries {
      guard let expression = entry.value.expression else { continue }
      reading.checkRecordingName(entry.name, at: entry.nameRange)
      reading.checkLabelNames(entry.value.labels)
      _ = query(expression, for: .recording(name: entry.name))
      let rule = RecordingRule(
        name: entry.name, expression: expression.text,
        labels: entry.value.labels.entries.map { ($0.name, $0.value) },
        origin: origin(entry.nameRange))
      groups.add(.recording(rule), to: entry.value.group?.text ?? "recordings")
    }
    let packOfAlert = packsByAlert()
    for entry in stack.alerts.entries where entry.value.isEnabled {
      guard let rule = alert(entry) else { continue }
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

  private mutating func alert(_ entry: Named<AlertSpec>.Entry) -> AlertRule? {
    let spec = entry.value
    guard let expression = spec.expression else {
      reportUnknown(entry)
      return nil
    }
    var limit = limit(of: entry, expression)
    let isReadable = limit != nil || limitKeys(of: entry).isEmpty
    guard
      let query = query(
        expression, for: isReadable ? .alert : .other, limit: limit?.test,
        limitAt: limitKeys(of: entry).first.flatMap { entry.node[$0.key]?.range })
    else { return nil }
    if entry.name.isEmpty { reading.invalidKey("an alert has a name", at: entry.nameRange) }
    reading.checkLabelNames(spec.labels)
    reading.checkLabelNames(spec.annotations, "annotation")
    queriesOfAlerts[entry.name] = (query, expression.node)
    for label in spec.labels.entries {
      check(template: label.value, at: label.node, of: query, expression)
    }
    let condition = condition(of: entry, expression, query, &limit)
    var rule = AlertRule(
      name: entry.name, expression: condition,
      pending: spec.pending, keepFiring: spec.keepFiring,
      severity: spec.labels["severity"] ?? spec.severity,
      labels: spec.labels.entries.map { ($0.name, $0.value) }.filter { $0.0 != "severity" },
      annotations: annotations(of: entry, query, expression, limit), limit: limit,
      origin: origin(entry.nameRange))
    rule.identity = history.firstName(.alerts, entry.name)
    rule.tests = tests(of: entry)
    return rule
  }

  private func reportUnknown(_ entry: Named<AlertSpec>.Entry) {
    let known = packs.flatMap { $0.pack.alerts.node.entries?.map(\.key.name) ?? [] }
    diagnostics.report(
      Diagnostic(
        .unknownAlert, .error,
        "no pack of the stack brings an alert '\(entry.name)', and it has no 'expr' of its own",
        at: entry.nameRange
      ).help(suggestion(for: entry.name, among: known) ?? "write its 'expr'"))
  }

  private func annotations(
    of entry: Named<AlertSpec>.Entry, _ query: Query, _ expression: Expression,
    _ limit: AlertLimit?
  ) -> [(name: String, value: String)] {
    let spec = entry.value
    var annotations: [(name: String, value: String)] = []
    func add(_ name: String, _ text: String?, key: String) {
      guard let text else { return }
      check(template: text, at: entry.node[key], of: query, expression)
      annotations.append((name, text))
    }
    add("summary", spec.summaryText, key: "summary")
    add("description", spec.description, key: "description")
    add(
      spec.runbook?.hasPrefix("http") == true ? "runbook_url" : "runbook", spec.runbook,
      key: "runbook")
    if let limit {
      let unit = limit.unit.isEmpty ? "" : limit.unit == "percent" ? " %" : " \(limit.unit)"
      annotations.append(("value", "{{ printf \"%.4g\" $value }}\(unit)"))
      annotations.append(("limit", "\(limit.test.words)\(unit)"))
    }
    for annotation in spec.annotations.entries {
      check(template: annotation.value, at: annotation.node, of: query, expression)
      // What the user writes out wins over what the keys of the alert would make.
      annotations.removeAll { $0.name == annotation.name }
      annotations.append((annotation.name, annotation.value))
    }
    return annotations
  }

  /// The limit of an alert that measures a quantity; none when `expr` is the whole condition.
  private func limit(of entry: Named<AlertSpec>.Entry, _ expression: Expression) -> AlertLimit? {
    let tests = limitKeys(of: entry)
    guard let first = tests.first else { return nil }
    if tests.count > 1 {
      reading.clash(
        "an alert has one limit", entry.node, keys: tests.map(\.key), help: "keep one of them")
      return nil
    }
    guard let test = converted(first.test, entry, key: first.key) else { return nil }
    return AlertLimit(measured: expression.text, unit: entry.value.unit ?? "", test: test)
  }

  private func limitKeys(
    of entry: Named<AlertSpec>.Entry
  ) -> [(key: String, test: Condition.Test)] {
    let spec = entry.value
    return [
      ("above", spec.above.map { .above($0) }), ("at_least", spec.atLeast.map { .atLeast($0) }),
      ("below", spec.below.map { .below($0) }), ("at_most", spec.atMost.map { .atMost($0) }),
      ("when", spec.when?.test),
    ].compactMap { key, test in test.map { (key, $0) } }
  }

  /// A test in the unit of the alert's quantity.
  private func converted(
    _ test: Condition.Test, _ entry: Named<AlertSpec>.Entry, key: String
  ) -> AlertLimit.Test? {
    let unit = entry.value.unit ?? ""
    for quantity in test.quantities where UnitConversion.digits(of: quantity, in: unit) == nil {
      let message =
        unit.isEmpty
        ? "the quantity has no unit, so '\(quantity.unit)' says nothing"
        : "'\(quantity.unit)' cannot be turned into '\(unit)'"
      diagnostics.report(
        Diagnostic(.unitMismatch, .error, message, at: entry.node[key]?.range)
          .help(
            unit.isEmpty
              ? quantity.unit == "%"
                ? "write 'unit: percent' for 0 to 100, 'unit: ratio' for 0 to 1, or a bare number"
                : "write the 'unit' of the quantity, or a bare number"
              : "write the limit in '\(unit)'"))
      return nil
    }
    checkShare(test, unit, at: entry.node[key]?.range)
    return AlertLimit.Test(test) { UnitConversion.digits(of: $0, in: unit) ?? $0.digits }
  }

  /// Warns about a bare 0.9 where 90 is meant, and the other way round.
  private func checkShare(_ test: Condition.Test, _ unit: String, at range: SourceRange?) {
    for quantity in test.quantities where quantity.unit.isEmpty {
      let isTooSmall = unit == "percent" && quantity.value > 0 && quantity.value < 1
      let isTooLarge = unit == "ratio" && quantity.value > 1
      guard isTooSmall || isTooLarge else { continue }
      let percent = isTooSmall ? quantity.value * 100 : quantity.value
      let digits = percent == percent.rounded() ? Int(percent).description : percent.description
      diagnostics.report(
        Diagnostic(
          .percentOrRatio, .warning,
          isTooSmall
            ? "this is \(quantity.digits) percent: the quantity goes from 0 to 100"
            : "the quantity goes from 0 to 1, and this is above it", at: range
        ).help("write \(digits)%, or \(quantity.digits + (isTooSmall ? "%" : "")) if that is meant")
      )
    }
  }

  private func condition(
    of entry: Named<AlertSpec>.Entry, _ expression: Expression, _ query: Query,
    _ limit: inout AlertLimit?
  ) -> String {
    guard let test = limit?.test else {
      if entry.value.until != nil {
        reading.clash(
          "'until' needs a limit to recover from", entry.node, keys: ["until"],
          help: "write the limit as above, below or when, and the quantity alone in 'expr'")
      }
      return expression.text
    }
    let text = LimitExpression(expression.text, query)
    guard let until = entry.value.until?.test, let end = converted(until, entry, key: "until")
    else { return text.passed(test) }
    limit?.recovery = end
    if !test.recovers(by: end) {
      diagnostics.report(
        Diagnostic(
          .hysteresis, .error,
          "'until \(end.words)' does not lead back from '\(test.words)'",
          at: entry.node["until"]?.range
        ).help(
          "it fires while \(test.words); write when it is well again, such as \(test.opposite.words)"
        ))
    }
    return text.passed(
      test, until: end, alert: entry.name, labels: entry.value.labels.names)
  }
}

extension Condition.Test {
  var quantities: [Quantity] {
    switch self {
    case .above(let limit), .atLeast(let limit), .below(let limit), .atMost(let limit),
      .equal(let limit), .notEqual(let limit):
      [limit]
    case .outside(let low, let high), .inside(let low, let high): [low, high]
    }
  }
}

extension AlertLimit.Test {
  /// A test with the digits that each quantity has in the unit of the model.
  init(_ test: Condition.Test, digits: (Quantity) -> String) {
    switch test {
    case .above(let limit): self = .above(digits(limit))
    case .atLeast(let limit): self = .atLeast(digits(limit))
    case .below(let limit): self = .below(digits(limit))
    case .atMost(let limit): self = .atMost(digits(limit))
    case .equal(let value): self = .equal(digits(value))
    case .notEqual(let value): self = .notEqual(digits(value))
    case .outside(let low, let high): self = .outside(digits(low), digits(high))
    case .inside(let low, let high): self = .inside(digits(low), digits(high))
    }
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
