internal import Dialects

/// An alert as far as routes can know it before it fires.
package struct RoutedAlert: Sendable {
  package var name: String
  /// The labels that are the same for all of its series.
  package var labels: [String: String]
  /// The program that evaluates it and follows its own tree.
  package var evaluator: Evaluator
  package var origin: Origin

  package init(
    name: String, labels: [(name: String, value: String)], evaluator: Evaluator, origin: Origin
  ) {
    self.name = name
    // A label with a template has a value only when the alert fires.
    self.labels = labels.filter { !$0.value.contains("{{") }.reduce(into: ["alertname": name]) {
      $0[$1.name] = $1.value
    }
    self.evaluator = evaluator
    self.origin = origin
  }

  package enum Evaluator: Sendable {
    case prometheus, grafana
  }

  package var severity: String { labels["severity"] ?? "" }
}

extension StackModel {
  /// Every alert of the stack, in the order of its rules.
  package var routedAlerts: [RoutedAlert] {
    let own = ruleGroups.flatMap(\.alerts).map { $0.routed(.prometheus) }
    let managed = (grafana?.ruleGroups ?? []).flatMap(\.alerts).map { $0.routed(.grafana) }
    return own + logAlerts + managed + variableAlerts
  }

  /// Those on process variables that Grafana evaluates.
  package var variableAlerts: [RoutedAlert] {
    (grafana?.pvRuleGroups ?? []).flatMap(\.rules).map { rule in
      RoutedAlert(
        name: rule.title, labels: [("severity", rule.severity)] + rule.labels,
        evaluator: .grafana, origin: rule.origin)
    }
  }
}

extension AlertRule {
  package func routed(_ evaluator: RoutedAlert.Evaluator) -> RoutedAlert {
    RoutedAlert(
      name: name, labels: [("severity", severity)] + labels, evaluator: evaluator, origin: origin)
  }
}

extension RuleGroup {
  package var alerts: [AlertRule] {
    rules.compactMap { if case .alert(let alert) = $0 { alert } else { nil } }
  }
}

/// Who is told of one alert by one node of the tree, and when they are not.
package struct AlertDelivery: Sendable {
  package var alert: RoutedAlert
  /// False when labels decide that the alert gets only when it fires.
  package var isCertain: Bool
  package var delivery: Delivery
  package var inhibitions: [Inhibition]

  /// "during nights", "while `severity="critical"` fires with the same instance"
  package var silences: [String] {
    delivery.mutes.map { "during \($0)" } + delivery.actives.map { "outside of \($0)" }
      + inhibitions.map(\.words)
  }

  /// "alert", "route", or the labels that make a message.
  package var groupWords: String {
    if delivery.groupsByAll { return "alert" }
    return delivery.groupBy.isEmpty ? "route" : delivery.groupBy.joined(separator: ", ")
  }
}

extension Routing {
  /// Everyone who may be told of an alert. Nil when an expression of the tree cannot be tried.
  package func deliveries(of alerts: [RoutedAlert]) -> [AlertDelivery]? {
    guard let evaluator = RoutingEvaluator(root) else { return nil }
    return alerts.flatMap { alert in
      evaluator.reach(ofKnown: alert.labels).map { reach in
        AlertDelivery(
          alert: alert, isCertain: reach.isCertain, delivery: reach.delivery,
          inhibitions: inhibitions.filter { $0.target.mayMatch(known: alert.labels) })
      }
    }
  }
}

extension Inhibition {
  fileprivate var words: String {
    // That the source has the labels at all goes without saying here.
    let matchers = source.filter {
      !equal.contains($0.label) || $0.text != LabelMatcher($0.label, .notEqual, "").text
    }.map(\.text).joined(separator: ", ")
    let labels = equal.isEmpty ? "" : " with the same \(equal.joined(separator: ", "))"
    return "while `\(matchers)` fires\(labels)"
  }
}
