import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The Prometheus of the stack.
struct PrometheusSpec: SpecRecord {
  static let name = "prometheus"
  static let summary = "A Prometheus that scrapes, stores and evaluates."
  static var mayBeEmpty: Bool { true }

  var port = Port(9090)
  var tuning = ServiceTuning()
  var scrapeInterval = Duration.seconds(15)
  var scrapeTimeout: Duration?
  var evaluationInterval = Duration.seconds(15)
  var externalLabels = Named<String>()
  var retention = Duration.days(15)
  var retentionSize: ByteSize?
  var scrapeConfigs = Named<ScrapeSpec>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host it is reached at.")
    tuning.visitKeys(&key)
    key("scrape_interval", &scrapeInterval, "How often targets are scraped.")
    key("scrape_timeout", &scrapeTimeout, "How long a scrape may take.")
    key("evaluation_interval", &evaluationInterval, "How often rules are evaluated.")
    key("external_labels", &externalLabels, "Labels of everything that leaves this server.")
    key("retention", &retention, "How long samples are kept.")
    key("retention_size", &retentionSize, "How many bytes of samples are kept.")
    key("scrape_configs", &scrapeConfigs, "Further scrape jobs by name.")
  }
}

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
    server.scrapeInterval = spec.scrapeInterval
    server.evaluationInterval = spec.evaluationInterval
    server.global = global(spec)
    model.prometheus = server
    let flags = flags(spec)
    change("prometheus") { $0.command += flags }
    addJobs(of: pack)
    for entry in spec.scrapeConfigs.entries { addJob(entry.name, entry.value, at: entry.nameRange) }
  }

  private func global(_ spec: PrometheusSpec) -> Tree {
    var fields: [(key: String, value: Tree)] = [
      ("scrape_interval", .text(spec.scrapeInterval.description))
    ]
    if let timeout = spec.scrapeTimeout {
      fields.append(("scrape_timeout", .text(timeout.description)))
    }
    fields.append(("evaluation_interval", .text(spec.evaluationInterval.description)))
    // Prometheus expands `$` in these values and nowhere else.
    let labels = spec.externalLabels.entries.map {
      (key: $0.name, value: Tree.text($0.value.split("$").joined(separator: "$$")))
    }
    if !labels.isEmpty { fields.append(("external_labels", .mapping(labels))) }
    return .mapping(fields)
  }

  private func flags(_ spec: PrometheusSpec) -> [String] {
    var flags = ["--storage.tsdb.retention.time=\(spec.retention)"]
    if let size = spec.retentionSize { flags.append("--storage.tsdb.retention.size=\(size.text)") }
    return flags
  }
}

extension String {
  /// The pieces between occurrences of a mark, empty ones included.
  func split(_ mark: Character) -> [Substring] {
    split(separator: mark, omittingEmptySubsequences: false)
  }
}
