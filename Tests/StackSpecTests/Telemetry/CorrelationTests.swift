import Dialects
import PromQL
import Testing
import YAMLTree

/// Follows one trace through every link that Grafana is given, as Grafana would.
@Suite struct CorrelationTests {
  private static let traceID = "4bf92f3577b34da6a3ce929d0e0e4736"

  static let stacks = [
    "loki:\ntempo:\nmimir:\npyroscope:\ncollector: alloy\n",
    "loki:\ntempo:\nmimir:\npyroscope:\ncollector: otelcol\n",
    "loki:\njaeger:\nprometheus:\ncollector: alloy\n",
    "loki:\njaeger:\nprometheus:\ncollector: otelcol\n",
    "loki:\ntempo:\nprometheus:\n",
  ]

  @Test(arguments: stacks)
  func `a sample leads to its trace, the trace to its lines, a line back to its trace`(
    _ stores: String
  ) throws {
    let spec = telemetry("", stores: stores)
    #expect(spec.findings == [])
    let metrics = try #require(spec.datasource("mimir") ?? spec.datasource("prometheus"))
    let exemplar = try #require(metrics["jsonData"]?["exemplarTraceIdDestinations"]?.items?.first)
    #expect(exemplar.text("name") == "trace_id")
    let traces = try #require(exemplar.text("datasourceUid").flatMap(spec.datasource))

    let toLogs = try #require(traces["jsonData"]?["tracesToLogsV2"])
    let logs = try #require(toLogs.text("datasourceUid").flatMap(spec.datasource))
    let query = expand(
      toLogs.text("query") ?? "", tags: "\(toLogs.text("tags/0/value") ?? "")=\"shop\"")
    #expect(query == "{service_name=\"shop\"} | trace_id = \"\(Self.traceID)\"")
    #expect(checkLogQL(query).isEmpty)

    let field = try #require(logs["jsonData"]?["derivedFields"]?.items?.first)
    #expect(field.text("matcherType") == "label")
    // The field of the line that the query found is the one that leads back.
    #expect(query.contains("| \(field.text("matcherRegex") ?? "") ="))
    #expect(field.text("datasourceUid") == traces.text("uid"))
    #expect(expand(field.text("url") ?? "", tags: "") == Self.traceID)
  }

  @Test(arguments: stacks)
  func `a trace leads to metrics that somebody makes`(_ stores: String) throws {
    let spec = telemetry("", stores: stores)
    let traces = try #require(spec.datasource("tempo") ?? spec.datasource("jaeger"))
    let toMetrics = try #require(traces["jsonData"]?["tracesToMetrics"])
    #expect(toMetrics.text("datasourceUid").flatMap(spec.datasource) != nil)
    let made =
      traces.text("uid") == "tempo"
      ? ["service", "traces_spanmetrics_latency_bucket"]
      : ["service_name", "traces_spanmetrics_duration_seconds_bucket"]
    #expect(toMetrics.text("tags/0/value") == made[0])
    for query in toMetrics["queries"]?.items ?? [] {
      let text = expand(query.text("query") ?? "", tags: "\(made[0])=\"shop\"")
      #expect(parsePromQL(text, PromQLDialect(.init(3, 14), in: .rule)).findings.isEmpty, "\(text)")
      #expect(text.contains("{\(made[0])=\"shop\""), "\(text)")
    }
    #expect(toMetrics.text("queries/2/query")?.contains(made[1]) == true)
  }

  @Test func `a trace leads to profiles under the name the profiles have`() throws {
    let spec = telemetry("collector:\n")
    let link = try #require(spec.datasource("tempo")?["jsonData"]?["tracesToProfiles"])
    #expect(link.text("datasourceUid") == "pyroscope")
    #expect(link.text("tags/0/key") == "service.name")
    #expect(link.text("tags/0/value") == "service_name")
    #expect(spec.datasource("tempo")?.text("jsonData/serviceMap/datasourceUid") == "mimir")
  }

  @Test(arguments: ["alloy", "otelcol"])
  func `collected lines carry the label and the field that links ask for`(_ kind: String) {
    let spec = telemetry("collector: {kind: \(kind), logs: {containers: true}}\n")
    let text = spec.alloy + spec.file("otelcol/config.yaml")
    if kind == "alloy" {
      #expect(text.contains("target_label = \"service_name\""))
      #expect(text.contains("values = {\"trace_id\" = \"\"}"))
    } else {
      // Loki makes the label of the attribute.
      #expect(text.contains("to: resource[\"service.name\"]"))
      #expect(text.contains("parse_from: attributes.trace_id"))
    }
    #expect(text.contains("(?P<trace_id>[0-9a-f]{32})"))
  }

  /// What Grafana puts in for its variables, after provisioning has turned `$$` into `$`.
  private func expand(_ text: String, tags: String) -> String {
    var text = text.replace("$$", "$")
    for (name, value) in [
      ("${__tags}", tags), ("$__tags", tags), ("${__trace.traceId}", Self.traceID),
      ("${__value.raw}", Self.traceID),
    ] {
      text = text.replace(name, value)
    }
    return text
  }
}

extension String {
  fileprivate func replace(_ text: String, _ other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}
