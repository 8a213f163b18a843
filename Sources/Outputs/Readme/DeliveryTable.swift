internal import Dialects
internal import StackModel

extension ReadmeOutput {
  /// Who is told of each alert, found in the tree that Alertmanager follows.
  func deliveries(_ model: StackModel, _ page: inout MarkdownPage) {
    let groups = model.ruleGroups + (model.grafana?.ruleGroups ?? [])
    let alerts = groups.flatMap(\.alerts).map { $0.routed(.prometheus) } + model.logAlerts
    guard let routing = model.routing, let deliveries = routing.deliveries(of: alerts) else {
      return
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
      deliveries.map { told in
        [
          told.alert.name, told.alert.severity,
          (told.isCertain ? "" : "perhaps ") + told.delivery.receiver,
          told.delivery.repeatInterval.description, told.groupWords, list(told.silences),
        ]
      })
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
