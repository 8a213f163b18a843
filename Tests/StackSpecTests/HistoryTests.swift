import Testing

@Suite struct HistoryTests {
  private let old = Self.spec("shop", dashboard: "overview", alert: "Slow", receiver: "team")

  private static func spec(
    _ stack: String, dashboard: String, alert: String, receiver: String, history: String = ""
  ) -> Compiled {
    Compiled(
      """
      alerts: {\(alert): {expr: up, below: 1, engine: grafana, severity: warning}}
      receivers: {\(receiver): {email: a@example.com}}
      routes: {default: \(receiver)}
      datasources: {\(dashboard): {type: loki, url: "http://\(dashboard):3100"}}
      dashboards: {\(dashboard): {title: Sales, folder: "\(dashboard)", panels: [{title: A, expr: up}]}}
      \(history)
      """,
      head: """
        stackgen: 1
        name: \(stack)
        secrets: {HOOK: {env: HOOK}}
        prometheus:
        grafana: {admin: {password: {secret: HOOK}}, smtp: {host: "mail:25", from: a@example.com}}

        """)
  }

  private func uids(_ spec: Compiled, _ files: [String]) -> [String] {
    files.flatMap { file in
      spec.file(file).split(separator: "\n").filter { $0.contains("uid\"") || $0.contains("uid:") }
        .map { $0.trimmingPrefix { $0 == " " || $0 == "-" }.description }
    }
  }

  @Test func `renamed objects keep the uids they had`() {
    let renamed = Self.spec(
      "store", dashboard: "sales", alert: "Slower", receiver: "people",
      history: """
        moved:
          stack.shop: stack.store
          dashboards.overview: dashboards.first
          dashboards.first: dashboards.sales
          folders.overview: folders.sales
          alerts.Slow: alerts.Slower
          receivers.team: receivers.people
          datasources.overview: datasources.sales
        """)
    #expect(old.findings == [])
    #expect(renamed.findings == [])
    let provisioning = [
      "datasources/datasources.yaml", "dashboards/dashboards.yaml", "alerting/rules.yaml",
      "alerting/contact-points.yaml",
    ].map { "grafana/provisioning/\($0)" }
    let before = uids(old, provisioning + ["grafana/dashboards/overview/overview.json"])
    #expect(before.count > 6)
    #expect(before == uids(renamed, provisioning + ["grafana/dashboards/sales/sales.json"]))
  }

  @Test func `what is gone is deleted in Grafana by its uid`() {
    let gone = Self.spec(
      "shop", dashboard: "overview", alert: "Other", receiver: "team",
      history: "removed: [alerts.Slow, rules.x-1, contact_points.y-2, mutes.night, "
        + "message_templates.short]")
    #expect(gone.findings == [])
    let uid = uids(old, ["grafana/provisioning/alerting/rules.yaml"]).first { $0.contains("slow") }
    let file = gone.file("grafana/provisioning/alerting/removed.yaml")
    #expect(uid.map { file.contains("deleteRules:\n  - orgId: 1\n    \($0)\n") } == true)
    #expect(file.contains("uid: x-1\n"))
    #expect(file.contains("deleteContactPoints:\n  - orgId: 1\n    uid: y-2\n"))
    #expect(file.contains("deleteMuteTimes:\n  - orgId: 1\n    name: night\n"))
    #expect(file.contains("deleteTemplates:\n  - orgId: 1\n    name: short\n"))
  }

  @Test(arguments: [
    ("{dashboards.a: dashboards.gone}", "SG0301 «dashboards.gone»"),
    ("{dashboards.overview: dashboards.overview}", "SG1403 «dashboards.overview» the renames lead"),
    ("{dashboards.a: alerts.Slow}", "SG1403 «alerts.Slow» an object stays in its section"),
    ("{mutes.a: mutes.b}", "SG1403 «mutes.a» mutes keep no identity"),
    (
      "{dashboards.a: dashboards.overview, dashboards.b: dashboards.overview}",
      "SG1403 «dashboards.b» two objects cannot both"
    ),
    ("{board.a: dashboards.b}", "SG0203 «board.a» objects of 'board' have no lasting identity"),
    ("{dashboards: dashboards.b}", "SG0202 «dashboards» 'dashboards' does not name an object"),
  ])
  func `a rename that cannot have happened is refused`(moved: String, finding: String) {
    let spec = Self.spec(
      "shop", dashboard: "overview", alert: "Slow", receiver: "team", history: "moved: \(moved)")
    #expect(spec.findings.first?.hasPrefix(finding) == true, "\(spec.findings)")
  }
}
