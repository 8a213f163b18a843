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
    key("scrape_interval", &scrapeInterval, "How often it is scraped.")
    key("scrape_timeout", &scrapeTimeout, "How long a scrape may take.")
    key("alerts", &alertsEnabled, "Whether the alerts of its pack are part of the stack.")
    key("dashboards", &dashboardsEnabled, "Whether the dashboards of its pack are too.")
  }

  /// The names of the keys above, for the params of packs to keep clear of.
  static var keyNames: [String] { recordShape.keys().map(\.name) }
}
