import SpecLanguage
import YAMLTree

/// Links from traces to the other signals.
struct TraceLinks: SpecRecord {
  static let name = "trace links"
  static let summary = "Links from traces to the other signals."

  var logs: TracesToLogs?
  var metrics: TracesToMetrics?
  var hasNodeGraph: Enabled?
  var spanBar: SpanBar?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("tracesToLogsV2", &logs, "From a span to its logs.")
    key("tracesToMetrics", &metrics, "From a span to metrics.")
    key("nodeGraph", &hasNodeGraph, "Draws the nodes of a trace.")
    key("spanBar", &spanBar, "Text on the bars of spans.")
  }

  struct Tag: SpecRecord {
    static let name = "tag"
    static let summary = "A tag of a span and the label it is in the other signal."

    var key = ""
    var value: String?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("key", &self.key, .required, "The tag.")
      key("value", &value, "The label.")
    }
  }

  struct TracesToLogs: SpecRecord {
    static let name = "traces to logs"
    static let summary = "From a span to its logs."

    var datasource = ""
    var start: String?
    var end: String?
    var tags: [Tag] = []
    var byTrace: Bool?
    var bySpan: Bool?
    var isCustom: Bool?
    var query: String?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("datasourceUid", &datasource, .required, "Datasource of the logs, by its name.")
      key("spanStartTimeShift", &start, "Looks from this before the span: `-5m`.")
      key("spanEndTimeShift", &end, "Looks until this after the span: `5m`.")
      key("tags", &tags, "Tags that pick the logs.")
      key("filterByTraceID", &byTrace, "Lines that hold the id of the trace.")
      key("filterBySpanID", &bySpan, "Lines that hold the id of the span.")
      key("customQuery", &isCustom, "Asks the query below.")
      key("query", &query, "Query; `${__tags}` stands for the tags.")
    }
  }

  struct TracesToMetrics: SpecRecord {
    static let name = "traces to metrics"
    static let summary = "From a span to metrics."

    var datasource = ""
    var start: String?
    var end: String?
    var tags: [Tag] = []
    var queries: [Query] = []

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("datasourceUid", &datasource, .required, "Datasource of the metrics, by its name.")
      key("spanStartTimeShift", &start, "Looks from this before the span: `-5m`.")
      key("spanEndTimeShift", &end, "Looks until this after the span: `5m`.")
      key("tags", &tags, "Tags that pick the metrics.")
      key("queries", &queries, "Queries offered; `$__tags` stands for the tags.")
    }
  }

  struct Query: SpecRecord {
    static let name = "linked query"
    static let summary = "A query that a link offers."

    var name: String?
    var query = ""

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("name", &name, "Its text.")
      key("query", &query, .required, "The query.")
    }
  }

  struct SpanBar: SpecRecord {
    static let name = "span bar"
    static let summary = "Text on the bars of spans."

    var type = Kind.duration
    var tag: String?

    enum Kind: String, Choice {
      case none = "None"
      case duration = "Duration"
      case tag = "Tag"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("type", &type, "What is written.")
      key("tag", &tag, "The tag whose value is written.")
    }
  }
}

/// `{enabled: true}`, or just `true`.
struct Enabled: SpecRecord {
  static let name = "switch"
  static let summary = "Whether something is on."
  static var shortForm: Shape? { Bool.shape }

  var isOn = true

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("enabled", &isOn, .required, "Whether it is on.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> Enabled? {
    guard let isOn = Bool.read(node, reading) else { return nil }
    var enabled = Enabled()
    enabled.isOn = isOn
    return enabled
  }
}

enum TempoSource: DatasourceKind {
  static let word = "tempo"
  static let type = "tempo"
  static let summary = "Tempo, for traces."

  typealias Secrets = HTTPSecrets

  struct Settings: SpecRecord {
    static let name = "Tempo settings"
    static let summary = "Settings of a Tempo datasource."

    var links = TraceLinks()
    var profiles: TracesToProfiles?
    var serviceMap: ServiceMap?
    var search = Raw.nothing
    var traceQuery = Raw.nothing
    var streaming: Streaming?
    var tagLimit: Int?
    var tagSeconds: Int?
    var http = HTTPSettings()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      links.visitKeys(&key)
      key("tracesToProfiles", &profiles, "From a span to profiles.")
      key("serviceMap", &serviceMap, "Metrics that draw the map of services.")
      key("search", &search, "The search form, in Grafana's form.")
      key("traceQuery", &traceQuery, "Time shifts when looking for a trace, in Grafana's form.")
      key("streamingEnabled", &streaming, "Shows results as they come.")
      key("tagLimit", &tagLimit, "Most values of a tag.")
      key("timeRangeForTags", &tagSeconds, "Seconds in which tags are looked for.")
      http.visitKeys(&key)
    }
  }

  struct ServiceMap: SpecRecord {
    static let name = "service map"
    static let summary = "Metrics that draw the map of services."

    var datasource = ""

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("datasourceUid", &datasource, .required, "Datasource of the metrics, by its name.")
    }
  }

  struct Streaming: SpecRecord {
    static let name = "streaming"
    static let summary = "Shows results as they come."

    var search = true
    var metrics = true

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("search", &search, "Results of a search.")
      key("metrics", &metrics, "Metrics of traces.")
    }
  }

  struct TracesToProfiles: SpecRecord {
    static let name = "traces to profiles"
    static let summary = "From a span to profiles."

    var datasource = ""
    var tags: [TraceLinks.Tag] = []
    var profile = "process_cpu:cpu:nanoseconds:cpu:nanoseconds"
    var isCustom: Bool?
    var query: String?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("datasourceUid", &datasource, .required, "Datasource of the profiles, by its name.")
      key("tags", &tags, "Tags that pick the profiles.")
      key("profileTypeId", &profile, "Type of the profiles.")
      key("customQuery", &isCustom, "Asks the query below.")
      key("query", &query, "The query.")
    }
  }
}

enum JaegerSource: DatasourceKind {
  static let word = "jaeger"
  static let type = "jaeger"
  static let summary = "Jaeger, for traces."

  typealias Secrets = HTTPSecrets

  struct Settings: SpecRecord {
    static let name = "Jaeger settings"
    static let summary = "Settings of a Jaeger datasource."

    var links = TraceLinks()
    var sendsTime: Enabled?
    var http = HTTPSettings()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      links.visitKeys(&key)
      key("traceIdTimeParams", &sendsTime, "Sends the time range when looking for a trace.")
      http.visitKeys(&key)
    }
  }
}

enum ZipkinSource: DatasourceKind {
  static let word = "zipkin"
  static let type = "zipkin"
  static let summary = "Zipkin, for traces."

  typealias Secrets = HTTPSecrets

  struct Settings: SpecRecord {
    static let name = "Zipkin settings"
    static let summary = "Settings of a Zipkin datasource."

    var links = TraceLinks()
    var http = HTTPSettings()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      links.visitKeys(&key)
      http.visitKeys(&key)
    }
  }
}

enum PyroscopeSource: DatasourceKind {
  static let word = "pyroscope"
  static let type = "grafana-pyroscope-datasource"
  static let summary = "Pyroscope, for profiles."

  typealias Secrets = HTTPSecrets

  struct Settings: SpecRecord {
    static let name = "Pyroscope settings"
    static let summary = "Settings of a Pyroscope datasource."

    var step: String?
    var http = HTTPSettings()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("minStep", &step, "Least step between values: `15s`.")
      http.visitKeys(&key)
    }
  }
}
