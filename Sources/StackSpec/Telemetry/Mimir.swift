import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The Mimir of the stack.
struct MimirSpec: SpecRecord {
  static let name = "mimir"
  static let summary = "A Mimir that stores metrics, and evaluates alerts where no Prometheus does."
  static var mayBeEmpty: Bool { true }

  var port: Port?
  var tuning = ServiceTuning()
  var retention = Duration.days(31)
  var storage: ObjectStorage?
  var tenant: Identifier?
  var limits: MimirLimits?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host it is reached at; closed when absent.")
    tuning.visitKeys(&key)
    key("retention", &retention, "How long samples are kept; 0 for ever.")
    key("storage", &storage, "Bucket for the data; a volume when absent.")
    key("tenant", &tenant, "Switches tenants on; the stack itself is this one.")
    key("limits", &limits, "Limits, under Mimir's own keys.")
  }

  func check(_ node: Node, _ reading: Reading) {
    guard retention.milliseconds > 0, retention < .hours(2) else { return }
    reading.diagnostics.report(
      Diagnostic(
        .storeRetention, .error, "Mimir writes blocks of two hours and cannot drop them earlier",
        at: node["retention"]?.range
      ).help("write 2h or more, or 0 to keep them for ever"))
  }
}

/// Limits of Mimir, under its own keys.
struct MimirLimits: SpecRecord {
  static let name = "Mimir limits"
  static let summary = "Limits of Mimir, under its own keys."

  var ingestionRate: Double?
  var ingestionBurst: Int?
  var maxSeries: Int?
  var maxSeriesPerMetric: Int?
  var maxLabels: Int?
  var maxExemplars: Int?
  var outOfOrder: Duration?
  var maxQueryLookback: Duration?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("ingestion_rate", &ingestionRate, "Samples taken in a second.")
    key("ingestion_burst_size", &ingestionBurst, "Samples taken at once.")
    key("max_global_series_per_user", &maxSeries, "Most series at one time.")
    key("max_global_series_per_metric", &maxSeriesPerMetric, "Most series of one metric.")
    key("max_label_names_per_series", &maxLabels, "Most labels of a series.")
    key("max_global_exemplars_per_user", &maxExemplars, "Most exemplars kept.")
    key("out_of_order_time_window", &outOfOrder, "How late a sample may come.")
    key("max_query_lookback", &maxQueryLookback, "How far back a query may look.")
  }
}

extension Resolver {
  /// Adds the Mimir of the stack. Beside a Prometheus it is the store that keeps longer.
  mutating func addMimir() {
    guard let spec = stack.mimir,
      let pack = addComponent("mimir", tuning: spec.tuning, port: spec.port)
    else { return }
    model.mimir = MimirServer(tenant: spec.tenant?.text)
    let headers = spec.tenant.map { [("X-Scope-OrgID", $0.text)] } ?? []
    if model.prometheus != nil {
      forwardSamples(headers: headers)
      return
    }
    var store = Destination(
      name: "mimir", signal: .metrics, otlp: .http("http://mimir:9009/otlp"),
      native: "http://mimir:9009/api/v1/push", origin: origin(pack.range))
    store.access.headers = headers
    stores.append(store)
  }

  /// Writes the configuration of Mimir, which depends on whether there are rules.
  mutating func configureMimir() {
    guard let spec = stack.mimir, let server = model.mimir,
      let pack = packs.first(where: { $0.name == "mimir" })
    else { return }
    let configuration = configuration(of: spec, hasRules: !server.ruleGroups.isEmpty)
    configure("mimir/mimir.yaml", .yaml(configuration), of: pack)
  }

  private mutating func forwardSamples(headers: [(String, String)]) {
    var write: Tree = [
      "url": "http://mimir:9009/api/v1/push", "name": "mimir", "send_exemplars": true,
      "send_native_histograms": true,
    ]
    if !headers.isEmpty { write["headers"] = .mapping(headers.map { ($0.0, .text($0.1)) }) }
    forwardSamples(by: write)
  }

  private mutating func configuration(of spec: MimirSpec, hasRules: Bool) -> Tree {
    let ring: Tree = ["kvstore": ["store": "inmemory"]]
    var limits: Tree = [
      "native_histograms_ingestion_enabled": true,
      // Without it counters of OpenTelemetry would not end in _total.
      "otel_metric_suffixes_enabled": true,
      "promote_otel_resource_attributes": .text(promotedAttributes.joined(separator: ",")),
      "max_global_exemplars_per_user": 100_000, "out_of_order_time_window": "10m",
      "compactor_blocks_retention_period": .text(spec.retention.goText),
    ]
    if let written = spec.limits { limits.merge(self.written(written, for: "mimir")) }
    var tree: Tree = [
      "target": "all", "multitenancy_enabled": .bool(spec.tenant != nil),
      "server": ["http_listen_port": 9009, "grpc_listen_port": 9095, "log_level": "warn"],
    ]
    tree.merge(storage(of: spec))
    tree.merge([
      "compactor": [
        "data_dir": "/data/compactor", "sharding_ring": ring,
      ],
      "distributor": ["ring": ring],
      "ingester": [
        "ring": [
          "kvstore": ["store": "inmemory"], "replication_factor": 1, "min_ready_duration": "0s",
          "final_sleep": "0s",
        ]
      ],
      "store_gateway": [
        "sharding_ring": ["kvstore": ["store": "inmemory"], "replication_factor": 1]
      ],
      "ruler": ruler(),
      // Mimir does not start without the folder; that of its configuration has no rules.
      "ruler_storage": [
        "backend": "local",
        "local": ["directory": .text(hasRules ? "/etc/mimir/rules" : "/etc/mimir")],
      ],
      "limits": limits,
      // Its usual place is where the program starts, and nothing can be written there.
      "activity_tracker": ["filepath": "/data/metrics-activity.log"],
      "usage_stats": ["enabled": false],
    ])
    return tree
  }

  private func ruler() -> Tree {
    var ruler: Tree = ["rule_path": "/data/ruler", "ring": ["kvstore": ["store": "inmemory"]]]
    if model.prometheus == nil, let alertmanager = model.alertmanager {
      ruler["alertmanager_url"] = .text(alertmanager.url)
    }
    if let grafana = model.grafana { ruler["external_url"] = .text(grafana.url) }
    return ruler
  }

  private mutating func storage(of spec: MimirSpec) -> Tree {
    var storage: Tree = [
      "common": ["storage": ["backend": "filesystem", "filesystem": ["dir": "/data/common"]]],
      "blocks_storage": [
        "storage_prefix": "blocks", "tsdb": ["dir": "/data/tsdb"],
        "bucket_store": ["sync_dir": "/data/tsdb-sync"],
      ],
    ]
    if let bucket = spec.storage {
      let block = self.bucket(bucket, as: .mimir, for: "mimir")
      storage["common"] = ["storage": ["backend": .text(bucket.kind), bucket.kind: block]]
    }
    return storage
  }
}
