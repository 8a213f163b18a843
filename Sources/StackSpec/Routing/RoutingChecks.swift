import Diagnostics
import Dialects
import OrderedTree
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Looks for routes and inhibitions that do nothing for the alerts of this stack.
  mutating func checkRouting(_ routing: Routing) {
    let alerts = knownLabels(readBy: routing.root.labels)
    let unreachable = unreachableRoutes(in: routing.root)
    for (route, reason) in unreachable { report(route, reason) }
    checkNeverMatching(routing.root, alerts, except: Set(unreachable.map(\.route.origin)))
    checkUnknownLabels(routing.root)
    for inhibition in routing.inhibitions { check(inhibition, alerts) }
  }

  /// The labels of each alert that are the same for all of its series; a label that routes read
  /// and that its expression cannot have is known to be empty.
  private func knownLabels(readBy routes: Set<String>) -> [[String: String]] {
    let external = Set(model.prometheus?.global["external_labels"]?.keys ?? [])
    let read = routes.subtracting(external).subtracting(["alertname", "grafana_folder"])
    let groups = model.ruleGroups + (model.grafana?.ruleGroups ?? [])
    let others = (model.logAlerts + model.variableAlerts).map(\.labels)
    return others
      + groups.flatMap(\.rules).compactMap { rule in
        guard case .alert(let alert) = rule else { return nil }
        var labels = ["alertname": alert.name]
        if let query = queriesOfAlerts[alert.name]?.query {
          let result = query.resultLabels(metrics)
          for label in read where !result.canHave(label) { labels[label] = "" }
        }
        for label in [("severity", alert.severity)] + alert.labels {
          labels[label.0] = label.1.contains("{{") ? nil : label.1
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
        let matchers = route.matchers.map(\.text).joined(separator: ", ")
        let isTaken = alerts.contains { route.matchers.mayMatch(known: $0) }
        var finding = Diagnostic(
          .routeNeverMatches, .warning,
          "no alert of this stack comes to \(title(route)): "
            + (isTaken ? "routes before or above it take those with " : "none has ") + matchers,
          at: place(route.origin))
        for label in Set(route.matchers.map(\.label)).sorted() {
          finding = finding.related(placeLosing(label), "the label '\(label)' is lost here")
        }
        diagnostics.report(finding)
      }
      number += 1
      for child in route.routes { visit(child, isReported: isReported) }
    }
    visit(root, isReported: false)
  }

  /// Where the first alert loses a label that a route reads.
  private func placeLosing(_ label: String) -> SourceRange? {
    for entry in stack.alerts.entries {
      guard let (query, node) = queriesOfAlerts[entry.name],
        let bytes = query.place(losing: label, metrics)
      else { continue }
      return diagnostics.range(of: bytes, in: node)
    }
    return nil
  }

  private func check(_ inhibition: Inhibition, _ alerts: [[String: String]]) {
    if let reason = inhibition.reasonToMuteNothing {
      // No alert of any sender can change that.
      diagnostics.error(
        .inhibitNeverApplies, "this mutes nothing: \(reason)", at: place(inhibition.origin))
      return
    }
    guard !alerts.isEmpty else { return }
    let side =
      !alerts.contains { inhibition.source.mayMatch(known: $0) }
      ? "source" : alerts.contains { inhibition.target.mayMatch(known: $0) } ? nil : "target"
    guard let side else { return }
    diagnostics.warning(
      .inhibitNeverApplies, "this mutes nothing: no alert of this stack can be its \(side)",
      at: place(inhibition.origin))
  }
}

extension Inhibition {
  /// What makes it idle whatever alerts there are.
  fileprivate var reasonToMuteNothing: String? {
    if let label = source.contradiction ?? target.contradiction {
      return "its conditions on '\(label)' contradict each other"
    }
    let isTheSame = Set(target) == Set(source)
    return isTheSame ? "alerts that match both sides never mute each other" : nil
  }
}

extension Route {
  /// The labels that this route and those below it match on.
  fileprivate var labels: Set<String> {
    routes.reduce(into: Set(matchers.map(\.label))) { $0.formUnion($1.labels) }
  }
}
