import Testing
import YAMLTree

@Suite struct OTLPIntakeTests {
  private let tls = "tls: {cert: {secret: PASSWORD}, key: {secret: PASSWORD}}"

  @Test func `who sends from outside meets a certificate, who sends from inside does not`() {
    let spec = telemetry(
      "collector: {kind: otelcol, otlp: {http_port: 443, \(tls), allowed_origins: [\"https://a.b\"]}}\n"
    )
    #expect(spec.findings == [])
    let receivers = spec.yaml("otelcol/config.yaml")["receivers"]
    let outside = receivers?["otlp/outside"]?["protocols"]
    #expect(outside?.text("http/tls/cert_file") == "/run/secrets/PASSWORD")
    #expect(outside?.text("http/cors/allowed_origins/0") == "https://a.b")
    #expect(outside?["grpc"] == nil)
    #expect(receivers?["otlp"]?["protocols"]?.text("http/endpoint") == "0.0.0.0:4318")
    #expect(receivers?["otlp"]?["protocols"]?["http"]?["tls"] == nil)
    for signal in ["traces", "metrics", "logs"] {
      let pipeline = spec.yaml("otelcol/config.yaml")["service"]?["pipelines"]?[signal]
      #expect(pipeline?["receivers"]?.texts.starts(with: ["otlp", "otlp/outside"]) == true)
    }
    #expect(spec.service("otelcol")["ports"]?.texts == ["127.0.0.1:443:14318"])
    #expect(spec.service("otelcol")["secrets"]?.texts == ["PASSWORD"])
  }

  @Test func `Alloy has the same two doors`() {
    let spec = telemetry("collector: {otlp: {grpc_port: 4317, \(tls)}}\n")
    #expect(spec.findings == [])
    #expect(spec.alloy.contains("otelcol.receiver.otlp \"outside\""))
    #expect(spec.alloy.contains("endpoint = \"0.0.0.0:14317\""))
    #expect(spec.alloy.contains("key_file = \"/run/secrets/PASSWORD\""))
    #expect(spec.service("alloy")["ports"]?.texts == ["127.0.0.1:4317:14317"])
    #expect(!telemetry("collector: {otlp: {grpc_port: 4317}}\n").alloy.contains("outside"))
  }

  @Test func `a certificate that no port shows is refused`() {
    #expect(
      telemetry("collector: {otlp: {\(tls)}}\n").findings == [
        "SG0202 «{cert: {secret: PASSWORD}, key: {secret: PASSWORD}}» no port is open that would "
          + "show this certificate | write 'grpc_port:' or 'http_port:'"
      ])
  }

  @Test func `an app speaks TLS where the port does, and only there`() {
    func finding(_ endpoint: String) -> [String] {
      telemetry(
        """
        collector: {otlp: {http_port: 443, \(tls)}}
        apps: {shop: {image: "a/shop:1", environment: {OTEL_EXPORTER_OTLP_ENDPOINT: "\(endpoint)"}}}
        """
      ).findings.map { String($0.drop { $0 != "»" }.dropFirst(2)) }
    }
    #expect(finding("http://alloy:4318") == [])
    #expect(finding("https://alloy:14318") == [])
    #expect(
      finding("https://alloy:4318") == [
        "port 4318 of 'alloy' has no TLS | write http://alloy:4318"
      ])
    #expect(
      finding("http://alloy:14318") == [
        "port 14318 of 'alloy' wants TLS | write https://alloy:14318"
      ])
  }
}
