internal import Dialects
internal import StackModel

extension ReadmeOutput {
  /// Who is told of each alert, found in the tree that Alertmanager follows.
  func deliveries(_ model: StackModel, _ page: inout MarkdownPage) {
    guard let routing = model.routing, let evaluator = RoutingEvaluator(routing.root) else {
      return
    }
    let groups = (model.prometheus?.ruleGroups ?? []) + (model.grafana?.ruleGroups ?? [])
    let alerts = groups.flatMap(\.rules).compactMap { rule in
      if case .alert(let alert) = rule { alert } else { nil }
    }
    guard !alerts.isEmpty else { return }
    page.heading(2, "Who is told")
    page.table(
      ["Receiver", "Told by"],
      routing.receivers.map { receiver in
        let kinds = receiver.integrations.map(\.kind).uniqued()
        return [receiver.name, kinds.isEmpty ? "nothing: its alerts are dropped" : list(kinds)]
      })
    page.paragraph(
      """
      Where "perhaps" stands, labels decide that an alert gets only when it fires. A message is \
      repeated at the first look at its group after the time given here.
      """)
    page.table(
      ["Alert", "Severity", "Told", "Repeated after", "One message for each", "Not told"],
      alerts.flatMap { rows($0, evaluator, routing) })
  }

  private func rows(
    _ alert: AlertRule, _ evaluator: RoutingEvaluator, _ routing: Routing
  ) -> [[String]] {
    evaluator.reach(ofKnown: alert.knownLabels).map { reach in
      let delivery = reach.delivery
      return [
        alert.name, alert.severity, (reach.isCertain ? "" : "perhaps ") + delivery.receiver,
        delivery.repeatInterval.description,
        delivery.groupsByAll
          ? "alert" : delivery.groupBy.isEmpty ? "route" : list(delivery.groupBy),
        list(silences(alert, delivery, routing)),
      ]
    }
  }

  private func silences(
    _ alert: AlertRule, _ delivery: Delivery, _ routing: Routing
  ) -> [String] {
    var silences = delivery.mutes.map { "during \($0)" }
    silences += delivery.actives.map { "outside of \($0)" }
    for inhibition in routing.inhibitions
    where inhibition.target.mayMatch(known: alert.knownLabels) {
      // That the source has the labels at all goes without saying here.
      let source = inhibition.source.filter {
        !inhibition.equal.contains($0.label)
          || $0.text != LabelMatcher($0.label, .notEqual, "").text
      }.map(\.text).joined(separator: ", ")
      let labels = inhibition.equal.isEmpty ? "" : " with the same \(list(inhibition.equal))"
      silences.append("while `\(source)` fires\(labels)")
    }
    return silences
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}

extension AlertRule {
  /// The labels that are the same for all of its series.
  var knownLabels: [String: String] {
    var known = ["alertname": name, "severity": severity]
    for label in labels where !label.value.contains("{{") { known[label.name] = label.value }
    return known
  }
}
