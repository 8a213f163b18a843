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
    ]
  }
}
