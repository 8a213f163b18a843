import Testing

/// What a spec expects of its routes, compared with the trees that are written.
@Suite struct ExpectTests {
  private static let routes = """
    receivers: {oncall: {slack: {}}, team: {slack: {}}}
    routes:
      default: team
      critical: {to: oncall, repeat_interval: 5m}
      db: {match: {team: db}, mute: nights, continue: true}
    mutes: {nights: {times: 22:00-06:00}}
    inhibit: [critical mutes warning on instance]

    """

  private func messages(_ sections: String) -> [String] {
    Compiled(Self.routes + sections).findings
  }

  @Test func `expectations that hold are silent`() {
    #expect(
      messages(
        """
        expect:
          Down: {to: oncall, repeat_interval: 5m, group_by: alertname, mute: [], inhibited_by: []}
          Slow: {to: team, mute: nights, inhibited_by: Down}
          Slower: [{labels: {job: web}, to: team}, {to: [team]}]
        """) == [])
  }

  @Test(arguments: [
    ("Down: team", "'Down' goes to 'oncall', not to 'team'"),
    ("Down: [oncall, team]", "'Down' goes to 'oncall', not to 'oncall', 'team'"),
    ("Down: {to: oncall, repeat_interval: 4h}", "'repeat_interval' of 'Down' is 5m, not 4h"),
    ("Down: {to: oncall, group_wait: 1m}", "'group_wait' of 'Down' is 30s, not 1m"),
    ("Down: {to: oncall, group_interval: 5m}", "'group_interval' of 'Down' is 1m, not 5m"),
    ("Slow: {to: team, mute: []}", "'mute' of 'Slow' is 'nights', not nobody"),
    ("Down: {to: oncall, inhibited_by: Slow}", "'Slow' does not keep 'Down' quiet"),
    ("Slow: {to: team, inhibited_by: []}", "keeps 'Slow' quiet, and nothing should"),
  ])
  func `what is otherwise is an error`(line: String, message: String) {
    let found = messages("expect: {\(line)}\n")
    #expect(found.count == 1 && found.first?.hasPrefix("SG1501") == true, "\(found)")
    #expect(found.first?.contains(message) == true, "\(found)")
  }

  @Test func `names of an expectation are checked`() {
    let found = messages("expect: {Dwon: oncal}\n")
    #expect(
      found.contains { $0.contains("the alert 'Dwon' is not declared | did you mean 'Down'") })
    #expect(found.contains { $0.contains("the receiver 'oncal' is not declared") })
  }

  @Test func `a patch of the tree that is written counts`() {
    let found = messages(
      """
      expect: {Down: oncall}
      patch: {alertmanager/alertmanager.yml: {route: {routes: []}}}
      """)
    #expect(found.contains { $0.contains("'Down' goes to 'team', not to 'oncall'") }, "\(found)")
  }

  @Test func `labels that are not known are asked for`() {
    let found = messages("expect: {Down: oncall}\n").count
    #expect(found == 0)
    let perhaps = Compiled(
      """
      receivers: {a: {slack: {}}, b: {slack: {}}}
      routes: {default: a, lab: {match: {job: lab}, to: b}}
      expect: {Down: a}
      """
    ).findings
    #expect(perhaps.contains { $0.contains("depends on labels that are not known") }, "\(perhaps)")
  }
}
