import Testing
import YAMLTree

/// What a stack of signals shows without being asked to.
@Suite struct SignalDashboardTests {
  @Test(arguments: ["alloy", "otelcol"])
  func `every signal, every store and the collector have a dashboard`(_ collector: String) {
    let spec = telemetry("collector: \(collector)\nk6: {urls: [\"http://shop.example.com/\"]}\n")
    #expect(spec.findings == [])
    let names = [
      "services", "logs", "traces", "profiles", "load-test",
      "loki", "tempo", "mimir", "pyroscope", collector,
    ]
    for name in names { #expect(spec.panels(of: name).count > 2, "no \(name)") }
  }

  @Test(arguments: [
    ("tempo:\nprometheus:\n", "service", "traces_spanmetrics_latency_bucket"),
    ("jaeger:\nprometheus:\n", "service_name", "traces_spanmetrics_duration_seconds_bucket"),
  ])
  func `services show requests, errors and durations, and which endpoint fails`(
    _ stores: String, _ label: String, _ durations: String
  ) throws {
    let spec = telemetry("collector: otelcol\n", stores: stores)
    let titles = spec.panels(of: "services").compactMap { $0.text("title") }
    #expect(titles.starts(with: ["Services", "Requests", "Errors", "P95"]))
    let failing = try #require(spec.panel("Errors by endpoint", of: "services"))
    #expect(failing.text("type") == "table")
    let query = failing.text("targets/0/expr") ?? ""
    #expect(query.contains("by (\(label), span_name)"), "\(query)")
    #expect(query.contains("\(label)=~\"$service\""), "\(query)")
    let slow = spec.panel("P95", of: "services")?.text("targets/0/expr") ?? ""
    #expect(slow.contains(durations), "\(slow)")
    #expect(spec.panel("P95", of: "services")?.text("targets/0/exemplar") == "true")
  }

  @Test func `who calls whom is drawn by the store of traces that can`() throws {
    let tempo = telemetry("", stores: "tempo:\nprometheus:\n")
    let map = try #require(tempo.panel("Map", of: "services"))
    #expect(map.text("type") == "nodeGraph")
    #expect(map.text("targets/0/queryType") == "serviceMap")
    #expect(tempo.datasource("tempo")?.text("jsonData/serviceMap/datasourceUid") == "prometheus")

    let jaeger = telemetry("", stores: "jaeger:\n")
    let calls = try #require(jaeger.panel("Who calls whom", of: "jaeger-traces"))
    #expect(calls.text("targets/0/queryType") == "dependencyGraph")
  }

  @Test(arguments: [("tempo", "traces"), ("jaeger", "jaeger-traces")])
  func `traces with errors and slow ones are listed for the service that is chosen`(
    _ store: String, _ dashboard: String
  ) {
    // Both stores may stand in one stack.
    let spec = telemetry("", stores: "tempo:\njaeger:\nprometheus:\n")
    #expect(spec.findings == [])
    for title in ["With errors", "Slow"] {
      let panel = spec.panel(title, of: dashboard)
      #expect(panel?.text("type") == "table")
      #expect(panel?.text("datasource/uid") == store)
      let asked = panel?.text("targets/0/query") ?? panel?.text("targets/0/service")
      #expect(asked?.contains("$service") == true)
    }
  }

  @Test func `lines are searched by service, level and text`() {
    let spec = telemetry("", stores: "loki:\n")
    #expect(
      spec.panels(of: "logs").last?.text("targets/0/expr")
        == #"{service_name=~"$service"} |= "$search" | detected_level=~"$level""#)
  }

  @Test func `dashboards of metrics need a store of metrics`() {
    let spec = telemetry("", stores: "loki:\n")
    #expect(spec.findings == [])
    #expect(spec.panels(of: "loki").isEmpty)
  }
}

extension Compiled {
  fileprivate func panels(of dashboard: String) -> [Node] {
    yaml("grafana/dashboards/test/\(dashboard).json")["panels"]?.items ?? []
  }

  fileprivate func panel(_ title: String, of dashboard: String) -> Node? {
    panels(of: dashboard).first { $0.text("title") == title }
  }
}
