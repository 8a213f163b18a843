import Dialects
import OrderedTree
import SpecLanguage
import StackModel

/// The Grafana of the stack.
struct GrafanaSpec: SpecRecord {
  static let name = "grafana"
  static let summary = "A Grafana that shows the stack."
  static var mayBeEmpty: Bool { true }

  var port = Port(3000)
  var tuning = ServiceTuning()
  var admin = GrafanaAdmin()
  var smtp: SMTPSpec?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host it is reached at.")
    tuning.visitKeys(&key)
    key("admin", &admin, .required, "The first administrator.")
    key("smtp", &smtp, "Mail server of its own alerts; Alertmanager's when absent.")
  }
}

/// The first administrator of Grafana.
struct GrafanaAdmin: SpecRecord {
  static let name = "Grafana administrator"
  static let summary = "The first administrator of Grafana."

  var user = "admin"
  var password: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("user", &user, "Login name.")
    key("password", &password, .required, "Password, from a secret.")
  }
}

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
    var server = GrafanaServer()
    server.publicURL = "http://localhost:\(spec.port.number)"
    if let prometheus = model.prometheus {
      server.datasources.append(
        Datasource(
          key: "prometheus", name: "Prometheus", type: "prometheus", uid: "prometheus",
          url: prometheus.url, isDefault: true,
          settings: .mapping([
            ("httpMethod", .text("POST")), ("prometheusType", .text("Prometheus")),
            ("timeInterval", .text(prometheus.scrapeInterval.description)),
          ]), origin: origin(pack.range)))
    }
    if let datasource = alertmanagerDatasource() { server.datasources.append(datasource) }
    model.grafana = server
    addJobs(of: pack)
  }
}
