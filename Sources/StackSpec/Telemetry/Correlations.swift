import Dialects
import OrderedTree
import SpecLanguage
import StackModel

/// How the signals of one stack point at each other. Every uid, label and attribute of the links
/// between datasources is named here and nowhere else.
struct Correlations {
  var metrics: String?
  var logs: String?
  var traces: String?
  var profiles: String?
  /// Who makes metrics of spans: their names and labels differ.
  var spanMetrics: SpanMetricsNames?

  /// The label of Loki's streams that holds the name of a service.
  static let logsLabel = "service_name"
  /// The field beside a line that holds the id of its trace.
  static let traceField = "trace_id"
  /// CPU time, which every language's profiler measures.
  static let profileType = "process_cpu:cpu:nanoseconds:cpu:nanoseconds"

  /// Exemplars are labelled by who made them: Tempo one way, OpenTelemetry the other.
  var exemplars: Tree? {
    guard let traces else { return nil }
    return .list(
      ["trace_id", "traceID"].map {
        [
          "name": .text($0), "datasourceUid": .text(traces),
          "urlDisplayLabel": "Show the trace",
        ]
      })
  }

  /// From a line to its trace: by the field, or by the text of the line.
  var derivedFields: Tree? {
    guard let traces else { return nil }
    let link: Tree = [
      "datasourceUid": .text(traces), "url": "${__value.raw}",
      "urlDisplayLabel": "Show the trace",
    ]
    var byField: Tree = [
      "name": "Trace", "matcherType": "label", "matcherRegex": .text(Self.traceField),
    ]
    var byText: Tree = [
      "name": "Trace in the line", "matcherType": "regex",
      "matcherRegex": #"(?i)trace_?id["']?\s*[:=]\s*["']?([0-9a-f]{32})"#,
    ]
    byField.merge(link)
    byText.merge(link)
    return [byField, byText]
  }

  /// What the datasources of traces know of the other signals.
  var ofTraces: Tree {
    var settings: Tree = [:]
    if let logs {
      settings["tracesToLogsV2"] = [
        "datasourceUid": .text(logs), "spanStartTimeShift": "-5m", "spanEndTimeShift": "5m",
        "tags": [["key": "service.name", "value": .text(Self.logsLabel)]],
        "customQuery": true,
        "query": .text("{${__tags}} | \(Self.traceField) = \"${__trace.traceId}\""),
      ]
    }
    if let metrics, let names = spanMetrics {
      settings["tracesToMetrics"] = [
        "datasourceUid": .text(metrics), "spanStartTimeShift": "-30m",
        "spanEndTimeShift": "30m",
        "tags": [["key": "service.name", "value": .text(names.service)]],
        "queries": .list(names.queries),
      ]
    }
    if let profiles {
      settings["tracesToProfiles"] = [
        "datasourceUid": .text(profiles),
        "tags": [["key": "service.name", "value": "service_name"]],
        "profileTypeId": .text(Self.profileType),
      ]
    }
    settings["nodeGraph"] = ["enabled": true]
    return settings
  }
}

/// Metrics made of spans, by who makes them.
struct SpanMetricsNames {
  var service: String
  var calls: String
  var duration: String

  static let tempo = SpanMetricsNames(
    service: "service", calls: "traces_spanmetrics_calls_total",
    duration: "traces_spanmetrics_latency")
  static let collector = SpanMetricsNames(
    service: "service_name", calls: "traces_spanmetrics_calls_total",
    duration: "traces_spanmetrics_duration_seconds")

  var queries: [Tree] {
    [
      ["name": "Requests", "query": .text("sum(rate(\(calls){$__tags}[5m]))")],
      [
        "name": "Errors",
        "query": .text("sum(rate(\(calls){$__tags,status_code=\"STATUS_CODE_ERROR\"}[5m]))"),
      ],
      [
        "name": "P95",
        "query": .text(
          "histogram_quantile(0.95, sum by (le) (rate(\(duration)_bucket{$__tags}[5m])))"),
      ],
    ]
  }
}

