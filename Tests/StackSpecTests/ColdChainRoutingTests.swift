import Testing

/// The receivers and routes of the cold chain stack, as the tour of the language shows them.
@Suite struct ColdChainRoutingTests {
  private let spec = Compiled(
    """
    receivers:
      oncall:
        slack: {channel: "#alerts-critical", webhook: {secret: SLACK_WEBHOOK}}
        email: {to: oncall@example.com}
      team: {slack: {channel: "#alerts", webhook: {secret: SLACK_WEBHOOK}}}
    routes:
      default: team
      critical: {to: oncall, repeat_interval: 5m}
      warning: {to: team, repeat_interval: 1h}
    inhibit:
      - critical mutes warning on instance
    """,
    head: """
      stackgen: 1
      name: coldchain
      secrets: {SLACK_WEBHOOK: {file: secrets/slack_webhook}, SMTP_PASSWORD: {env: SMTP_PASSWORD}}
      prometheus: {scrape_interval: 15s, evaluation_interval: 15s, retention: 30d}
      alertmanager:
        smtp:
          host: smtp.example.com:587
          from: alerts@example.com
          user: alerts
          password: {secret: SMTP_PASSWORD}
      alerts:
        LowRequestThroughput:
          expr: sum(rate(http_requests_total{app="backend"}[5m])) < 10
          for: 10m
          severity: warning
          summary: Only {{ $value | humanize }} requests per second

      """)

  @Test func `critical alerts go to Slack and by mail, every five minutes, and mute warnings`() {
    #expect(spec.findings == [])
    let written = spec.alertmanager
    for part in [
      "smtp_auth_password_file: /run/secrets/SMTP_PASSWORD\n",
      """
          - receiver: oncall
            matchers:
              - severity="critical"
            group_interval: 1m
            repeat_interval: 5m
          - receiver: team
            matchers:
              - severity="warning"
            repeat_interval: 1h
      """,
      """
          email_configs:
            - send_resolved: true
              to: oncall@example.com
      """,
      """
              api_url_file: /run/secrets/SLACK_WEBHOOK
              channel: "#alerts-critical"
      """,
    ] {
      #expect(written.contains(part), "\(part)")
    }
    #expect(spec.file("prometheus/prometheus.yml").contains("- alertmanager:9093"))
  }

  @Test func `the secrets are files of Alertmanager alone`() {
    let compose = spec.file("docker-compose.yml")
    #expect(compose.split(separator: "      - SLACK_WEBHOOK\n").count == 2)
    #expect(compose.split(separator: "      - SMTP_PASSWORD\n").count == 2)
  }
}
