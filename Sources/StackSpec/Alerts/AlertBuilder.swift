import Diagnostics
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

/// An alert as it will be emitted, and what it asks.
struct AlertDraft: Sendable {
  var rule: AlertRule
  var query: Query
  /// Where the query is written.
  var node: YAMLTree.Node
}

/// Gives one alert of the spec its meaning.
struct AlertBuilder {
  private let entry: Named<AlertSpec>.Entry
  private let scope: RuleScope
  private let reading: Reading

  init(_ entry: Named<AlertSpec>.Entry, _ scope: RuleScope, _ reading: Reading) {
    (self.entry, self.scope, self.reading) = (entry, scope, reading)
  }

  private var spec: AlertSpec { entry.value }
  private var rules: RuleReader { RuleReader(scope, reading) }

  func build() -> AlertDraft? {
    guard let expression = spec.expression else {
      reportUnknown()
      return nil
    }
    var limit = limit(of: expression)
    let isReadable = limit != nil || limitKeys.isEmpty
    guard
      let query = rules.query(
        expression, for: isReadable ? .alert : .other, limit: limit?.test,
        limitAt: limitKeys.first.flatMap { entry.node[$0.key]?.range })
    else { return nil }
    if entry.name.isEmpty { reading.invalidKey("an alert has a name", at: entry.nameRange) }
    checkSaidTwice()
    reading.checkLabelNames(spec.labels)
    reading.checkLabelNames(spec.annotations, "annotation")
    for label in spec.labels.entries {
      rules.check(template: label.value, at: label.node, of: query, expression)
    }
    let condition = condition(of: expression, query, &limit)
    var rule = AlertRule(
      name: entry.name, expression: condition,
      pending: spec.pending, keepFiring: spec.keepFiring,
      severity: spec.labels["severity"] ?? spec.severity,
      labels: spec.labels.entries.map { ($0.name, $0.value) }.filter { $0.0 != "severity" },
      annotations: annotations(of: query, expression, limit), limit: limit,
      origin: .none)
    rule.identity = scope.history.firstName(.alerts, entry.name)
    return AlertDraft(rule: rule, query: query, node: expression.node)
  }

  /// A key of the alert and a label or annotation of the same name, written in one place.
  private func checkSaidTwice() {
    for (key, section) in [
      ("severity", "labels"), ("summary", "annotations"), ("description", "annotations"),
    ] {
      guard let one = entry.node[key], let other = entry.node[section]?[key],
        one.range.source == other.range.source
      else { continue }
      reading.diagnostics.report(
        Diagnostic(
          .clashingKeys, .error, "'\(key)' is said twice of '\(entry.name)'", at: other.range
        ).help("keep one of them").related(one.range, "and here"))
    }
  }

  /// Says that nobody knows the alert that the spec changes.
  func reportUnknown() {
    reading.diagnostics.report(
      Diagnostic(
        .unknownAlert, .error,
        "no pack of the stack brings an alert '\(entry.name)', and it has no 'expr' of its own",
        at: entry.nameRange
      ).help(suggestion(for: entry.name, among: scope.alertsOfPacks) ?? "write its 'expr'"))
  }

  private func annotations(
    of query: Query, _ expression: Expression, _ limit: AlertLimit?
  ) -> [(name: String, value: String)] {
    var annotations: [(name: String, value: String)] = []
    func add(_ name: String, _ text: String?, key: String) {
      guard let text else { return }
      rules.check(template: text, at: entry.node[key], of: query, expression)
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
      rules.check(template: annotation.value, at: annotation.node, of: query, expression)
      // What the user writes out wins over what the keys of the alert would make.
      annotations.removeAll { $0.name == annotation.name }
      annotations.append((annotation.name, annotation.value))
    }
    return annotations
  }

  /// The limit of an alert that measures a quantity; none when `expr` is the whole condition.
  private func limit(of expression: Expression) -> AlertLimit? {
    let tests = limitKeys
    guard let first = tests.first else { return nil }
    if tests.count > 1 {
      reading.clash(
        "an alert has one limit", entry.node, keys: tests.map(\.key), help: "keep one of them")
      return nil
    }
    guard let test = converted(first.test, key: first.key) else { return nil }
    return AlertLimit(measured: expression.text, unit: spec.unit ?? "", test: test)
  }

  private var limitKeys: [(key: String, test: Condition.Test)] {
    [
      ("above", spec.above.map { .above($0) }), ("at_least", spec.atLeast.map { .atLeast($0) }),
      ("below", spec.below.map { .below($0) }), ("at_most", spec.atMost.map { .atMost($0) }),
      ("when", spec.when?.test),
    ].compactMap { key, test in test.map { (key, $0) } }
  }

  /// A test in the unit of the alert's quantity.
  private func converted(_ test: Condition.Test, key: String) -> AlertLimit.Test? {
    let unit = spec.unit ?? ""
    for quantity in test.quantities where UnitConversion.digits(of: quantity, in: unit) == nil {
      let message =
        unit.isEmpty
        ? "the quantity has no unit, so '\(quantity.unit)' says nothing"
        : "'\(quantity.unit)' cannot be turned into '\(unit)'"
      reading.diagnostics.report(
        Diagnostic(.unitMismatch, .error, message, at: entry.node[key]?.range)
          .help(
            unit.isEmpty
              ? quantity.unit == "%"
                ? "write 'unit: percent' for 0 to 100, 'unit: ratio' for 0 to 1, or a bare number"
                : "write 'unit: \(quantity.unit)' beside it, or a bare number"
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
      reading.diagnostics.report(
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
    of expression: Expression, _ query: Query, _ limit: inout AlertLimit?
  ) -> String {
    guard let test = limit?.test else {
      if spec.until != nil {
        reading.clash(
          "'until' needs a limit to recover from", entry.node, keys: ["until"],
          help: "write the limit as above, below or when, and the quantity alone in 'expr'")
      }
      return expression.text
    }
    let text = LimitExpression(expression.text, query)
    guard let until = spec.until?.test, let end = converted(until, key: "until")
    else { return text.passed(test) }
    limit?.recovery = end
    if !test.recovers(by: end) {
      reading.diagnostics.report(
        Diagnostic(
          .hysteresis, .error,
          "'until \(end.words)' does not lead back from '\(test.words)'",
          at: entry.node["until"]?.range
        ).help(
          "it fires while \(test.words); write when it is well again, such as \(test.opposite.words)"
        ))
    }
    return text.passed(
      test, until: end, alert: entry.name, labels: spec.labels.names)
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
