import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Builds the routing tree that Alertmanager and Grafana follow.
  mutating func addRouting() {
    guard model.alertmanager != nil || model.grafana?.hasManagedAlerts == true else {
      checkNobodyRoutes()
      return
    }
    guard let standard = defaultReceiver() else { return }
    var builder = RouteBuilder(self)
    var routing = Routing(root: builder.root(standard))
    use(builder)
    routing.receivers = stack.receivers.entries.map { receiver($0) }
    routing.intervals = stack.mutes.entries.map { entry in
      NamedInterval(
        name: entry.name, entries: entry.value.flatMap(\.entries),
        origin: origin(entry.nameRange))
    }
    routing.inhibitions = stack.inhibit.flatMap { inhibitions($0) }
    routing.templates = [messageTemplates()]
    checkUnused(builder)
    checkTemplateNames()
    addExpectations(to: &routing)
    model.routing = routing.droppingQuietAlerts(model.ruleGroups, besides: stack.receivers.names)
    if diagnostics.hasErrors { return }
    checkRouting(routing)
    checkGroupLabels(builder.groupLabels)
    if model.grafana?.hasManagedAlerts == true { addGrafanaNotifications(routing) }
  }

  private func checkNobodyRoutes() {
    // Whatever was wrong before may be what sends alerts.
    guard !diagnostics.hasErrors,
      let range = stack.routes?.range ?? stack.receivers.entries.first?.nameRange
        ?? stack.expect.entries.first?.nameRange
    else {
      return
    }
    diagnostics.report(
      Diagnostic(
        .nobodyRoutes, .error,
        "nothing in this stack sends alerts to the receivers", at: range
      ).help("add 'alertmanager:' to the stack"))
  }

  /// The receiver of whatever no route takes: the one that is named, or the only one there is.
  private func defaultReceiver() -> String? {
    if let standard = stack.routes?.value.standard { return standard.value }
    if stack.receivers.entries.count == 1, let only = stack.receivers.names.first { return only }
    let sender = model.alertmanager != nil ? "Alertmanager" : "Grafana"
    let range =
      stack.routes?.range ?? stack.receivers.entries.first?.nameRange
      ?? packs.first { $0.name == sender.lowercased() }?.range
    diagnostics.report(
      Diagnostic(
        .noDefaultReceiver, model.alertmanager != nil ? .error : .warning,
        "\(sender) has nobody to tell of alerts that no route takes", at: range
      ).help(
        stack.receivers.entries.isEmpty
          ? "declare someone under 'receivers:', and name them in routes: {default: NAME}"
          : stack.routes == nil
            ? "write routes: {default: \(stack.receivers.names[0])}"
            : "write 'default: \(stack.receivers.names[0])' among the routes"))
    return nil
  }

  private mutating func use(_ builder: RouteBuilder) {
    origins = builder.origins
  }

  private func checkUnused(_ builder: RouteBuilder) {
    // A name that is wrong elsewhere may be the one that is missed here.
    guard !diagnostics.hasErrors else { return }
    for entry in stack.receivers.entries where !builder.usedReceivers.contains(entry.name) {
      diagnostics.warning(
        .unusedName, "no route leads to the receiver '\(entry.name)'", at: entry.nameRange)
    }
    for entry in stack.mutes.entries where !builder.usedMutes.contains(entry.name) {
      diagnostics.warning(
        .unusedName, "no route uses the mute time '\(entry.name)'", at: entry.nameRange)
    }
  }

  /// Severities that a route or an inhibition may name: those of alerts, and the usual ones.
  var severities: [String] {
    (["critical", "warning", "info", "none"]
      + stack.alerts.entries.filter(\.value.isEnabled).map(\.value.severity)
      + (model.grafana?.pvRuleGroups ?? []).flatMap(\.rules).map(\.severity)).uniqued()
  }
}
