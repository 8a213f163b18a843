import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// The program that evaluates an alert, and tells people of it.
enum AlertEngine: String, Choice {
  case prometheus, grafana
}

extension Resolver {
  /// Adds an alert that Grafana evaluates and tells of by itself.
  mutating func addManaged(_ rule: AlertRule, group: String, _ node: Node) {
    let place = node["engine"]?.range ?? node.range
    guard var grafana = model.grafana else {
      diagnostics.report(
        Diagnostic(
          .alertEngine, .error, "there is no Grafana in this stack to evaluate the alert",
          at: place
        ).help("add 'grafana:' to the stack, or leave 'engine' out"))
      return
    }
    if rule.keepFiring != nil {
      reading.check(
        VersionGate(.grafana, 12, 0), "'keep_firing_for' of an alert of Grafana",
        at: node["keep_firing_for"]?.range ?? place)
    }
    grafana.ruleGroups.add(.alert(rule), to: group)
    let interval = managedInterval
    for index in grafana.ruleGroups.indices { grafana.ruleGroups[index].interval = interval }
    model.grafana = grafana
  }

  /// Grafana takes multiples of ten seconds only.
  private var managedInterval: Duration {
    let wanted = model.prometheus?.evaluationInterval ?? .minutes(1)
    return Duration(milliseconds: max(1, (wanted.milliseconds + 9999) / 10_000) * 10_000)
  }
}
