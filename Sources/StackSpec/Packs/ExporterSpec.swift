import Dialects
import SpecLanguage

/// One exporter of the stack; the keys of its pack's params stand beside these.
struct ExporterSpec: SpecRecord {
  static let name = "exporter"
  static let summary = "A program that measures others, from the catalogue."
  static var mayBeEmpty: Bool { true }

  var pack: String?
  var tuning = ServiceTuning()
  var targets: [String] = []
  var labels = Named<String>()
  var flags: [Located<CommandFlag>] = []
  var declaredMetrics = Named<MetricSpec>()
  var scrape: ScrapeSpec?
  var scrapeInterval: Duration?
  var scrapeTimeout: Duration?
  var alertsEnabled = true
  var dashboardsEnabled = true

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("pack", &pack, "Pack of the catalogue, when the entry has a name of its own.")
    tuning.visitKeys(&key)
    key("targets", &targets, "Addresses of exporters that run elsewhere; none is run then.")
    key("labels", &labels, "Labels of its targets.")
    key("flags", &flags, "Further command-line flags, as they are.")
    key("exposes", &declaredMetrics, "Metrics it exposes beside those of its pack.")
    key("scrape", &scrape, "Changes to its scrape jobs, under Prometheus' own keys.")
    key("scrape_interval", &scrapeInterval, "How often it is scraped.")
    key("scrape_timeout", &scrapeTimeout, "How long a scrape may take.")
    key("alerts", &alertsEnabled, "Whether the alerts of its pack are part of the stack.")
    key("dashboards", &dashboardsEnabled, "Whether the dashboards of its pack are too.")
  }

  /// Whether it is there already, and only scraped.
  var runsElsewhere: Bool {
    guard let scrape else { return !targets.isEmpty }
    return !targets.isEmpty || !scrape.staticConfigs.isEmpty || !scrape.discovery.isEmpty
  }

  /// The names of the keys above, for the params of packs to keep clear of.
  static var keyNames: [String] { recordShape.keys().map(\.name) }
}
