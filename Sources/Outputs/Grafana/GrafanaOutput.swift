package import Documents
internal import Parallel
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
    ] + dashboardFiles(for: model, server) + alertingFiles(for: model, server)
  }

  private func dashboardFiles(for model: StackModel, _ server: GrafanaServer) -> [GeneratedFile] {
    guard !server.dashboards.isEmpty else { return [] }
    let providers = GeneratedFile(
      path: "grafana/provisioning/dashboards/dashboards.yaml",
      bytes: providerFile(server.dashboards.map(\.folder).unique))
    let schemaVersion = dashboardSchemaVersion(for: model.versions)
    return [providers]
      + server.dashboards.concurrentMap { dashboard in
        GeneratedFile(
          path: "grafana/dashboards/\(dashboard.folder.path)/\(dashboard.name).json",
          bytes: dashboardFile(dashboard, schemaVersion: schemaVersion))
      }
  }

  private func alertingFiles(for model: StackModel, _ server: GrafanaServer) -> [GeneratedFile] {
    var rules: [GeneratedFile] = []
    if !server.removed.isEmpty {
      rules.append(
        GeneratedFile(
          path: "grafana/provisioning/alerting/removed.yaml", bytes: removedFile(server.removed)))
    }
    guard server.hasManagedAlerts else { return rules }
    if !server.ruleGroups.isEmpty {
      rules.append(
        GeneratedFile(
          path: "grafana/provisioning/alerting/rules.yaml",
          bytes: alertRuleFile(server.ruleGroups, folder: model.title)))
    }
    return rules + pvRuleFiles(for: model, server) + (model.routing.map(notificationFiles) ?? [])
  }

  /// A file for each group of process variables.
  private func pvRuleFiles(for model: StackModel, _ server: GrafanaServer) -> [GeneratedFile] {
    var files: [GeneratedFile] = []
    var rest = server.pvRuleGroups[...]
    while let name = rest.first?.file {
      let groups = rest.prefix { $0.file == name }
      rest = rest.dropFirst(groups.count)
      files.append(
        GeneratedFile(
          path: "grafana/provisioning/alerting/pvs-\(name).yaml",
          bytes: pvRuleFile(Array(groups), folder: "\(model.title): process variables")))
    }
    return files
  }
}

extension [DashboardFolder] {
  /// Each folder once, in the order of first use.
  fileprivate var unique: [DashboardFolder] {
    var seen: Set<DashboardFolder> = []
    return filter { seen.insert($0).inserted }
  }
}
