import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The traces of an app.
struct AppTraces: SpecRecord {
  static let name = "app traces"
  static let summary = "The traces of an app."
  static var shortForm: Shape? { .boolean }

  var isEnabled = true
  var keep: Percentage?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("enabled", &isEnabled, "Whether it sends any.")
    key("keep", &keep, "Share of the traces that it begins and sends.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> AppTraces? {
    guard let isEnabled = Bool.read(node, reading) else { return nil }
    var traces = AppTraces()
    traces.isEnabled = isEnabled
    return traces
  }
}

/// How an app sends OpenTelemetry's protocol.
enum AppProtocol: String, Choice {
  case grpc, http
}

extension AppSpec {
  /// The signals it sends in OpenTelemetry's protocol.
  var pushedSignals: [Signal] {
    var signals: [Signal] = []
    if metrics?.isPushed == true { signals.append(.metrics) }
    if logs { signals.append(.logs) }
    if traces?.isEnabled == true { signals.append(.traces) }
    return signals
  }

  /// Whether its log lines come by themselves, so that nobody has to fetch what it prints.
  var sendsLines: Bool {
    logs
      || environment.entries.contains {
        if case .endpoint(let reference) = $0.value { reference.wire == .lokiPush } else { false }
      }
  }
}

extension Resolver {
  /// Tells an app where its signals go; what the spec says itself stands above that.
  mutating func connect(_ entry: Named<AppSpec>.Entry) {
    let signals = entry.value.pushedSignals
    for signal in signals where !isTaken(signal) { report(signal, of: entry) }
    if entry.value.profiles.areThere, !isTaken(.profiles) { report(.profiles, of: entry) }
    if case .served(let address) = entry.value.profiles { fetchProfiles(address, of: entry) }
    guard entry.value.image != nil else { return }
    var variables: [EnvironmentVariable] = []
    if !signals.isEmpty || entry.value.instrument != nil {
      variables += identity(of: entry)
      variables += exporters(signals)
      variables += targets(signals, entry.value.wire)
      if let keep = entry.value.traces?.keep { variables += sampler(keep) }
      if signals.contains(.metrics), model.collector == nil { takesOTLPMetrics() }
    }
    if case .pushed = entry.value.profiles { variables += profiles(of: entry) }
    let collector = model.collector?.service
    change(entry.name) { service in
      for variable in variables
      where !service.environment.contains(where: { $0.name == variable.name }) {
        service.environment.append(variable)
      }
      if let collector, !variables.isEmpty {
        service.dependencies.append(Dependency(collector, .started))
      }
    }
  }

  /// Whether somebody stores a signal.
  func isTaken(_ signal: Signal) -> Bool { !stores(of: signal).isEmpty || sends(signal) }

  private func report(_ signal: Signal, of entry: Named<AppSpec>.Entry) {
    let stores =
      switch signal {
      case .metrics: "'prometheus:' or 'mimir:'"
      case .logs: "'loki:'"
      case .traces: "'tempo:' or 'jaeger:'"
      case .profiles: "'pyroscope:'"
      }
    diagnostics.report(
      Diagnostic(
        .signalToNobody, .error,
        "'\(entry.name)' sends \(signal.rawValue), and nobody in this stack stores them",
        at: entry.node[signal.rawValue]?.range ?? entry.nameRange
      ).help("add \(stores)"))
  }

  private func identity(of entry: Named<AppSpec>.Entry) -> [EnvironmentVariable] {
    var attributes = entry.value.resource.entries.map { "\($0.name)=\($0.value)" }
    if let tag = entry.value.image?.tag, entry.value.resource["service.version"] == nil {
      attributes.append("service.version=\(tag)")
    }
    var variables = [EnvironmentVariable("OTEL_SERVICE_NAME", entry.name)]
    if !attributes.isEmpty {
      variables.append(
        EnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES", attributes.joined(separator: ",")))
    }
    return variables
  }

  private func exporters(_ signals: [Signal]) -> [EnvironmentVariable] {
    [Signal.traces, .metrics, .logs].map {
      EnvironmentVariable(
        "OTEL_\($0.rawValue.uppercased())_EXPORTER", signals.contains($0) ? "otlp" : "none")
    }
  }

  private mutating func targets(_ signals: [Signal], _ wire: AppProtocol) -> [EnvironmentVariable] {
    guard !signals.isEmpty else { return [] }
    let name = EnvironmentVariable(
      "OTEL_EXPORTER_OTLP_PROTOCOL", wire == .grpc ? "grpc" : "http/protobuf")
    if model.collector != nil, let endpoint = endpoint(wire == .grpc ? .otlpGRPC : .otlpHTTP) {
      usedWires.insert(wire == .grpc ? .otlpGRPC : .otlpHTTP)
      return [EnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.url), name]
    }
    // Without a collector each signal goes to its store, over HTTP, which all stores speak.
    return signals.flatMap { signal -> [EnvironmentVariable] in
      guard let store = stores(of: signal).first, let url = store.httpURL(for: signal) else {
        return []
      }
      let name = "OTEL_EXPORTER_OTLP_\(signal.rawValue.uppercased())"
      return [EnvironmentVariable("\(name)_ENDPOINT", url)]
        + headers(of: store, as: "\(name)_HEADERS")
    } + [EnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]
  }

  /// What a store of tenants wants of whoever sends to it without a collector.
  func headers(of store: Destination?, as name: String) -> [EnvironmentVariable] {
    guard let store, !store.access.headers.isEmpty else { return [] }
    let headers = store.access.headers.map { "\($0.name)=\($0.value)" }
    return [EnvironmentVariable(name, headers.joined(separator: ","))]
  }

  private func sampler(_ keep: Percentage) -> [EnvironmentVariable] {
    [
      EnvironmentVariable("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
      EnvironmentVariable("OTEL_TRACES_SAMPLER_ARG", (keep.value / 100).description),
    ]
  }

  private mutating func profiles(of entry: Named<AppSpec>.Entry) -> [EnvironmentVariable] {
    guard let endpoint = endpoint(.profilePush) else { return [] }
    usedWires.insert(.profilePush)
    return [
      EnvironmentVariable("PYROSCOPE_SERVER_ADDRESS", endpoint.url),
      EnvironmentVariable("PYROSCOPE_APPLICATION_NAME", entry.name),
    ] + tenantOfProfiles
  }

  /// A collector that takes profiles names the tenant itself.
  private var tenantOfProfiles: [EnvironmentVariable] {
    guard model.collector?.profiles.pushPort == nil, let tenant = stack.pyroscope?.tenant else {
      return []
    }
    return [EnvironmentVariable("PYROSCOPE_TENANT_ID", tenant.text)]
  }
}

extension Destination {
  /// The whole URL that takes a signal over HTTP.
  fileprivate func httpURL(for signal: Signal) -> String? {
    switch otlp {
    case .http(let url): "\(url)/v1/\(signal.rawValue)"
    // The stores of traces listen for both, one port apart.
    case .grpc(let address):
      "http://\(address.prefix { $0 != ":" }):4318/v1/\(signal.rawValue)"
    case nil: nil
    }
  }
}
