import Testing

@Suite struct RoutesTests {
  private let team = "receivers: {team: {slack: {channel: x}}}\n"

  @Test func `a severity is a matcher, and settings that nobody writes are sensible`() {
    let spec = Compiled(team + "routes: {default: team, critical: {repeat_interval: 5m}}\n")
    #expect(spec.findings == [])
    #expect(
      spec.alertmanager.contains(
        """
        route:
          receiver: team
          group_by:
            - alertname
          routes:
            - matchers:
                - severity="critical"
              group_interval: 1m
              repeat_interval: 5m
        """))
  }

  @Test func `matchers are written in the form that every version reads`() {
    let spec = Compiled(
      team + """
        routes:
          default: team
          a: {match: {team: [d.b, web], severity: "!critical", service: "~web.*"}, continue: true}
          b: {matchers: ['{team=~"x|y", site!="a"}']}
        """)
    for text in [
      #"- team=~"d\\.b|web""#, #"- severity!="critical""#, #"- service=~"web.*""#,
      #"- team=~"x|y""#, #"- site!="a""#, "continue: true",
    ] {
      #expect(spec.alertmanager.contains(text), "\(text)")
    }
  }

  @Test func `an unknown receiver and one that nobody uses are found`() {
    let receivers = "receivers: {team: {slack: {}}, other: {slack: {}}}\n"
    #expect(
      Compiled(receivers + "routes: {default: teem}\n").findings == [
        "SG0301 «teem» the receiver 'teem' is not declared | did you mean 'team'?"
      ])
    #expect(
      Compiled(receivers + "routes: {default: team}\n").findings == [
        "SG0302 «other» no route leads to the receiver 'other'"
      ])
  }

  @Test func `a route that says nothing of its alerts is a slip`() {
    #expect(
      Compiled(team + "routes: {defualt: team, crtical: team}").findings == [
        "SG0705 «defualt» the route 'defualt' says nothing of the alerts it takes: no alert has "
          + "the severity 'defualt', and there is no 'match' | did you mean 'default'?",
        "SG0705 «crtical» the route 'crtical' says nothing of the alerts it takes: no alert has "
          + "the severity 'crtical', and there is no 'match' | did you mean 'critical'?",
      ])
  }

  @Test func `routes that nothing reaches are found`() {
    let spec = Compiled(
      team + """
        routes:
          default: team
          all: {match: {severity: [critical, warning]}}
          critical: team
          warning: {routes: [{match: {severity: info}}]}
        """)
    #expect(
      spec.findings.map { $0.prefix(16) } == ["SG0706 «critical", "SG0706 «warning»"])
  }

  @Test func `a route that reads a label which the alerts lose is shown where it is lost`() {
    func spec(_ expression: String) -> Compiled {
      Compiled(
        """
        alerts: {Busy: {expr: "\(expression)", above: 9, severity: warning}}
        receivers: {team: {email: a@example.com}}
        routes: {default: team, first: {match: {alertname: Busy, instance: "web-1"}, to: team}}
        """,
        head: """
          stackgen: 1
          name: test
          prometheus: {external_labels: {site: a}}
          alertmanager: {smtp: {host: "mail:587", from: a@example.com}}

          """)
    }
    #expect(spec("sum by (instance, job) (up)").findings == [])
    let lost = spec("sum by (job) (up)").findings
    #expect(lost.count == 1)
    #expect(lost.first?.hasPrefix("SG0707 «first» no alert of this stack comes to") == true)
  }

  @Test func `routes for alerts that the stack does not have are found`() {
    let spec = Compiled(
      team + """
        routes:
          default: team
          info: team
          a: {match: {taem: db}}
          b: {match: {instance: x, site: a, team: "!"}}
        """)
    let messages = spec.findings.map { $0.split(separator: " | ")[0] }
    #expect(
      messages == [
        "SG0707 «info» no alert of this stack comes to the route 'info': none has "
          + "severity=\"info\"",
        "SG0707 «a» no alert of this stack has a label 'taem'",
      ])
  }

  @Test func `alerts on logs and on process variables come to routes, too`() {
    let spec = Compiled(
      team + """
        grafana: {admin: {password: {secret: KEY}}}
        loki: {alerts: {Errors: {expr: 'sum(rate({app="a"}[5m])) > 3', severity: info}}}
        archiver: {url: "http://archiver.example.com"}
        pvs: {gauges: {names: "V{1..3}", thresholds: {page: "> 3"}, owner: vacuum}}
        routes: {default: team, info: team, page: {match: {owner: vacuum, severity: page}}}
        expect: {Errors: team}
        """)
    #expect(spec.findings == [])
  }

  @Test func `a route whose alerts are taken by others says so`() {
    let spec = Compiled(
      team + "routes: {default: team, db: {match: {team: db}}, slow: {match: {alertname: Slow}}}")
    #expect(
      spec.findings == [
        "SG0707 «slow» no alert of this stack comes to the route 'slow': routes before or above "
          + "it take those with alertname=\"Slow\""
      ])
  }

  @Test func `repeats that come later than written are found`() {
    let spec = Compiled(
      team + """
        routes:
          default: team
          group_by: [a, a]
          critical: {repeat_interval: 5m, group_interval: 5m}
          warning: {repeat_interval: 30d}
        """)
    #expect(spec.findings.map { $0.prefix(10) } == ["SG0709 «[a", "SG0708 «5m", "SG0708 «30"])
  }

  @Test func `receivers without a sender, and a sender without receivers, are errors`() {
    let head = "stackgen: 1\nname: t\nprometheus:\n"
    let noSender = Compiled("receivers: {a: {webhook: \"http://x/\"}}", head: head)
    #expect(noSender.findings.map { $0.prefix(6) } == ["SG0701"])
    let noReceiver = Compiled("alertmanager:\n", head: head)
    #expect(noReceiver.findings.map { $0.prefix(6) } == ["SG0702"])
    let two = Compiled("receivers: {a: {slack: {}}, b: {slack: {}}}")
    #expect(two.findings.map { $0.prefix(6) } == ["SG0702"])
  }
}
