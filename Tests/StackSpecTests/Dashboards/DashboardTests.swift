import Testing

@Suite struct DashboardTests {
  @Test func `a dashboard may start from that of a pack, which it then replaces`() {
    let board = Board(
      """
      exporters: {node: }
      dashboards:
        host: {from: node, title: My host}
      """)
    #expect(board.names == ["host"])
    #expect(board.json("host")["title"] as? String == "My host")
    #expect((board.json("host")["panels"] as? [Any])?.count ?? 0 > 5)
  }

  @Test func `a dashboard of a pack can be left out`() {
    let board = Board("exporters: {node: }\ndashboards: {node: {enabled: false}}\n")
    #expect(board.names == [])
  }

  @Test func `a dashboard keeps its identity when its title changes`() {
    let one = Board(dashboard: "title: One\npanels: [{expr: up}]").json()["uid"] as? String
    let other = Board(dashboard: "title: Other\npanels: [{expr: up}]").json()["uid"] as? String
    #expect(one == other)
    #expect(one?.hasPrefix("d-") == true)
  }

  @Test func `a link names a dashboard of the stack`() {
    let board = Board(
      """
      dashboards:
        d: {links: {dashboard: e}, panels: [{expr: up}]}
        e: {uid: other-one, panels: [{expr: up}]}
      """)
    let links = board.json()["links"] as? [[String: Any]]
    #expect(links?.first?["url"] as? String == "/d/other-one")
    #expect(
      Board(dashboard: "links: {dashboard: x}\npanels: [{expr: up}]").findings.contains {
        $0.hasPrefix("SG0301 «x»")
      })
  }

  @Test func `for_each makes a dashboard of each value`() {
    let board = Board(
      """
      dashboards:
        host-$(host):
          for_each: {host: [web, db]}
          title: Host $(host)
          panels:
            - for_each: {n: "{1..3}"}
              title: Load $(n)
              expr: up{instance="$(host)", n="$(n)"}
      """)
    #expect(board.findings == [])
    #expect(board.names == ["host-db", "host-web"])
    let panels = board.json("host-db")["panels"] as? [[String: Any]] ?? []
    #expect(panels.compactMap { $0["title"] as? String } == ["Load 1", "Load 2", "Load 3"])
    let text = board.text("grafana/dashboards/test/host-db.json")
    #expect(text.contains(#"up{instance=\"db\", n=\"3\"}"#))
  }

  @Test func `folders are provided by their titles, dollars doubled`() {
    let board = Board(dashboard: "folder: Costs in $\npanels: [{expr: up}]")
    let provider = board.text("grafana/provisioning/dashboards/dashboards.yaml")
    #expect(provider.contains("folder: Costs in $$\n"))
    #expect(provider.contains("path: /etc/grafana/stack/dashboards/costs-in\n"))
  }

  @Test func `a datasource of the spec reads its secrets from files and installs its plugin`() {
    let board = Board(
      """
      datasources:
        web: {type: infinity, url: "http://api", bearerToken: {secret: ADMIN}, auth_method: bearerToken}
      """)
    #expect(board.findings == [])
    let file = board.text("grafana/provisioning/datasources/datasources.yaml")
    #expect(file.contains("bearerToken: $__file{/run/secrets/ADMIN}"))
    #expect(board.text("docker-compose.yml").contains("yesoreyeram-infinity-datasource"))
  }

  @Test func `two dashboards with one uid would overwrite each other`() {
    let board = Board(
      """
      dashboards:
        a: {title: A, uid: same, panels: [{title: x, expr: up}]}
        b: {title: B, uid: same, panels: [{title: x, expr: up}]}
      """)
    #expect(board.findings == ["SG0303 «same» the dashboard 'a' has the uid 'same' already"])
  }
}
