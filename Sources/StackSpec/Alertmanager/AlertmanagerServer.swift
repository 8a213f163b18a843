import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Adds the Alertmanager of the stack, and lets Prometheus send its alerts there.
  mutating func addAlertmanager() {
    guard let spec = stack.alertmanager,
      let pack = packs.first(where: { $0.name == "alertmanager" }), pack.pack.service != nil
    else { return }
    var server = AlertmanagerServer()
    let count = max(1, spec.replicas)
    if count > 1 { server.services = (1...count).map { "alertmanager-\($0)" } }
    for (index, service) in server.services.enumerated() {
      addReplica(service, number: index, pack: pack, spec: spec)
    }
    addWeb(spec.web, to: &server)
    server.global = global(spec, for: server.services)
    let flags = flags(spec, server)
    for service in server.services { change(service) { $0.command += flags } }
    addPeers(spec, to: server.services)
    for service in server.services { add(spec.flags, to: service) }
    reading.checkFeatures(spec.features, among: alertmanagerFeatures)
    model.alertmanager = server
    let target = target(server, spec.login)
    model.prometheus?.alertmanagers.append(target)
    scrapeReplicas(pack, server, spec.login)
  }

  private mutating func addReplica(
    _ name: String, number: Int, pack: LoadedPack, spec: AlertmanagerSpec
  ) {
    guard let service = pack.pack.service else { return }
    addService(
      name, service, tuning: spec.tuning, summary: pack.pack.packSummary, at: pack.range)
    publish(name, host: spec.port.number + number, container: 9093, at: pack.range)
    change(name) { replica in
      for index in replica.mounts.indices {
        switch replica.mounts[index] {
        // All replicas read the same configuration, and each keeps data of its own.
        case .configuration(_, let target):
          replica.mounts[index] = .configuration(folder: "alertmanager", target: target)
        case .volume(_, let target):
          replica.mounts[index] = .volume(name: "\(name)-data", target: target)
        case .host: break
        }
      }
    }
  }

  private mutating func addWeb(_ web: WebSpec?, to server: inout AlertmanagerServer) {
    guard let web else { return }
    for service in server.services {
      // Its health check speaks plain HTTP and knows no login.
      change(service) { $0.health = nil }
      if let file = web.file { mount(file, in: service) }
      guard web.tls != nil else { continue }
      server.webConfiguration = written(web, for: service)
      server.scheme = "https"
    }
  }

  private mutating func global(_ spec: AlertmanagerSpec, for services: [String]) -> Tree {
    var global = Tree.mapping([])
    for service in services {
      global = written(spec, for: service)
      guard let smtp = spec.smtp, case .mapping(let server) = written(smtp, for: service),
        case .mapping(let others) = global
      else { continue }
      global = .mapping(server + others)
    }
    return global
  }

  private func flags(_ spec: AlertmanagerSpec, _ server: AlertmanagerServer) -> [String] {
    var flags = ["--data.retention=\(spec.retention.goText)"]
    if let url = spec.externalURL?.text {
      flags.append("--web.external-url=\(url)")
    } else if stack.expose.proxy == nil {
      let isOneHost = !stack.expose.address.isWildcard && !stack.expose.address.isLoopback
      let host = isOneHost ? stack.expose.address.host : "localhost"
      flags.append("--web.external-url=\(server.scheme)://\(host):\(spec.port.number)")
    }
    // A path belongs to the proxy in front; behind it everything stands at the root.
    if let path = spec.externalURL?.path, path != "", path != "/" {
      flags.append("--web.route-prefix=/")
    }
    if let file = spec.web?.file {
      flags.append("--web.config.file=/run/secrets/\(file.secret)")
    } else if server.webConfiguration != nil {
      flags.append("--web.config.file=/etc/alertmanager/web.yml")
    }
    let features = spec.features.map(\.value)
    if !features.isEmpty { flags.append("--enable-feature=\(features.joined(separator: ","))") }
    return flags
  }

  /// Tells each replica of the others; one alone listens for nobody.
  private mutating func addPeers(_ spec: AlertmanagerSpec, to services: [String]) {
    let isAlone = services.count == 1 && spec.cluster.peers.isEmpty
    let own = services.count > 1 ? services.map { "\($0):9094" } : []
    for service in services {
      let others = own.filter { $0 != "\(service):9094" } + spec.cluster.peers.map(\.text)
      let flags = isAlone ? ["--cluster.listen-address="] : others.map { "--cluster.peer=\($0)" }
      change(service) { $0.command += flags + spec.cluster.flags }
    }
  }

  /// Every replica is listed, for they find out among themselves who tells.
  private mutating func target(_ server: AlertmanagerServer, _ login: BasicAuth?) -> Tree {
    let addresses = Tree.list(server.addresses.map { .text($0) })
    var fields: [(key: String, value: Tree)] = []
    if server.scheme == "https" {
      fields.append(("scheme", .text("https")))
      // The names inside the stack are in no certificate.
      fields.append(("tls_config", .mapping([("insecure_skip_verify", .bool(true))])))
    }
    if let login, model.prometheus != nil {
      fields.append(("basic_auth", written(login, for: "prometheus")))
    }
    fields.append(("static_configs", .list([.mapping([("targets", addresses)])])))
    return .mapping(fields)
  }

  private mutating func scrapeReplicas(
    _ pack: LoadedPack, _ server: AlertmanagerServer, _ login: BasicAuth?
  ) {
    var pack = pack
    for index in pack.pack.scrape.indices { pack.pack.scrape[index].client.basicAuth = login }
    if server.services.count > 1 { pack.spec.targets = server.addresses }
    addJobs(of: server.scheme == "https" ? pack.scrapedOverTLS : pack)
  }

  /// The datasource that shows what Alertmanager holds.
  mutating func alertmanagerDatasource() -> Datasource? {
    guard let server = model.alertmanager else { return nil }
    let range = packs.first { $0.name == "alertmanager" }?.range
    var settings: [(key: String, value: Tree)] = [
      ("implementation", .text("prometheus")), ("handleGrafanaManagedAlerts", .bool(false)),
    ]
    if server.scheme == "https" { settings.append(("tlsSkipVerify", .bool(true))) }
    var datasource = Datasource(
      key: "alertmanager", name: "Alertmanager", type: "alertmanager", uid: "alertmanager",
      url: server.url, settings: .mapping(settings), origin: origin(range))
    if let login = stack.alertmanager?.login, let password = login.password {
      mount(password, in: "grafana")
      datasource.fields = [
        ("basicAuth", .bool(true)), ("basicAuthUser", .text(login.username ?? "")),
      ]
      datasource.secureSettings = .mapping([
        ("basicAuthPassword", .text("$__file{/run/secrets/\(password.secret)}"))
      ])
    }
    return datasource
  }
}

/// What `--enable-feature` of Alertmanager has taken since 0.25.
private let alertmanagerFeatures = [
  "alert-names-in-metrics", "auto-gomaxprocs", "auto-gomemlimit", "classic-mode",
  "event-recorder", "group-key-in-metrics", "receiver-name-in-metrics", "utf8-strict-mode",
]
