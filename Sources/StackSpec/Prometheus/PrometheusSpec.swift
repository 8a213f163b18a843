import Diagnostics
import Dialects
import SpecLanguage
import YAMLTree

/// The Prometheus of the stack.
struct PrometheusSpec: SpecRecord {
  static let name = "prometheus"
  static let summary = "A Prometheus that scrapes, stores and evaluates."
  static var mayBeEmpty: Bool { true }

  var port = Port(9090)
  var tuning = ServiceTuning()
  var externalURL: URLText?
  var retention = Duration.days(15)
  var retentionSize: ByteSize?
  var global = PrometheusGlobal()
  var scrapeConfigs = Named<ScrapeSpec>()
  var alertmanagers: [HostPort] = []
  var remoteWrite: [RemoteWrite] = []
  var remoteRead: [RemoteRead] = []
  var storage: StorageSpec?
  var otlp: OTLPSpec?
  var remoteWriteReceiver = false
  var web: WebSpec?
  var lifecycle = true
  var adminAPI = false
  var features: [Located<String>] = []
  var flags: [Located<CommandFlag>] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, .own, "Port of the host it is reached at.")
    tuning.visitKeys(&key)
    key("external_url", &externalURL, .own, "Address under which people reach it.")
    key("retention", &retention, .own, "How long samples are kept.")
    key("retention_size", &retentionSize, .own, "How many bytes of samples are kept.")
    global.visitKeys(&key)
    key("scrape_configs", &scrapeConfigs, .own, "Further scrape jobs by name.")
    key("alertmanagers", &alertmanagers, .own, "Alertmanagers outside of the stack.")
    key("remote_write", &remoteWrite, .own, "Stores that samples are sent to.")
    key("remote_read", &remoteRead, .own, "Stores that queries also ask.")
    key("storage", &storage, .own, "Storage settings.")
    key("otlp", &otlp, .own.since(.prometheus, 2, 55), "Takes samples of OpenTelemetry.")
    key("remote_write_receiver", &remoteWriteReceiver, .own, "Whether others may send samples.")
    key("web", &web, .own, "TLS and logins of its own pages.")
    key("lifecycle", &lifecycle, .own, "Whether it can be told to reload over HTTP.")
    key("admin_api", &adminAPI, .own, "Whether series can be deleted over HTTP.")
    key("features", &features, .own, "Feature flags.")
    key("flags", &flags, .own, "Further command-line flags, as they are.")
  }
}

extension PrometheusSpec {
  func check(_ node: Node, _ reading: Reading) {
    for (key, value) in [
      ("scrape_interval", global.scrapeInterval),
      ("evaluation_interval", global.evaluationInterval),
    ] where value.milliseconds == 0 {
      if let place = node[key] {
        reading.invalid("'\(key)' must be above 0", place, help: "write 15s")
      }
    }
    checkNames(of: remoteWrite.map(\.remoteName), node["remote_write"], reading)
    checkNames(of: remoteRead.map(\.remoteName), node["remote_read"], reading)
    for entry in scrapeConfigs.entries
    where entry.value.staticConfigs.isEmpty && entry.value.discovery.isEmpty {
      reading.diagnostics.report(
        Diagnostic(
          .missingKey, .error, "nothing says whom the job '\(entry.name)' scrapes",
          at: entry.nameRange
        ).help("write 'static_configs:' or a discovery"))
    }
    guard let timeout = global.scrapeTimeout, timeout > global.scrapeInterval else { return }
    reading.diagnostics.report(
      Diagnostic(
        .scrapeTimeout, .error,
        "the timeout \(timeout) is longer than the interval \(global.scrapeInterval)",
        at: node["scrape_timeout"]?.range
      ).related(node["scrape_interval"]?.range, "the interval"))
  }
}

/// Prometheus tells stores apart by their names.
private func checkNames(of names: [String?], _ node: Node?, _ reading: Reading) {
  var seen: Set<String> = []
  for (index, name) in names.enumerated() {
    guard let name, !seen.insert(name).inserted else { continue }
    reading.diagnostics.error(
      .duplicateName, "two stores are called '\(name)'",
      at: node?.items?[index]["name"]?.range ?? node?.range)
  }
}

/// Settings that hold for all jobs and rules.
struct PrometheusGlobal: Sendable {
  var scrapeInterval = Duration.seconds(15)
  var scrapeTimeout: Duration?
  var evaluationInterval = Duration.seconds(15)
  var ruleQueryOffset: Duration?
  var externalLabels = Named<ExternalLabel>()
  var scrapeProtocols: [ScrapeProtocol] = []
  var bodySizeLimit: ByteSize?
  var sampleLimit: Int?
  var targetLimit: Int?
  var labelLimit: Int?
  var keepDroppedTargets: Int?
  var scrapeNativeHistograms: Bool?

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("scrape_interval", &scrapeInterval, "How often targets are scraped.")
    key("scrape_timeout", &scrapeTimeout, "How long a scrape may take.")
    key("evaluation_interval", &evaluationInterval, "How often rules are evaluated.")
    key(
      "rule_query_offset", &ruleQueryOffset, .since(.prometheus, 2, 53),
      "How far in the past rules are evaluated.")
    key("external_labels", &externalLabels, "Labels of everything that leaves this server.")
    key("scrape_protocols", &scrapeProtocols, .since(.prometheus, 2, 49), "Formats to ask for.")
    key("body_size_limit", &bodySizeLimit, .since(.prometheus, 2, 45), "Largest answer read.")
    key("sample_limit", &sampleLimit, .since(.prometheus, 2, 45), "Most samples of one scrape.")
    key("target_limit", &targetLimit, .since(.prometheus, 2, 45), "Most targets of a job.")
    key("label_limit", &labelLimit, .since(.prometheus, 2, 45), "Most labels of one sample.")
    key(
      "keep_dropped_targets", &keepDroppedTargets, .since(.prometheus, 2, 47),
      "Dropped targets that are kept for display.")
    key(
      "scrape_native_histograms", &scrapeNativeHistograms, .since(.prometheus, 3, 8),
      "Whether native histograms are scraped.")
  }
}

/// The value of an external label; Prometheus expands `$` in these and nowhere else.
struct ExternalLabel: TextValue {
  var written: String

  static var textShape: TextShape { .plain }
  var text: String { written.split("$").joined(separator: "$$") }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> ExternalLabel? {
    ExternalLabel(written: text)
  }
}

enum ScrapeProtocol: String, Choice {
  case protobuf = "PrometheusProto"
  case openMetrics0 = "OpenMetricsText0.0.1"
  case openMetrics1 = "OpenMetricsText1.0.0"
  case text0 = "PrometheusText0.0.4"
  case text1 = "PrometheusText1.0.0"
}

extension String {
  /// The pieces between occurrences of a mark, empty ones included.
  func split(_ mark: Character) -> [Substring] {
    split(separator: mark, omittingEmptySubsequences: false)
  }
}
