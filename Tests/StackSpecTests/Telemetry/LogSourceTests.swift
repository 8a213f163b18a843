import Testing
import YAMLTree

@Suite struct LogSourceTests {
  @Test func `Alloy reads the journal with the least that lets it`() {
    let spec = telemetry("collector: {logs: {journal: {units: [nginx, a@1.mount]}}}\n")
    #expect(spec.findings == [])
    #expect(spec.alloy.contains("path = \"/var/log/journal\""))
    #expect(spec.alloy.contains(#"regex = "nginx\\.service|a@1\\.mount""#))
    #expect(spec.alloy.contains("relabel_rules = loki.relabel.journal.rules"))
    let service = spec.service("alloy")
    #expect(service.text("user") == "0:473")
    #expect(service["cap_add"] == nil)
    let mount = service["volumes"]?.items?.first { $0.text("source") == "/var/log/journal" }
    #expect(mount?.text("read_only") == "true")
  }

  @Test func `a journal in memory is read from its folder, and all units when none is named`() {
    let spec = telemetry("collector: {logs: {journal: {path: /run/log/journal}}}\n")
    #expect(spec.file("docker-compose.yml").contains("source: /run/log/journal"))
    #expect(!spec.alloy.contains("action = \"keep\""))
    #expect(!telemetry("collector: {logs: {journal: false}}\n").alloy.contains("journal"))
    #expect(
      telemetry("collector: {logs: {journal: {path: log}}}\n").findings == [
        "SG0202 «log» 'log' is not a whole path | begin with '/'"
      ])
  }

  @Test func `the image of the OpenTelemetry Collector cannot read a journal`() {
    let spec = telemetry("collector: {kind: otelcol, logs: {journal: true}}\n")
    #expect(spec.findings.map { $0.prefix(13) } == ["SG1207 «true»"])
    #expect(telemetry("collector: {kind: otelcol, logs: {journal: false}}\n").findings == [])
  }

  private let syslog = """
    logs: {syslog: {hosts: 1514, routers: {port: 514, protocol: udp, format: rfc3164, labels: {site: b}}}}
    """

  @Test func `syslog of the same spec is taken by either program`() {
    let alloy = telemetry("collector: {\(syslog)}\n")
    #expect(alloy.findings == [])
    #expect(alloy.alloy.contains("address = \"0.0.0.0:5515\""))
    #expect(alloy.alloy.contains("protocol = \"udp\""))
    #expect(alloy.alloy.contains("syslog_format = \"rfc3164\""))
    let otelcol = telemetry("collector: {kind: otelcol, \(syslog)}\n")
    let receivers = otelcol.yaml("otelcol/config.yaml")["receivers"]
    #expect(receivers?["syslog/hosts"]?.text("tcp/listen_address") == "0.0.0.0:5514")
    #expect(receivers?["syslog/routers"]?.text("udp/listen_address") == "0.0.0.0:5515")
    #expect(receivers?["syslog/routers"]?.text("protocol") == "rfc3164")
    #expect(
      otelcol.yaml("otelcol/config.yaml")["service"]?["pipelines"]?["logs/files"]?["receivers"]?
        .texts == ["syslog/hosts", "syslog/routers"])
    for (spec, name) in [(alloy, "alloy"), (otelcol, "otelcol")] {
      #expect(
        spec.service(name)["ports"]?.texts == [
          "127.0.0.1:1514:5514", "127.0.0.1:514:5515/udp",
        ])
    }
  }

  @Test func `one port of the host takes one kind of messages`() {
    func findings(_ second: String) -> [String] {
      telemetry("collector: {logs: {syslog: {a: 514, b: {port: 514\(second)}}}}\n").findings
    }
    #expect(
      findings("") == ["SG0303 «514» port 514 is open already, for 'alloy' | choose another port"])
    #expect(findings(", protocol: udp") == [])
    #expect(findings(", protocol: rfc3164").first?.contains("«rfc3164»") == true)
  }

  @Test func `the door in front of pages leaves ports for signals open`() {
    let spec = telemetry(
      """
      expose: {proxy: {domain: example.com, login: {secret: PASSWORD}}}
      collector: {port: 12345, otlp: {grpc_port: 4317}, logs: {syslog: {a: 1514}}}
      """)
    #expect(
      spec.service("alloy")["ports"]?.texts == ["127.0.0.1:4317:4317", "127.0.0.1:1514:5514"])
    #expect(spec.file("docker-compose.yml").contains("443:443"))
  }
}
