package import Documents
package import StackModel

/// `grafana/provisioning`: datasources, dashboard providers, alerting; and the dashboards.
package struct GrafanaOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let server = model.grafana else { return [] }
    return [
      GeneratedFile(
        path: "grafana/provisioning/datasources/datasources.yaml",
        bytes: datasourceFile(server.datasources))
    ] + alertingFiles(for: model, server)
  }

  private func alertingFiles(for model: StackModel, _ server: GrafanaServer) -> [GeneratedFile] {
    guard server.hasManagedAlerts else { return [] }
    let rules = GeneratedFile(
      path: "grafana/provisioning/alerting/rules.yaml",
      bytes: alertRuleFile(server.ruleGroups, folder: model.title))
    return [rules] + (model.routing.map(notificationFiles) ?? [])
  }
}
