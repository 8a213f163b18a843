import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Runs, scrapes and probes the apps of the spec.
  mutating func addApps() {
    for entry in stack.apps.entries {
      run(entry)
      instrument(entry)
      connect(entry)
      scrape(entry)
    }
    for entry in stack.apps.entries { depend(entry.name, on: entry.value.dependsOn) }
    addProbes()
  }

  private mutating func run(_ entry: Named<AppSpec>.Entry) {
    let app = entry.value
    guard let image = app.image else { return }
    var service = Service(
      name: entry.name, image: stack.images.image(image), origin: origin(entry.nameRange))
    service.summary = app.title ?? entry.name
    service.command = app.command
    service.listens = app.port.map { [Listener(port: $0.number, speaks: "http")] } ?? []
    service.mounts = app.volumes.entries.map { .volume(name: $0.name, target: $0.value) }
    service.dependencies = app.dependsOn.map { Dependency($0.value.text, .started) }
    service.memory = app.memory.text
    service.cpus = app.cpus.text
    service.user = app.user
    service.isReadOnly = app.isReadOnly
    service.addedCapabilities = app.capabilities
    service.temporaryFolders = app.temporaryFolders
    service.health = app.healthCheck.map {
      HealthCheck(command: $0.command, startPeriod: $0.startPeriod)
    }
    add(service, at: entry.nameRange)
    for variable in app.environment.entries { set(variable, in: entry.name) }
    if let host = app.publish, let port = app.port {
      publish(
        entry.name, host: host.number, container: port.number,
        at: entry.node["publish"]?.range ?? entry.nameRange)
    }
  }

  private mutating func set(_ variable: Named<AppVariable>.Entry, in service: String) {
    let value: String
    switch variable.value {
    case .text(let text): value = text
    case .secret(let secret):
      mount(secret, in: service)
      if namesSecret(variable.name) {
        diagnostics.report(
          Diagnostic(
            .invalidValue, .warning,
            "the program finds the path of a file in '\(variable.name)', not the secret itself",
            at: variable.nameRange
          ).help("many images read the file when the variable is called \(variable.name)_FILE"))
      }
      value = "/run/secrets/\(secret.secret)"
    case .endpoint(let reference):
      guard let text = resolve(reference) else { return }
      value = text
    }
    change(service) { $0.environment.append(EnvironmentVariable(variable.name, value)) }
  }

  private mutating func scrape(_ entry: Named<AppSpec>.Entry) {
    guard let endpoint = entry.value.metrics, !endpoint.isPushed else { return }
    var scrape = endpoint.scrape
    if let address = endpoint.address {
      guard let target = target(of: entry, address, &scrape) else { return }
      scrape.staticConfigs.append(StaticConfig([target], entry.value.labels))
    } else if scrape.staticConfigs.isEmpty, scrape.discovery.isEmpty {
      reading.invalid(
        "nothing says where the metrics are", entry.node["metrics"] ?? entry.node,
        help: "write 'url:', 'static_configs:' or a discovery")
      return
    }
    addJob(entry.name, scrape, at: entry.nameRange)
  }

  /// The address to scrape; path and scheme go into the job.
  private func target(
    of entry: Named<AppSpec>.Entry, _ address: String, _ scrape: inout ScrapeSpec
  ) -> String? {
    guard address.hasPrefix("/") else {
      let url = URLText(address)
      if url.scheme == "https" { scrape.scheme = .https }
      if !url.path.isEmpty, url.path != "/metrics" { scrape.metricsPath = url.path }
      scrape.add(query: url.query, at: entry)
      return "\(url.host):\(url.port ?? 80)"
    }
    guard entry.value.image != nil, let port = entry.value.port else {
      reading.invalid(
        "a path needs an 'image' and a 'port' of this app", entry.node["metrics"] ?? entry.node,
        help: "write the whole URL: http://host:port\(address)")
      return nil
    }
    let url = URLText("http://\(entry.name)\(address)")
    if url.path != "/metrics" { scrape.metricsPath = url.path }
    scrape.add(query: url.query, at: entry)
    return "\(entry.name):\(port.number)"
  }

  /// One job that probes the health of all apps through the blackbox exporter.
  private mutating func addProbes() {
    let apps = stack.apps.entries.filter { $0.value.health != nil }
    guard let first = apps.first, let blackbox = packs.first(where: { $0.packName == "blackbox" })
    else { return }
    let modules = apps.compactMap { $0.value.health?.module }.uniqued()
    for module in modules {
      var scrape = ScrapeSpec()
      scrape.metricsPath = "/probe"
      scrape.params = Named(name: "module", value: [module], at: first)
      for app in apps {
        guard let health = app.value.health, health.module == module else { continue }
        scrape.staticConfigs.append(
          StaticConfig([health.url.text], Named(name: "app", value: app.name, at: first)))
      }
      scrape.relabelConfigs = RelabelConfig.probe(through: blackbox.address ?? "")
      let name = modules.count == 1 ? "health" : "health-\(module)"
      addJob(name, scrape, at: first.nameRange)
    }
  }
}

extension ScrapeSpec {
  /// What stands behind the `?` of a URL becomes parameters, which Prometheus writes there again.
  fileprivate mutating func add(query: String, at entry: Named<AppSpec>.Entry) {
    for part in query.split(separator: "&") {
      let name = String(part.prefix { $0 != "=" })
      let value = String(part.dropFirst(name.count + 1)).percentDecoded
      if let index = params.entries.firstIndex(where: { $0.name == name }) {
        params.entries[index].value.append(value)
      } else {
        params.entries += Named(name: name.percentDecoded, value: [value], at: entry).entries
      }
    }
  }
}

extension Named {
  /// One value under one name, as if it stood where an entry of another section stands.
  init(name: String, value: Value, at other: Named<some SpecValue>.Entry) {
    self.init()
    entries = [Entry(name: name, nameRange: other.nameRange, value: value, node: other.node)]
  }
}

extension RelabelConfig {
  /// The three steps by which an exporter is asked about a target: the address becomes a
  /// parameter and the instance, and the exporter becomes the address.
  static func probe(through exporter: String) -> [RelabelConfig] {
    var toParameter = RelabelConfig()
    toParameter.sourceLabels = [LabelName("__address__")]
    toParameter.targetLabel = "__param_target"
    var toInstance = RelabelConfig()
    toInstance.sourceLabels = [LabelName("__param_target")]
    toInstance.targetLabel = "instance"
    var toExporter = RelabelConfig()
    toExporter.targetLabel = "__address__"
    toExporter.replacement = exporter
    return [toParameter, toInstance, toExporter]
  }
}

extension String {
  /// A part of a query as the program behind the URL reads it.
  fileprivate var percentDecoded: String {
    var decoded: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let code = UInt8(digits, radix: 16) {
        decoded.append(code)
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
