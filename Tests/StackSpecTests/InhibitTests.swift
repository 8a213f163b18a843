import Testing

@Suite struct InhibitTests {
  private func inhibit(_ text: String) -> Compiled {
    Compiled("receivers: {team: {slack: {}}}\ninhibit: [\(text)]\n")
  }

  @Test func `a sentence asks for the label, so that alerts without it mute nothing`() {
    let spec = inhibit("critical mutes warning on instance")
    #expect(spec.findings == [])
    #expect(
      spec.alertmanager.contains(
        """
          - source_matchers:
              - severity="critical"
              - instance!=""
            target_matchers:
              - severity="warning"
            equal:
              - instance
        """))
  }

  @Test func `a sentence may name alerts, and several targets`() {
    let spec = inhibit("\"Down mutes Slow, warning on instance, job\"")
    #expect(spec.findings == [])
    #expect(spec.alertmanager.contains(#"- alertname="Down""#))
    #expect(spec.alertmanager.contains(#"- alertname="Slow""#))
    #expect(spec.alertmanager.contains(#"- severity="warning""#))
  }

  @Test func `the long form is written as it is`() {
    let spec = inhibit("{source: {severity: critical}, target_matchers: 'team=~\"d.*\"'}")
    #expect(spec.findings == [])
    #expect(spec.alertmanager.contains(#"- team=~"d.*""#))
    #expect(!spec.alertmanager.contains("equal:"))
  }

  @Test(arguments: [
    ("critical mutes warning", "SG0710 «critical mutes warning»"),
    ("critcal mutes warning on instance", "SG0710 «critcal»"),
    ("critical mutes warning on in-stance", "SG0710 «in-stance»"),
    ("critical mutes info on instance", "SG0711 «critical mutes info on instance»"),
    (
      "{source: {severity: critical}, target: {severity: critical}}",
      "SG0711 «{source: {severity: critical}"
    ),
  ])
  func `what cannot be meant is found`(_ text: String, _ finding: String) {
    #expect(inhibit(text).findings.map { $0.hasPrefix(finding) } == [true])
  }
}
