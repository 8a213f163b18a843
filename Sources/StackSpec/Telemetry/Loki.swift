import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The Loki of the stack.
struct LokiSpec: SpecRecord {
  static let name = "loki"
  static let summary = "A Loki that stores logs."
  static var mayBeEmpty: Bool { true }

  var port: Port?
  var tuning = ServiceTuning()
  var retention = Duration.days(31)
  var storage: ObjectStorage?
  var tenant: Identifier?
  var limits: LokiLimits?
  var alerts = Named<LogAlert>()
  var correlations = Named<SQLCorrelation>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host it is reached at; closed when absent.")
    tuning.visitKeys(&key)
    key("retention", &retention, "How long lines are kept, a day at least; 0 for ever.")
    key("storage", &storage, "Bucket for the data; a volume when absent.")
    key("tenant", &tenant, "Switches tenants on; the stack itself is this one.")
    key("limits_config", &limits, "Limits, under Loki's own keys.")
    key("alerts", &alerts, "Alerts on logs, which Loki evaluates.")
    key("correlations", &correlations, "Links from lines to rows of databases, by their labels.")
  }

  func check(_ node: Node, _ reading: Reading) {
    guard retention.milliseconds > 0, retention < .hours(24) else { return }
    reading.diagnostics.report(
      Diagnostic(
        .storeRetention, .error, "Loki keeps lines for a day at least, not \(retention)",
        at: node["retention"]?.range
      ).help("write 24h or more, or 0 to keep them for ever"))
  }
}

/// Limits of Loki, under its own keys.
struct LokiLimits: SpecRecord {
  static let name = "Loki limits"
  static let summary = "Limits of Loki, under its own keys."

  var ingestionRate: Double?
  var ingestionBurst: Double?
  var perStreamRate: String?
  var maxLabels: Int?
  var maxStreams: Int?
  var maxLineSize: String?
  var maxQueryLength: Duration?
  var maxQuerySeries: Int?
  var maxEntries: Int?
  var rejectOldSamples: Bool?
  var oldestSample: Duration?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("ingestion_rate_mb", &ingestionRate, "Megabytes taken in a second.")
    key("ingestion_burst_size_mb", &ingestionBurst, "Megabytes taken at once.")
    key("per_stream_rate_limit", &perStreamRate, "Bytes a second of one stream: `3MB`.")
    key("max_label_names_per_series", &maxLabels, "Most labels of a stream.")
    key("max_global_streams_per_user", &maxStreams, "Most streams at one time.")
    key("max_line_size", &maxLineSize, "Longest line: `256KB`.")
    key("max_query_length", &maxQueryLength, "Longest time that a query may look at.")
    key("max_query_series", &maxQuerySeries, "Most series a query may return.")
    key("max_entries_limit_per_query", &maxEntries, "Most lines a query may return.")
    key("reject_old_samples", &rejectOldSamples, "Whether old lines are refused.")
    key("reject_old_samples_max_age", &oldestSample, "Age from which they are.")
  }
}

extension Resolver {
  /// Adds the Loki of the stack.
  mutating func addLoki() {
    guard let spec = stack.loki,
      let pack = addComponent("loki", tuning: spec.tuning, port: spec.port)
    else { return }
    // The flag that asks the running program came with 3.7.
    if !reading.versions.has(.loki, 3, 7) { change("loki") { $0.health = nil } }
    configure("loki/loki.yaml", .yaml(configuration(of: spec)), of: pack)
    addLogAlerts(spec.alerts, tenant: spec.tenant, of: pack)
    var store = Destination(
      name: "loki", signal: .logs, otlp: .http("http://loki:3100/otlp"),
      native: "http://loki:3100/loki/api/v1/push", origin: origin(pack.range))
    if let tenant = spec.tenant { store.access.headers = [("X-Scope-OrgID", tenant.text)] }
    stores.append(store)
  }

  private mutating func configuration(of spec: LokiSpec) -> Tree {
    let kind = spec.storage?.kind ?? "filesystem"
    let storage: Tree =
      if let bucket = spec.storage {
        [bucket.kind: self.bucket(bucket, as: .loki, for: "loki")]
      } else {
        ["filesystem": ["chunks_directory": "/loki/chunks", "rules_directory": "/loki/rules"]]
      }
    var limits: Tree = [
      "retention_period": .text(spec.retention.goText), "volume_enabled": true,
      "allow_structured_metadata": true,
    ]
    if !indexedAttributes.isEmpty {
      limits["otlp_config"] = [
        "resource_attributes": [
          "attributes_config": [
            ["action": "index_label", "attributes": .texts(indexedAttributes)]
          ]
        ]
      ]
    }
    if let written = spec.limits { limits.merge(self.written(written, for: "loki")) }
    let keepsForEver = spec.retention.milliseconds == 0
    var compactor: Tree = ["retention_enabled": .bool(!keepsForEver)]
    if !keepsForEver { compactor["delete_request_store"] = .text(kind) }
    var tree: Tree = [
      "auth_enabled": .bool(spec.tenant != nil),
      "server": ["http_listen_port": 3100, "grpc_listen_port": 9095, "log_level": "warn"],
      "common": [
        "instance_addr": "127.0.0.1", "path_prefix": "/loki", "replication_factor": 1,
        "ring": ["kvstore": ["store": "inmemory"]], "storage": storage,
      ],
      "schema_config": [
        "configs": [
          [
            "from": "2024-01-01", "store": "tsdb", "object_store": .text(kind), "schema": "v13",
            "index": ["prefix": "index_", "period": "24h"],
          ]
        ]
      ],
      "limits_config": limits, "compactor": compactor, "pattern_ingester": ["enabled": true],
    ]
    if !spec.alerts.entries.isEmpty { tree["ruler"] = ruler() }
    tree["analytics"] = ["reporting_enabled": false]
    return tree
  }

  private func ruler() -> Tree {
    var ruler: Tree = [
      "enable_api": true,
      "storage": ["type": "local", "local": ["directory": "/etc/loki/rules"]],
      "rule_path": "/loki/rules-temp",
    ]
    if let alertmanager = model.alertmanager {
      ruler["alertmanager_url"] = .text(alertmanager.url)
    }
    if let grafana = model.grafana {
      ruler["external_url"] = .text(grafana.url)
      ruler["datasource_uid"] = "loki"
    }
    return ruler
  }
}
