import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Looks for routes and inhibitions that do nothing for the alerts of this stack.
  mutating func checkRouting(_ routing: Routing) {
    let alerts = knownLabelsOfAlerts
    let unreachable = unreachableRoutes(in: routing.root)
    for (route, reason) in unreachable { report(route, reason) }
    checkNeverMatching(routing.root, alerts, except: Set(unreachable.map(\.route.origin)))
    checkUnknownLabels(routing.root)
    for inhibition in routing.inhibitions { check(inhibition, alerts) }
  }

  /// The labels of each alert that are the same for all of its series.
  private var knownLabelsOfAlerts: [[String: String]] {
    let groups = model.ruleGroups + (model.grafana?.ruleGroups ?? [])
    return groups.flatMap(\.rules).compactMap { rule in
      guard case .alert(let alert) = rule else { return nil }
      var labels = ["alertname": alert.name]
      for label in [("severity", alert.severity)] + alert.labels
      where !label.1.contains("{{") {
        labels[label.0] = label.1
      }
      return labels
    }
  }

  private func report(_ route: Route, _ reason: Unreachable) {
    switch reason {
    case .contradiction(let label):
      diagnostics.report(
        Diagnostic(
          .unreachableRoute, .error,
          "no alert can match \(title(route)): its conditions on '\(label)', with those of the "
            + "routes above, contradict each other", at: place(route.origin)
        ).help("remove the route, or move it out of the route above"))
    case .shadowed(let takers):
      var finding = Diagnostic(
        .unreachableRoute, .error,
        "no alert reaches \(title(route)): every alert it matches is taken by a route before it",
        at: place(route.origin)
      ).help("move it before the other, or give the other 'continue: true'")
      for taker in takers { finding = finding.related(place(taker), "this takes them") }
      diagnostics.report(finding)
    }
  }

  private func title(_ route: Route) -> String {
    route.name.isEmpty ? "this route" : "the route '\(route.name)'"
  }

  private func checkNeverMatching(
    _ root: Route, _ alerts: [[String: String]], except unreachable: Set<Origin>
  ) {
    guard !alerts.isEmpty, let evaluator = RoutingEvaluator(root) else { return }
    var entered: Set<Int> = []
    for alert in alerts { entered.formUnion(evaluator.entered(byKnown: alert)) }
    var number = 0
    func visit(_ route: Route, isReported: Bool) {
      var isReported = isReported || unreachable.contains(route.origin)
      if !isReported, !entered.contains(number) {
        isReported = true
        diagnostics.report(
          Diagnostic(
            .routeNeverMatches, .warning,
            "no alert of this stack comes to \(title(route)): none has "
              + route.matchers.map(\.text).joined(separator: ", "),
            at: place(route.origin)))
      }
      number += 1
      for child in route.routes { visit(child, isReported: isReported) }
    }
    visit(root, isReported: false)
  }

  private func check(_ inhibition: Inhibition, _ alerts: [[String: String]]) {
    var reason: String?
    if let label = inhibition.source.contradiction ?? inhibition.target.contradiction {
      reason = "its conditions on '\(label)' contradict each other"
    } else if Set(inhibition.target).isSuperset(of: inhibition.source),
      Set(inhibition.source).isSuperset(of: inhibition.target)
    {
      reason = "alerts that match both sides never mute each other"
    } else if !alerts.isEmpty {
      if !alerts.contains(where: { inhibition.source.mayMatch(known: $0) }) {
        reason = "no alert of this stack can be its source"
      } else if !alerts.contains(where: { inhibition.target.mayMatch(known: $0) }) {
        reason = "no alert of this stack can be its target"
      }
    }
    guard let reason else { return }
    diagnostics.warning(
      .inhibitNeverApplies, "this mutes nothing: \(reason)", at: place(inhibition.origin))
  }
}
