import Dialects
import SpecLanguage

/// A scrape job, under Prometheus' own keys.
struct ScrapeSpec: SpecRecord {
  static let name = "scrape job"
  static let summary = "A scrape job, under Prometheus' own keys."
  static let otherWords = HTTPClient.otherWords
  static var mayBeEmpty: Bool { true }

  var jobName: Identifier?
  var scrapeInterval: Duration?
  var scrapeTimeout: Duration?
  var protocols: [ScrapeProtocol] = []
  var fallbackProtocol: ScrapeProtocol?
  var metricsPath: String?
  var scheme: Scheme?
  var params = Named<[String]>()
  var honorLabels: Bool?
  var honorTimestamps: Bool?
  var trackTimestampsStaleness: Bool?
  var enableCompression: Bool?
  var bodySizeLimit: ByteSize?
  var sampleLimit: Int?
  var targetLimit: Int?
  var labelLimit: Int?
  var labelNameLengthLimit: Int?
  var labelValueLengthLimit: Int?
  var keepDroppedTargets: Int?
  var nativeHistogramBucketLimit: Int?
  var scrapeNativeHistograms: Bool?
  var client = HTTPClient()
  var staticConfigs: [StaticConfig] = []
  var discovery = Discovery()
  var relabelConfigs: [RelabelConfig] = []
  var metricRelabelConfigs: [RelabelConfig] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("job_name", &jobName, .own, "Name of the job, and its `job` label.")
    key("scrape_interval", &scrapeInterval, "How often it is scraped.")
    key("scrape_timeout", &scrapeTimeout, "How long a scrape may take.")
    key("scrape_protocols", &protocols, .since(.prometheus, 2, 49), "Formats to ask for.")
    key(
      "fallback_scrape_protocol", &fallbackProtocol, .since(.prometheus, 3, 0),
      "Format of targets that do not name theirs.")
    key("metrics_path", &metricsPath, "Path of the metrics.")
    key("scheme", &scheme, "Protocol of the targets.")
    key("params", &params, "URL parameters, each with its values.")
    key("honor_labels", &honorLabels, "Whether labels of the target win over those of the job.")
    key("honor_timestamps", &honorTimestamps, "Whether times given by the target are kept.")
    key(
      "track_timestamps_staleness", &trackTimestampsStaleness, .since(.prometheus, 2, 48),
      "Whether series with times of their own go stale.")
    key(
      "enable_compression", &enableCompression, .since(.prometheus, 2, 49),
      "Whether compressed answers are asked for.")
    visitLimits(&key)
    client.visitKeys(&key)
    key("static_configs", &staticConfigs, "Targets by address.")
    discovery.visitKeys(&key)
    key("relabel_configs", &relabelConfigs, "Changes to targets before they are scraped.")
    key("metric_relabel_configs", &metricRelabelConfigs, "Changes to samples before storage.")
  }

  private mutating func visitLimits(_ key: inout some KeyVisitor) {
    key("body_size_limit", &bodySizeLimit, "Largest answer that is read.")
    key("sample_limit", &sampleLimit, "Most samples of one scrape.")
    key("target_limit", &targetLimit, "Most targets of the job.")
    key("label_limit", &labelLimit, "Most labels of one sample.")
    key("label_name_length_limit", &labelNameLengthLimit, "Longest label name.")
    key("label_value_length_limit", &labelValueLengthLimit, "Longest label value.")
    key(
      "keep_dropped_targets", &keepDroppedTargets, .since(.prometheus, 2, 47),
      "Dropped targets that are kept for display.")
    key(
      "native_histogram_bucket_limit", &nativeHistogramBucketLimit, .since(.prometheus, 2, 45),
      "Most buckets of a native histogram.")
    key(
      "scrape_native_histograms", &scrapeNativeHistograms, .since(.prometheus, 3, 8),
      "Whether native histograms are scraped.")
  }
}

enum Scheme: String, Choice {
  case http, https
}

/// Targets by address.
struct StaticConfig: SpecRecord {
  static let name = "static targets"
  static let summary = "Targets by address, with labels of their own."

  var targets: [String] = []
  var labels = Named<String>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("targets", &targets, .required, "Addresses, `host:port`.")
    key("labels", &labels, "Labels of these targets.")
  }
}

/// One step of relabelling.
struct RelabelConfig: SpecRecord {
  static let name = "relabel rule"
  static let summary = "One step of relabelling."

  var sourceLabels: [LabelName] = []
  var separator: String?
  var targetLabel: String?
  var regex: Regex?
  var modulus: Int?
  var replacement: String?
  var action: RelabelAction?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("source_labels", &sourceLabels, "Labels whose values are joined and matched.")
    key("separator", &separator, "Text between the joined values.")
    key("target_label", &targetLabel, "Label that is written.")
    key("regex", &regex, "What the joined values must match, as a whole.")
    key("modulus", &modulus, "Number of shards for `hashmod`.")
    key("replacement", &replacement, "What is written; `$1` is the first group.")
    key("action", &action, "What is done.")
  }
}

enum RelabelAction: String, Choice {
  case replace, keep, drop, keepequal, dropequal, hashmod, lowercase, uppercase, labelmap
  case labeldrop, labelkeep
}
