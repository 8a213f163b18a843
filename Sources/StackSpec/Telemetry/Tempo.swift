import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The Tempo of the stack.
struct TempoSpec: SpecRecord {
  static let name = "tempo"
  static let summary = "A Tempo that stores traces, and counts requests from them."
  static var mayBeEmpty: Bool { true }

  var port: Port?
  var tuning = ServiceTuning()
  var retention = Duration.days(14)
  var storage: ObjectStorage?
  var tenant: Identifier?
  var countsSpans: Bool?
  var dimensions = ["http.request.method", "http.route", "http.response.status_code"]
  var histograms = HistogramKind.classic
  var correlations = Named<SQLCorrelation>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host it is reached at; closed when absent.")
    tuning.visitKeys(&key)
    key("retention", &retention, "How long traces are kept.")
    key("storage", &storage, "Bucket for the data; a volume when absent.")
    key("tenant", &tenant, "Switches tenants on; the stack itself is this one.")
    key(
      "metrics_generator", &countsSpans,
      "Whether it makes metrics of spans; it does where a store takes them.")
    key("dimensions", &dimensions, "Attributes of spans that become labels of those metrics.")
    key("generate_native_histograms", &histograms, "Form of the histograms of those metrics.")
    key("correlations", &correlations, "Links from spans to rows of databases, by their labels.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if retention.milliseconds == 0 {
      reading.diagnostics.report(
        Diagnostic(
          .storeRetention, .error, "Tempo cannot keep traces for ever",
          at: node["retention"]?.range
        ).help("write how long: 90d"))
    }
  }
}

enum HistogramKind: String, Choice {
  case classic, native, both
}

extension Resolver {
  /// Whether Tempo makes metrics of spans: it needs somebody who stores them.
  var tempoCountsSpans: Bool {
    guard let spec = stack.tempo else { return false }
    return spec.countsSpans ?? !stores(of: .metrics).isEmpty
  }

  /// Adds the Tempo of the stack.
  mutating func addTempo() {
    guard let spec = stack.tempo,
      let pack = addComponent("tempo", tuning: spec.tuning, port: spec.port)
    else { return }
    if !reading.versions.has(.tempo, 3, 0) { change("tempo") { $0.health = nil } }
    configure("tempo/tempo.yaml", .yaml(configuration(of: spec)), of: pack)
    var store = Destination(
      name: "tempo", signal: .traces, otlp: .grpc("tempo:4317"), origin: origin(pack.range))
    if let tenant = spec.tenant { store.access.headers = [("X-Scope-OrgID", tenant.text)] }
    stores.append(store)
  }

  private mutating func configuration(of spec: TempoSpec) -> Tree {
    var tree: Tree = ["stream_over_http_enabled": true]
    if spec.tenant != nil { tree["multitenancy_enabled"] = true }
    tree.merge([
      "server": ["http_listen_port": 3200, "grpc_listen_port": 9095, "log_level": "warn"],
      "distributor": [
        "receivers": [
          "otlp": [
            "protocols": [
              "grpc": ["endpoint": "0.0.0.0:4317"], "http": ["endpoint": "0.0.0.0:4318"],
            ]
          ]
        ]
      ],
      "storage": ["trace": storage(of: spec)],
    ])
    tree.merge(retention(of: spec))
    if tempoCountsSpans { tree.merge(generator(of: spec)) }
    tree["usage_report"] = ["reporting_enabled": false]
    return tree
  }

  private mutating func storage(of spec: TempoSpec) -> Tree {
    var trace: Tree = [
      "backend": .text(spec.storage?.kind ?? "local"), "wal": ["path": "/var/tempo/wal"],
    ]
    if let storage = spec.storage {
      trace[storage.kind] = bucket(storage, as: .tempo, for: "tempo")
    } else {
      trace["local"] = ["path": "/var/tempo/blocks"]
    }
    return trace
  }

  // Tempo 3 asks both its scheduler and its worker; before, there was one compactor.
  private func retention(of spec: TempoSpec) -> Tree {
    let compaction: Tree = ["compaction": ["block_retention": .text(spec.retention.goText)]]
    guard reading.versions.has(.tempo, 3, 0) else { return ["compactor": compaction] }
    return [
      "backend_scheduler": ["provider": ["compaction": compaction]],
      "backend_worker": compaction,
    ]
  }

  private mutating func generator(of spec: TempoSpec) -> Tree {
    let dimensions = Tree.texts(spec.dimensions)
    let writes = stores(of: .metrics).compactMap { store -> Tree? in
      guard let url = store.native else { return nil }
      var write: Tree = ["url": .text(url), "send_exemplars": true]
      if spec.histograms != .classic { write["send_native_histograms"] = true }
      write.add(store.access)
      return write
    }
    takesRemoteWrites()
    var processor: Tree = [
      "span_metrics": ["dimensions": dimensions, "enable_target_info": true],
      "service_graphs": ["dimensions": dimensions],
    ]
    var overrides: Tree = ["processors": ["service-graphs", "span-metrics"]]
    if spec.histograms != .classic {
      overrides["generate_native_histograms"] = .text(spec.histograms.rawValue)
    }
    if spec.dimensions.isEmpty { processor = ["span_metrics": ["enable_target_info": true]] }
    return [
      "metrics_generator": [
        "processor": processor, "registry": ["external_labels": ["source": "tempo"]],
        "storage": ["path": "/var/tempo/generator/wal", "remote_write": .list(writes)],
      ],
      "overrides": ["defaults": ["metrics_generator": overrides]],
    ]
  }
}

extension Tree {
  /// What Prometheus' HTTP client shows to be let in; Tempo and Prometheus share it.
  mutating func add(_ access: Access) {
    switch access.login {
    case .basic(let user, let file):
      self["basic_auth"] = ["username": .text(user), "password_file": .text(file)]
    case .bearer(let file):
      self["authorization"] = ["type": "Bearer", "credentials_file": .text(file)]
    case nil: break
    }
    if !access.headers.isEmpty {
      self["headers"] = .mapping(access.headers.map { ($0.name, .text($0.value)) })
    }
    guard let tls = access.tls else { return }
    var block: Tree = [:]
    if let file = tls.authorityFile { block["ca_file"] = .text(file) }
    if let file = tls.certificateFile { block["cert_file"] = .text(file) }
    if let file = tls.keyFile { block["key_file"] = .text(file) }
    if let name = tls.serverName { block["server_name"] = .text(name) }
    if tls.trustsAnyone { block["insecure_skip_verify"] = true }
    if block != [:] { self["tls_config"] = block }
  }
}
