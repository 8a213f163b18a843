import Testing

@Suite struct MutesTests {
  private func mutes(_ text: String) -> Compiled {
    Compiled(
      """
      receivers: {team: {slack: {}}}
      routes: {default: team, critical: {mute: a}}
      mutes: {a: \(text)}
      """)
  }

  @Test func `a night is split at midnight, on the days it belongs to`() {
    let spec = mutes("{times: 22:00-06:30, weekdays: [friday:saturday, monday]}")
    #expect(spec.findings == [])
    #expect(
      spec.alertmanager.contains(
        """
              - times:
                  - start_time: "22:00"
                    end_time: "24:00"
                weekdays:
                  - friday:saturday
                  - monday
              - times:
                  - start_time: "00:00"
                    end_time: "06:30"
                weekdays:
                  - sunday
                  - tuesday
                  - saturday
        """))
  }

  @Test func `every night is one entry`() {
    let spec = mutes("{times: 22:00-06:00, location: Europe/Berlin}")
    #expect(
      spec.alertmanager.contains(
        """
                  - start_time: "22:00"
                    end_time: "24:00"
                  - start_time: "00:00"
                    end_time: "06:00"
                location: Europe/Berlin
        """))
  }

  @Test(arguments: [
    ("{times: 22:00-6:00}", "SG0202 «22:00-6:00»"), ("{times: 22:00-22:00}", "SG0202 «22:00-22"),
    ("{times: 22:00-06:00, years: 2026}", "SG0712 «{times: 22"),
    ("{weekdays: mon}", "SG0202 «mon»"),
    ("{weekdays: saturday:monday}", "SG0202 «saturday:m"), ("{location: UTC}", "SG0202 «{location"),
    ("{months: 13}", "SG0202 «13»"), ("{days_of_month: 0}", "SG0202 «0»"),
    ("{weekdays: monday, location: Europe/Berln}", "SG0713 «Europe/Ber"),
  ])
  func `mistakes are found where they stand`(_ text: String, _ finding: String) {
    #expect(mutes(text).findings.map { $0.hasPrefix(finding) } == [true])
  }

  @Test func `names of mute times are checked`() {
    let spec = Compiled(
      """
      receivers: {team: {slack: {}}}
      routes: {default: team, critical: {mute: nigths}}
      mutes: {nights: {times: 22:00-06:00}}
      """)
    #expect(
      spec.findings == [
        "SG0301 «nigths» the mute time 'nigths' is not declared | did you mean 'nights'?"
      ])
  }
}
