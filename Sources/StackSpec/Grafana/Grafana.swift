import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Adds the Grafana of the stack and its datasources.
  mutating func addGrafana() {
    guard let spec = stack.grafana, let pack = packs.first(where: { $0.name == "grafana" }),
      let service = pack.pack.service
    else { return }
    addService(
      "grafana", service, tuning: spec.tuning, summary: pack.pack.packSummary, at: pack.range)
    publish("grafana", host: spec.port.number, container: 3000, at: pack.range)
    if let password = spec.admin.password {
      mount(password, in: "grafana")
      change("grafana") { service in
        service.environment += [
          EnvironmentVariable("GF_SECURITY_ADMIN_USER", spec.admin.user),
          EnvironmentVariable(
            "GF_SECURITY_ADMIN_PASSWORD__FILE", "/run/secrets/\(password.secret)"),
        ]
      }
    }
    addSettings(of: spec)
    var server = GrafanaServer()
    server.publicURL =
      stack.expose.proxy.map { "https://grafana.\($0.domain.text)" }
      ?? "http://localhost:\(spec.port.number)"
    if let prometheus = model.prometheus {
      let tls: [(key: String, value: Tree)] =
        prometheus.url.hasPrefix("https:") ? [("tlsSkipVerify", .bool(true))] : []
      server.datasources.append(
        Datasource(
          key: "prometheus", name: "Prometheus", type: "prometheus", uid: "prometheus",
          url: prometheus.url, isDefault: true,
          settings: .mapping(
            [
              ("httpMethod", .text("POST")), ("prometheusType", .text("Prometheus")),
              ("timeInterval", .text(prometheus.scrapeInterval.description)),
            ] + tls), origin: origin(pack.range)))
    }
    if let datasource = alertmanagerDatasource() { server.datasources.append(datasource) }
    model.grafana = server
    addJobs(of: pack)
  }
  /// Settings of `grafana.ini` become environment variables, as Grafana names them.
  private mutating func addSettings(of spec: GrafanaSpec) {
    for section in spec.settings.entries {
      for setting in section.value.entries {
        let name = "GF_\(variablePart(section.name))_\(variablePart(setting.name))"
        set(name, setting.value.text)
      }
    }
  }

  private func variablePart(_ name: String) -> String {
    String(name.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 })
  }

  private mutating func set(_ name: String, _ value: String) {
    change("grafana") { service in
      service.environment.removeAll { $0.name == name }
      service.environment.append(EnvironmentVariable(name, value))
    }
  }

  /// Lets Grafana open with the dashboard that the spec names.
  mutating func addHomeDashboard() {
    guard let home = stack.grafana?.home, let server = model.grafana else { return }
    guard let dashboard = server.dashboards.first(where: { $0.name == home.value.text }) else {
      undefined(
        "dashboard", home.value.text, at: home.range, among: server.dashboards.map(\.name),
        section: "dashboards")
      return
    }
    set(
      "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH",
      "/etc/grafana/stack/dashboards/\(dashboard.folder.path)/\(dashboard.name).json")
  }
}
