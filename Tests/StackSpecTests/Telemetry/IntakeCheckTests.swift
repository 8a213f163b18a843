import Testing
import YAMLTree

@Suite struct IntakeCheckTests {
  @Test(arguments: [
    "containers: true", "files: {web: /var/log/web/*.log}", "journal: true",
    "syslog: {router: 1514}",
  ])
  func `lines that nobody stores are an error`(source: String) {
    let spec = telemetry("collector: {logs: {\(source)}}\n", stores: "tempo:\n")
    #expect(
      spec.findings == [
        "SG1203 «logs» the collector takes lines, and nobody stores them | add 'loki:'"
      ])
    let sent = "logs: {\(source)}, send: {logs: \"https://l.example.com/loki/api/v1/push\"}"
    #expect(telemetry("collector: {\(sent)}\n", stores: "tempo:\n").findings == [])
  }

  @Test func `pushed profiles need a store`() {
    let spec = telemetry(
      """
      collector: {profiles: {push: true}}
      apps: {shop: {image: "a/shop:1", environment: {TO: {endpoint: profile-push}}}}

      """, stores: "tempo:\n")
    #expect(
      spec.findings == [
        "SG1203 «profiles» the collector takes profiles, and nobody stores them | add 'pyroscope:'"
      ])
  }

  private let faro = "collector: {faro: {allowed_origins: \"http://a\"}}\n"

  @Test func `pages send their traces where only traces are stored`() {
    let spec = telemetry(faro, stores: "tempo:\n")
    #expect(
      spec.findings == [
        "SG1203 «faro» nobody in this stack stores errors and measurements of web pages | "
          + "add 'loki:'"
      ])
    #expect(spec.alloy.contains("traces = [otelcol.processor.memory_limiter.apps.input]"))
    #expect(spec.alloy.contains("faro.receiver \"pages\""))
    #expect(!spec.alloy.contains("loki.process"))
  }

  @Test func `pages whose signals nobody stores are an error`() {
    #expect(
      telemetry(faro, stores: "prometheus:\n").findings.map { $0.prefix(30) } == [
        "SG1203 «faro» nobody in this s"
      ])
    #expect(telemetry(faro, stores: "loki:\n").findings == [])
  }
}
