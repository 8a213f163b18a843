import Dialects
import OrderedTree
import PromQL
import SpecLanguage
import StackModel

extension Resolver {
  /// Adds the Prometheus of the stack with its own settings.
  mutating func addPrometheus() {
    guard let spec = stack.prometheus, let pack = packs.first(where: { $0.name == "prometheus" }),
      let service = pack.pack.service
    else { return }
    addService(
      "prometheus", service, tuning: spec.tuning, summary: pack.pack.packSummary, at: pack.range)
    publish("prometheus", host: spec.port.number, container: 9090, at: pack.range)
    var server = PrometheusServer()
    server.scrapeInterval = spec.global.scrapeInterval
    server.evaluationInterval = spec.global.evaluationInterval
    server.global = written(spec, for: "prometheus")
    server.blocks = blocks(of: spec)
    server.alertmanagers = spec.alertmanagers.map(alertmanager)
    addWeb(spec.web, to: &server)
    model.prometheus = server
    let flags = flags(spec, server)
    change("prometheus") { $0.command += flags }
    add(spec.flags, to: "prometheus")
    reading.checkFeatures(spec.features, among: prometheusFeatures)
    reading.checkLabelNames(spec.global.externalLabels)
    addJobs(of: spec.web?.tls == nil ? pack : pack.scrapedOverTLS)
    for entry in spec.scrapeConfigs.entries { addJob(entry.name, entry.value, at: entry.nameRange) }
  }

  private func alertmanager(_ address: HostPort) -> Tree {
    .mapping([
      ("static_configs", .list([.mapping([("targets", .list([.text(address.text)]))])]))
    ])
  }

  private mutating func blocks(of spec: PrometheusSpec) -> [(key: String, value: Tree)] {
    var blocks: [(key: String, value: Tree)] = []
    let writes = spec.remoteWrite.map { written($0, for: "prometheus") }
    if !writes.isEmpty { blocks.append(("remote_write", .list(writes))) }
    let reads = spec.remoteRead.map { written($0, for: "prometheus") }
    if !reads.isEmpty { blocks.append(("remote_read", .list(reads))) }
    if let storage = storage(of: spec) { blocks.append(("storage", storage)) }
    if let otlp = spec.otlp { blocks.append(("otlp", written(otlp, for: "prometheus"))) }
    return blocks
  }

  // The flag is deprecated since 3.8; the file's value was read wrongly before 3.11.
  private var keepsRetentionInFile: Bool { reading.versions.has(.prometheus, 3, 11) }

  private mutating func storage(of spec: PrometheusSpec) -> Tree? {
    let storage = spec.storage.map { written($0, for: "prometheus") }
    guard keepsRetentionInFile else { return storage }
    var retention: [(key: String, value: Tree)] = [("time", .text(spec.retention.description))]
    if let size = spec.retentionSize { retention.append(("size", .text(size.text))) }
    var whole = storage ?? .mapping([])
    whole.merge(.mapping([("tsdb", .mapping([("retention", .mapping(retention))]))]))
    return whole
  }

  private mutating func addWeb(_ web: WebSpec?, to server: inout PrometheusServer) {
    guard let web else { return }
    // Its health check speaks plain HTTP and knows no login.
    change("prometheus") { $0.health = nil }
    if let file = web.file { mount(file, in: "prometheus") }
    if web.tls != nil {
      server.webConfiguration = written(web, for: "prometheus")
      server.url = "https://prometheus:9090"
    }
  }

  private func flags(_ spec: PrometheusSpec, _ server: PrometheusServer) -> [String] {
    var flags: [String] = []
    if !keepsRetentionInFile {
      flags.append("--storage.tsdb.retention.time=\(spec.retention)")
      if let size = spec.retentionSize {
        flags.append("--storage.tsdb.retention.size=\(size.text)")
      }
    }
    if let url = spec.externalURL {
      flags.append("--web.external-url=\(url.text)")
      // A path belongs to the proxy in front; behind it everything stands at the root.
      if !["", "/"].contains(url.path) { flags.append("--web.route-prefix=/") }
    }
    if let file = spec.web?.file {
      flags.append("--web.config.file=/run/secrets/\(file.secret)")
    } else if server.webConfiguration != nil {
      flags.append("--web.config.file=/etc/prometheus/web.yml")
    }
    if spec.lifecycle { flags.append("--web.enable-lifecycle") }
    if spec.adminAPI { flags.append("--web.enable-admin-api") }
    if spec.remoteWriteReceiver { flags.append("--web.enable-remote-write-receiver") }
    if spec.otlp != nil, reading.versions.has(.prometheus, 3, 0) {
      flags.append("--web.enable-otlp-receiver")
    }
    var features = spec.features.map(\.value)
    if spec.storage?.exemplars != nil { features.append("exemplar-storage") }
    if spec.otlp != nil, !reading.versions.has(.prometheus, 3, 0) {
      features.append("otlp-write-receiver")
    }
    if !features.isEmpty { flags.append("--enable-feature=\(features.joined(separator: ","))") }
    return flags
  }
}

/// What `--enable-feature` of Prometheus has taken since 2.42.
private let prometheusFeatures =
  PromQLFeatures.flags.map(\.flag) + [
    "agent", "auto-gomaxprocs", "auto-gomemlimit", "auto-reload-config", "concurrent-rule-eval",
    "created-timestamp-zero-ingestion", "delayed-compaction", "exemplar-storage",
    "expand-external-labels", "extra-scrape-metrics", "memory-snapshot-on-shutdown",
    "metadata-wal-records", "native-histograms", "new-service-discovery-manager",
    "no-default-scrape-port", "old-ui", "otlp-deltatocumulative", "otlp-native-delta-ingestion",
    "otlp-write-receiver", "promql-delayed-name-removal", "promql-per-step-stats",
    "remote-write-receiver", "type-and-unit-labels", "use-uncached-io",
  ]
