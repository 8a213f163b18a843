import Testing

@Suite struct DeliveryTableTests {
  @Test func `the README says who is told of each alert, and when nobody is`() {
    let spec = Compiled(
      """
      receivers: {oncall: {slack: {}, email: a@example.com}, team: {slack: {}}, nobody: {drop: true}}
      routes:
        default: team
        critical: {to: oncall, repeat_interval: 5m}
        db: {match: {team: db}, mute: nights}
        lab: {match: {job: lab}, to: nobody, group_by: ["..."]}
      mutes: {nights: {times: 22:00-06:00}}
      inhibit: [critical mutes warning on instance]
      """)
    #expect(spec.findings == [])
    let readme = spec.file("README.md")
    let muted = "while `severity=\"critical\"` fires with the same instance"
    for row in [
      "| oncall | email, slack |", "| nobody | nothing: its alerts are dropped |",
      "| Down | critical | oncall | 5m | alertname |  |",
      "| Slow | warning | team | 4h | alertname | during nights, \(muted) |",
      "| Slower | warning | perhaps nobody | 4h | alert | \(muted) |",
      "| Slower | warning | perhaps team | 4h | alertname | \(muted) |",
    ] {
      #expect(readme.contains(row + "\n"), "\(row)")
    }
  }
}
