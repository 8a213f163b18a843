import Testing

/// Values that look like passwords are warned of wherever a text may stand.
@Suite struct LiteralSecretTests {
  @Test(arguments: [
    "datasources: {a: {type: loki, url: http://l, headers: {Authorization: Bearer abc}}}",
    "prometheus: {remote_write: [{url: http://r, headers: {X-Api-Key: abc}}]}",
    "prometheus: {remote_read: [{url: http://r, headers: {cookie: abc}}]}",
    "apps: {a: {image: a:1, environment: {DB: \"postgres://u:p@db/x\"}}}",
  ])
  func `warns of what logs in`(section: String) {
    let found = Compiled(section, head: "stackgen: 1\nname: test\ngrafana: {admin: {env: A}}\n")
      .findings
    #expect(found.contains { $0.hasPrefix("SG0207") && $0.contains("looks like a secret") })
  }

  @Test func `other headers are nobody's secret`() {
    let found = Compiled(
      "prometheus: {remote_write: [{url: http://r, headers: {X-Scope-OrgID: a}}]}",
      head: "stackgen: 1\nname: test\n"
    ).findings
    #expect(found.isEmpty)
  }
}
