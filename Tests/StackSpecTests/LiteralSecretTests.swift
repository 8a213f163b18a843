import Testing

/// Values that look like passwords are warned of wherever a text may stand.
@Suite struct LiteralSecretTests {
  @Test(arguments: [
    "datasources: {a: {type: loki, url: http://l, headers: {Authorization: Bearer abc}}}",
    "prometheus: {remote_write: [{url: http://r, headers: {X-Api-Key: abc}}]}",
    "prometheus: {remote_read: [{url: http://r, headers: {cookie: abc}}]}",
    "apps: {a: {image: a:1, environment: {DB: \"postgres://u:p@db/x\"}}}",
    "apps: {a: {image: a:1, command: [--db-password=x]}}",
    "params: {smtp_password: x}",
    "prometheus:\npatch: {docker-compose.yml: {services: {prometheus: {environment: [A_TOKEN=x]}}}}",
    "prometheus:\npatch: {prometheus/prometheus.yml: {global: {basic_auth: {password: x}}}}",
  ])
  func `warns of what logs in`(section: String) {
    let found = Compiled(section, head: "stackgen: 1\nname: test\ngrafana: {admin: {env: A}}\n")
      .findings
    #expect(found.contains { $0.hasPrefix("SG0207") && $0.contains("looks like a secret") })
  }

  @Test func `warns of a flag that logs in`() {
    let found = Compiled(
      "prometheus: {flags: [--storage.api-key=x]}\n", head: "stackgen: 1\nname: test\n"
    ).findings
    #expect(found.count == 1 && found[0].hasPrefix("SG0207 «--storage.api-key=x»"), "\(found)")
  }

  @Test(arguments: [
    "apps: {a: {image: a:1, command: [--password-file=/run/x, --tokens=3]}}",
    "prometheus:\npatch: {docker-compose.yml: {services: {prometheus: {environment: [A_TOKEN=$T]}}}}",
  ])
  func `a path or a variable is no secret`(section: String) {
    let found = Compiled("\(section)\n", head: "stackgen: 1\nname: test\n").findings
    #expect(!found.contains { $0.hasPrefix("SG0207") }, "\(found)")
  }

  @Test func `other headers are nobody's secret`() {
    let found = Compiled(
      "prometheus: {remote_write: [{url: http://r, headers: {X-Scope-OrgID: a}}]}",
      head: "stackgen: 1\nname: test\n"
    ).findings
    #expect(found.isEmpty)
  }
}
