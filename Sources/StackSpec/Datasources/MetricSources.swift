import Dialects
import SpecLanguage

enum PrometheusSource: DatasourceKind {
  static let word = "prometheus"
  static let type = "prometheus"
  static let summary = "Prometheus, Mimir, Thanos or Cortex."

  typealias Secrets = HTTPSecrets

  struct Settings: SpecRecord {
    static let name = "Prometheus settings"
    static let summary = "Settings of a Prometheus datasource."

    var method = Method.post
    var flavor = Flavor.prometheus
    var version: String?
    var interval: Duration?
    var timeout: Duration?
    var parameters: String?
    var cache: Cache?
    var hidesMetrics: Bool?
    var hidesRecordings: Bool?
    var isIncremental: Bool?
    var overlap: Duration?
    var usesSeries: Bool?
    var showsStatistics: Bool?
    var seriesLimit: Int?
    var warningSamples: Int?
    var errorSamples: Int?
    var editor: PrometheusQuery.Editor?
    var exemplars: [ExemplarLink] = []
    var http = HTTPSettings()

    enum Method: String, Choice {
      case post = "POST"
      case get = "GET"
    }
    enum Flavor: String, Choice {
      case prometheus = "Prometheus"
      case cortex = "Cortex"
      case mimir = "Mimir"
      case thanos = "Thanos"
    }
    enum Cache: String, Choice {
      case low = "Low"
      case medium = "Medium"
      case high = "High"
      case none = "None"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("httpMethod", &method, "Method of HTTP.")
      key("prometheusType", &flavor, "Which of them it is.")
      key("prometheusVersion", &version, "Its version, which decides what can be asked.")
      key("timeInterval", &interval, "Its scrape interval.")
      key("queryTimeout", &timeout, "How long a query may take.")
      key("customQueryParameters", &parameters, "Parameters of every query: `a=1&b=2`.")
      key("cacheLevel", &cache, "How long its names are kept.")
      key("disableMetricsLookup", &hidesMetrics, "Does not load the names of metrics.")
      key("disableRecordingRules", &hidesRecordings, "Does not load recording rules.")
      key("incrementalQuerying", &isIncremental, "Asks for what is new only.")
      key("incrementalQueryOverlapWindow", &overlap, "How much of that is asked again.")
      key("seriesEndpoint", &usesSeries, "Asks for labels by series.")
      key("queryStatsEnabled", &showsStatistics, "Asks for statistics of queries.")
      key("seriesLimit", &seriesLimit, "Most series when looking for labels.")
      key("maxSamplesProcessedWarningThreshold", &warningSamples, "Samples that earn a warning.")
      key("maxSamplesProcessedErrorThreshold", &errorSamples, "Samples that are too many.")
      key("defaultEditor", &editor, "Editor that Grafana opens.")
      key("exemplarTraceIdDestinations", &exemplars, "Where exemplars lead.")
      http.visitKeys(&key)
    }
  }

  struct ExemplarLink: SpecRecord {
    static let name = "exemplar link"
    static let summary = "Where an exemplar leads."

    var label = "trace_id"
    var datasource: String?
    var url: String?
    var text: String?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("name", &label, "Label that holds the id of the trace.")
      key("datasourceUid", &datasource, "Datasource of the traces, by its name in the spec.")
      key("url", &url, "Address instead; `${__value.raw}` stands for the id.")
      key("urlDisplayLabel", &text, "Text of the link.")
    }
  }
}

enum AlertmanagerSource: DatasourceKind {
  static let word = "alertmanager"
  static let type = "alertmanager"
  static let summary = "An Alertmanager, for silences and the state of alerts."

  typealias Secrets = HTTPSecrets

  struct Settings: SpecRecord {
    static let name = "Alertmanager settings"
    static let summary = "Settings of an Alertmanager datasource."

    // Grafana takes an Alertmanager without it for Mimir's, which has other paths.
    var implementation = Implementation.prometheus
    var takesOwnAlerts: Bool?
    var http = HTTPSettings()

    enum Implementation: String, Choice { case prometheus, mimir, cortex }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("implementation", &implementation, "Which Alertmanager it is.")
      key("handleGrafanaManagedAlerts", &takesOwnAlerts, "Gets the alerts of Grafana as well.")
      http.visitKeys(&key)
    }
  }
}

enum LokiSource: DatasourceKind {
  static let word = "loki"
  static let type = "loki"
  static let summary = "Loki, for logs."

  typealias Secrets = HTTPSecrets

  struct Settings: SpecRecord {
    static let name = "Loki settings"
    static let summary = "Settings of a Loki datasource."

    var maxLines: ScalarText?
    var fields: [DerivedField] = []
    var http = HTTPSettings()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("maxLines", &maxLines, "Most log lines of an answer.")
      key("derivedFields", &fields, "Links made of parts of log lines.")
      http.visitKeys(&key)
    }
  }

  struct DerivedField: SpecRecord {
    static let name = "derived field"
    static let summary = "A link made of a part of a log line."

    var name = ""
    var kind: Kind?
    var regex = ""
    var url: String?
    var text: String?
    var datasource: String?
    var opensTab: Bool?

    enum Kind: String, Choice { case regex, label }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("name", &name, .required, "Name of the field.")
      key("matcherType", &kind, "Whether the part is found by a regular expression or a label.")
      key("matcherRegex", &regex, .required, "The regular expression, or the label.")
      key("url", &url, "Address, or query where there is a datasource: `${__value.raw}`.")
      key("urlDisplayLabel", &text, "Text of the link.")
      key("datasourceUid", &datasource, "Datasource it leads to, by its name in the spec.")
      key("targetBlank", &opensTab, "Opens a new tab.")
    }
  }
}
