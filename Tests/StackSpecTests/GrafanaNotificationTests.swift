import Testing

@Suite struct GrafanaNotificationTests {
  private func managed(_ sections: String, alert: String = "{expr: up, below: 1}") -> Compiled {
    Compiled(
      sections,
      head: """
        stackgen: 1
        name: test
        secrets: {HOOK: {env: HOOK}}
        prometheus:
        grafana: {admin: {password: {secret: HOOK}}}
        alerts: {Own: \(alert.dropLast()), engine: grafana}}

        """)
  }

  private func alerting(_ spec: Compiled, _ name: String) -> String {
    spec.file("grafana/provisioning/alerting/\(name).yaml")
  }

  @Test func `the same receivers and routes become contact points and policies`() {
    let spec = managed(
      """
      receivers: {team: {slack: {webhook: {secret: HOOK}, color: "a$b", send_resolved: false}}}
      routes: {default: team, warning: {match: {team: "~a$"}, repeat_interval: 5m}}
      """, alert: "{expr: up, below: 1, labels: {team: a}}")
    #expect(spec.findings == [])
    let points = alerting(spec, "contact-points")
    #expect(points.contains("url: $__file{/run/secrets/HOOK}"))
    #expect(points.contains("color: a$$b"))
    #expect(points.contains("disableResolveMessage: true"))
    let policies = alerting(spec, "policies")
    #expect(policies.contains("            - \"=~\"\n            - a$$\n"))
    #expect(policies.contains("repeat_interval: 5m"))
    #expect(alerting(spec, "templates").contains("define \"stackgen.title\""))
    #expect(spec.file("prometheus/rules/alerts.yml") == "")
  }

  @Test func `dollars are doubled in labels and single in annotations and queries`() {
    let spec = managed(
      "receivers: {team: {slack: {webhook: {secret: HOOK}}}}\n",
      alert: """
        {expr: up, below: 1, labels: {i: "{{ $labels.instance }}"}, \
        summary: "{{ $value }} of {{ $labels.job }} ($value)"}
        """)
    let rules = alerting(spec, "rules")
    #expect(rules.contains("i: \"{{ $$labels.instance }}\""))
    #expect(rules.contains("{{ $values.A.Value }} of {{ $labels.job }} ($value)"))
    #expect(rules.contains("type: lt"))
    #expect(rules.contains("interval: 20s"))
  }

  @Test func `a whole condition fires for whatever series it gives`() {
    let spec = managed(
      "receivers: {team: {slack: {webhook: {secret: HOOK}}}}\n", alert: "{expr: up == 0}")
    #expect(alerting(spec, "rules").contains("is_number($A) || is_nan($A) || is_inf($A)"))
  }

  @Test func `what Grafana cannot say is told`() {
    let spec = managed(
      """
      receivers:
        team: {slack: {webhook: {secret: HOOK}, footer: f}, mattermost: {webhook_url: {secret: HOOK}}}
      inhibit: [{source: {severity: warning}, target: {team: x}}]
      """)
    #expect(
      spec.findings.map { $0.prefix(32) } == [
        "SG0714 «footer» Grafana knows no", "SG0714 «{webhook_url: {secret: H",
        "SG0714 «{source: {severity: warn",
      ])
  }

  @Test func `what Alertmanager drops is muted at all times, with the routes below it`() {
    let spec = managed(
      """
      receivers: {team: {slack: {webhook: {secret: HOOK}}}, nobody: {drop: true}}
      routes: {default: team, warning: {to: nobody, routes: [{match: {job: x}}, {to: team}]}}
      """)
    #expect(spec.findings == [])
    let policies = alerting(spec, "policies")
    #expect(!policies.contains("nobody"))
    #expect(policies.split(separator: "- stackgen-always").count == 4, "two routes and Watchdog's")
    #expect(alerting(spec, "mute-times").contains("end_time: \"24:00\""))
    #expect(!alerting(spec, "contact-points").contains("nobody"))
  }

  @Test func `mail needs a server of Grafana's own`() {
    let spec = managed("receivers: {team: {email: a@example.com}}\n")
    #expect(spec.findings.map { $0.prefix(20) } == ["SG0704 «a@example.co"])
  }

  @Test func `an alert cannot be Grafana's without a Grafana`() {
    let spec = Compiled(
      "alerts: {A: {expr: up == 0, engine: grafana}}\n",
      head: "stackgen: 1\nname: t\nprometheus:\n")
    #expect(spec.findings.map { $0.prefix(16) } == ["SG0715 «grafana»"])
  }
}
