import Dialects
import StackModel

extension Routing {
  /// Lets alerts of severity `none` go to nobody where no route asks for them: they say that all is
  /// well, as Watchdog does, and whoever is told of the rest would read it every few hours.
  func droppingQuietAlerts(_ groups: [RuleGroup], besides names: [String]) -> Routing {
    let isQuiet = groups.flatMap(\.rules).contains { rule in
      if case .alert(let alert) = rule { alert.severity == "none" } else { false }
    }
    guard isQuiet, !root.routes.contains(where: \.asksForQuietAlerts) else {
      return self
    }
    let name = ["nobody", "no-one"].first { !names.contains($0) } ?? "stackgen-nobody"
    var routing = self
    routing.root.routes.append(
      Route(
        name: "none", matchers: [LabelMatcher("severity", .equal, "none")], receiver: name,
        origin: .none))
    routing.receivers.append(Receiver(name: name))
    return routing
  }
}

extension Route {
  /// Whether somebody wrote this route, or one below it, with such alerts in mind.
  fileprivate var asksForQuietAlerts: Bool {
    matchers.contains { matcher in
      matcher.label == "alertname"
        || matcher.label == "severity" && [matcher].mayMatch(known: ["severity": "none"])
    } || routes.contains(where: \.asksForQuietAlerts)
  }
}