extension Resolver {
  /// Adds the datasources of the stores and links all of them.
  mutating func addTelemetryDatasources() {
    guard model.grafana != nil else { return }
    let links = correlations()
    if let mimir = model.mimir { addDatasource(mimirDatasource(mimir)) }
    if let exemplars = links.exemplars { change("exemplarTraceIdDestinations", exemplars) }
    for store in stores {
      switch store.name {
      case "loki": addDatasource(lokiDatasource(store, links))
      case "tempo": addDatasource(tempoDatasource(store, links))
      case "jaeger": addDatasource(jaegerDatasource(store, links))
      case "pyroscope": addDatasource(pyroscopeDatasource(store))
      default: break
      }
    }
  }

  func correlations() -> Correlations {
    var links = Correlations()
    links.metrics = model.mimir != nil ? "mimir" : model.prometheus.map { _ in "prometheus" }
    links.logs = stores(of: .logs).first?.name
    links.traces = stores(of: .traces).first?.name
    links.profiles = stores(of: .profiles).first?.name
    if tempoCountsSpans {
      links.spanMetrics = .tempo
    } else if model.collector?.spanMetrics != nil {
      links.spanMetrics = .collector
    }
    return links
  }

  /// Sets something in the datasources of all stores of metrics.
  private mutating func change(_ key: String, _ value: Tree) {
    for index in model.grafana?.datasources.indices ?? 0..<0
    where model.grafana?.datasources[index].type == "prometheus" {
      model.grafana?.datasources[index].settings[key] = value
    }
  }

  private mutating func mimirDatasource(_ mimir: MimirServer) -> Datasource {
    let interval =
      model.prometheus?.scrapeInterval ?? model.collector?.scrapeInterval ?? .seconds(15)
    // What keeps longest is what dashboards ask.
    for index in model.grafana?.datasources.indices ?? 0..<0 {
      model.grafana?.datasources[index].isDefault = false
    }
    var datasource = Datasource(
      key: "mimir", name: "Mimir", type: "prometheus", uid: "mimir", url: mimir.url,
      isDefault: true,
      settings: [
        "httpMethod": "POST", "prometheusType": "Mimir",
        "timeInterval": .text(interval.description),
      ], origin: model.service("mimir")?.origin ?? .none)
    if let tenant = mimir.tenant { datasource.add(headers: [("X-Scope-OrgID", tenant)]) }
    return datasource
  }

  private func lokiDatasource(_ store: Destination, _ links: Correlations) -> Datasource {
    var settings: Tree = ["maxLines": "1000"]
    if let fields = links.derivedFields { settings["derivedFields"] = fields }
    var datasource = Datasource(
      key: "loki", name: "Loki", type: "loki", uid: "loki", url: "http://loki:3100",
      settings: settings, origin: store.origin)
    datasource.add(headers: store.access.headers)
    return datasource
  }

  private func tempoDatasource(_ store: Destination, _ links: Correlations) -> Datasource {
    var settings = links.ofTraces
    if let metrics = links.metrics, links.spanMetrics != nil {
      settings["serviceMap"] = ["datasourceUid": .text(metrics)]
    }
    settings["streamingEnabled"] = ["search": true, "metrics": true]
    var datasource = Datasource(
      key: "tempo", name: "Tempo", type: "tempo", uid: "tempo", url: "http://tempo:3200",
      settings: settings, origin: store.origin)
    datasource.add(headers: store.access.headers)
    return datasource
  }

  private func jaegerDatasource(_ store: Destination, _ links: Correlations) -> Datasource {
    var settings = links.ofTraces
    settings["tracesToProfiles"] = nil  // the datasource of Jaeger does not know them
    settings["traceIdTimeParams"] = ["enabled": true]
    return Datasource(
      key: "jaeger", name: "Jaeger", type: "jaeger", uid: "jaeger", url: "http://jaeger:16686",
      settings: settings, origin: store.origin)
  }

  private func pyroscopeDatasource(_ store: Destination) -> Datasource {
    var datasource = Datasource(
      key: "pyroscope", name: "Pyroscope", type: "grafana-pyroscope-datasource",
      uid: "pyroscope", url: "http://pyroscope:4040", settings: ["minStep": "15s"],
      origin: store.origin)
    datasource.add(headers: store.access.headers)
    return datasource
  }
}

extension Datasource {
  /// Sends headers with every query, such as the tenant that is meant.
  fileprivate mutating func add(headers: [(name: String, value: String)]) {
    for (index, header) in headers.enumerated() {
      settings["httpHeaderName\(index + 1)"] = .text(header.name)
      secureSettings["httpHeaderValue\(index + 1)"] = .text(header.value)
    }
  }
}
