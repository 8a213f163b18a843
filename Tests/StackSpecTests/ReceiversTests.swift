import Testing

@Suite struct ReceiversTests {
  private func receiver(_ text: String, versions: String = "{}") -> Compiled {
    Compiled("receivers: {team: \(text)}\nversions: \(versions)\n")
  }

  @Test(arguments: [
    "slack: {channel: x}", "email: a@example.com", "webhook: \"http://x/\"",
    "pagerduty: {routing_key: {secret: KEY}}", "opsgenie: {}",
    "victorops: {api_key: {secret: KEY}, routing_key: r}",
    "pushover: {user_key: {secret: KEY}, token: {secret: KEY}}",
    "wechat: {api_secret: {secret: KEY}, corp_id: c}", "sns: {topic_arn: t}",
    "telegram: {bot_token: {secret: KEY}, chat_id: -5}",
    "discord: {webhook_url: {secret: KEY}}",
    "webex: {room_id: r, http_config: {authorization: {credentials: {secret: KEY}}}}",
    "msteams: {webhook_url: {secret: KEY}}", "msteamsv2: {webhook_url: {secret: KEY}}",
    "jira: {api_url: \"http://j/\", project: P, issue_type: Bug}",
    "rocketchat: {token: {secret: KEY}, token_id: {secret: KEY}}",
    "incidentio: {url: \"http://i/\", alert_source_token: {secret: KEY}}",
    "mattermost: {webhook_url: {secret: KEY}}",
  ])
  func `every kind is written under its key`(_ text: String) {
    let spec = receiver("{\(text)}")
    #expect(spec.findings == [])
    let kind = text.prefix { $0 != ":" }
    #expect(spec.alertmanager.contains("\n    \(kind)_configs:\n      - send_resolved: true\n"))
  }

  @Test func `secrets are read from files`() {
    let spec = receiver("{webhook: {url: {secret: KEY}}}")
    #expect(spec.alertmanager.contains("url_file: /run/secrets/KEY"))
    #expect(spec.file("docker-compose.yml").contains("      - KEY\n"))
  }

  @Test(arguments: [
    ("{webhook: {url: {secret: KEY}}}", "SG0206 «url»"),
    ("{msteamsv2: {webhook_url: {secret: KEY}}}", "SG0206 «msteamsv2»"),
    ("{slack: {timeout: 5s}}", "SG0206 «timeout»"),
    ("{discord: {webhook_url: {secret: KEY}}}", "SG0206 «webhook_url»"),
  ])
  func `what the target version does not know is refused`(_ text: String, _ finding: String) {
    let spec = receiver(text, versions: "{alertmanager: 0.25}")
    #expect(spec.findings.map { $0.hasPrefix(finding) } == [true])
  }

  @Test(arguments: [
    ("{}", "SG0703 «team»"), ("{pagerduty: {}}", "SG0704 «{}» pagerduty needs 'routing_key'"),
    ("{slack: {webhook: {secret: HOOK}, app_token: {secret: KEY}, channel: x}}", "SG0221 «app_tok"),
    ("{email: nobody}", "SG0202 «nobody»"), ("{drop: true, slack: {}}", "SG0221 «slack»"),
    ("{slack: {title: \"{{ .Nope }}\"}}", "SG0202 «Nope»"), ("{slak: {}}", "SG0204 «slak»"),
    ("{email: {to: a@example.com, headers: {X-a: b, x-A: c}}}", "SG0221 «x-A»"),
  ])
  func `mistakes are found where they stand`(_ text: String, _ finding: String) {
    let findings = receiver(text).findings
    #expect(findings.contains { $0.hasPrefix(finding) }, "\(findings)")
  }

  @Test func `a template that nobody defines is found at its name`() {
    let spec = receiver(
      #"{slack: {title: '{{ template "stackgen.titel" . }}', "#
        + #"color: '{{ template "slack.default.color" . }}'}}"#
    )
    let messages = spec.findings.map { $0.split(separator: " | ")[0] }
    #expect(
      messages == [
        #"SG0716 «"stackgen.titel"» no message template is named 'stackgen.titel'"#
      ])
  }

  @Test func `messages can be replaced and added to`() {
    let spec = Compiled(
      """
      receivers: {team: {slack: {title: '{{ template "own" . }}'}}}
      message_templates: {text: "T {{ .Status }}", own: "O"}
      """)
    let text = spec.file("alertmanager/templates/stackgen.tmpl")
    #expect(text.contains("{{ define \"stackgen.text\" -}}\nT {{ .Status }}\n{{- end }}\n"))
    #expect(text.contains("{{ define \"own\" -}}\nO\n{{- end }}\n"))
    #expect(text.contains("define \"stackgen.title\""))
  }
}
