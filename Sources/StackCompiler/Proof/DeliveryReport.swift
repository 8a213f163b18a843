internal import Dialects
internal import Documents
internal import StackModel
internal import StackSpec

extension Compilation {
  /// Who is told of each alert, read from the trees that were written; for people.
  package var deliveryReport: String {
    let alerts = resolution.model.routedAlerts
    let told = EmittedRouting(files.files).deliveries(of: alerts)
    var text = "\(name): \(alerts.count) alerts"
    let expected = resolution.model.routing?.expectations.count ?? 0
    text += expected == 0 ? "\n" : ", \(expected) expectations hold\n"
    for alert in alerts {
      text += "  \(alert.name) (\(alert.severity))\n"
      let own = told.filter { $0.alert.name == alert.name && $0.alert.evaluator == alert.evaluator }
      if own.isEmpty { text += "    nobody is told\n" }
      for one in own {
        let delivery = one.delivery
        text += "    \(one.isCertain ? "" : "perhaps ")\(delivery.receiver)"
        text += ", again after \(delivery.repeatInterval), one message for each \(one.groupWords)\n"
        for silence in one.silences { text += "      not \(silence)\n" }
      }
    }
    return text
  }
}
