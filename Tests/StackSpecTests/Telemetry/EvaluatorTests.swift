import Testing

@Suite struct EvaluatorTests {
  private let cloud = "collector: {send: {metrics: \"https://metrics.example.com/push\"}}\n"

  @Test func `an alert of the user that nobody evaluates is an error at its name`() {
    let spec = telemetry(
      cloud + "exporters: {node: }\nalerts: {A: {expr: up == 0}, B: {expr: up == 0}}\n", stores: "")
    #expect(
      spec.findings == [
        "SG1208 «A» nobody in this stack evaluates 'A' and 1 more | give rules to the store that "
          + "metrics are sent to, or add 'prometheus:' or 'mimir:'"
      ])
  }

  @Test func `a recording needs somebody too, also where no metrics are sent`() {
    let spec = telemetry(#"recordings: {"a:b": {expr: sum(up)}}"#, stores: "loki:\n")
    #expect(
      spec.findings == [
        "SG1208 «\"a:b\"» nobody in this stack evaluates 'a:b' | add 'prometheus:' or 'mimir:'"
      ])
  }

  @Test func `alerts that only packs bring are a warning where the metrics leave the stack`() {
    let spec = telemetry(cloud + "exporters: {node: }\n", stores: "")
    #expect(spec.findings.count == 1)
    #expect(
      spec.findings.first?.hasPrefix(
        #"SG1208 «"https://metrics.example.com/push"» nobody in this stack evaluates the "#) == true
    )
  }

  @Test func `a switched off alert needs nobody, and a Mimir or Prometheus is somebody`() {
    let off = "alerts: {A: {expr: up == 0, enabled: false}}\n"
    #expect(telemetry(off, stores: "loki:\n").findings == [])
    let alert = cloud + "alerts: {A: {expr: up == 0}}\n"
    #expect(telemetry(alert, stores: "prometheus:\n").findings == [])
    #expect(telemetry(alert, stores: "mimir:\n").findings == [])
  }

  @Test func `an Alertmanager beside stores that nobody watches is a warning`() {
    let alertmanager = """
      alertmanager:
      receivers: {team: {webhook: {url: "http://hooks.example.com"}}}
      routes: {default: team}

      """
    let rule = "{alerts: {Loud: {expr: 'sum(rate({a=\"b\"}[5m])) > 1', summary: Loud}}}\n"
    #expect(
      telemetry(alertmanager, stores: "loki:\ntempo:\n").findings == [
        "SG1208 «alertmanager» nobody in this stack sends alerts to the Alertmanager | add "
          + "'prometheus:' or 'mimir:', which watch the stack, or 'alerts:' under 'loki:'"
      ])
    #expect(telemetry(alertmanager, stores: "loki: \(rule)").findings == [])
    #expect(telemetry(alertmanager, stores: "").findings == [])
    #expect(
      telemetry("", stores: "loki: \(rule)").findings == [
        "SG1208 «Loud» Loki evaluates 'Loud' and has nobody to tell | add 'alertmanager:' with "
          + "'receivers:' and 'routes:'"
      ])
  }
}
