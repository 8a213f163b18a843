import Testing

@Suite struct PanelTests {
  @Test(arguments: [
    ("%", "percent"), ("req/s", "reqps"), ("°C", "celsius"), ("mbar", "pressurembar"),
    ("bytes", "bytes"), ("suffix: T", "suffix: T"),
  ])
  func `a unit is a plain word or an id of Grafana`(word: String, id: String) {
    let board = Board(panel: "unit: \"\(word)\"")
    #expect(board.findings == [])
    #expect(board.value("fieldConfig.defaults.unit") == "\"\(id)\"")
  }

  @Test(arguments: [
    ("> 80", "%", "[{\"color\":\"green\",\"value\":null},{\"color\":\"orange\",\"value\":80}]"),
    ("> 500ms", "s", "[{\"color\":\"green\",\"value\":null},{\"color\":\"orange\",\"value\":0.5}]"),
    (
      "> 80%", "ratio",
      "[{\"color\":\"green\",\"value\":null},{\"color\":\"orange\",\"value\":0.8}]"
    ),
    ("< 2", "s", "[{\"color\":\"orange\",\"value\":null},{\"color\":\"green\",\"value\":2}]"),
    (
      "outside 1..3", "s",
      "[{\"color\":\"orange\",\"value\":null},{\"color\":\"green\",\"value\":1},"
        + "{\"color\":\"orange\",\"value\":3}]"
    ),
    (
      "== 0", "none",
      "[{\"color\":\"green\",\"value\":null},{\"color\":\"orange\",\"value\":0},"
        + "{\"color\":\"green\",\"value\":1}]"
    ),
  ])
  func `a limit becomes coloured steps in the unit of the panel`(
    limit: String, unit: String, steps: String
  ) {
    let board = Board(panel: "unit: \"\(unit)\", thresholds: {warning: \"\(limit)\"}")
    #expect(board.findings == [])
    #expect(board.value("fieldConfig.defaults.thresholds.steps") == steps)
  }

  @Test func `a limit in another unit than the panel is refused`() {
    let board = Board(panel: "unit: s, thresholds: {warning: \"> 1mbar\"}")
    #expect(board.findings.count == 1)
    #expect(board.findings[0].hasPrefix("SG0603 «\"> 1mbar\"»"))
  }

  @Test(arguments: [
    "{critical: \"< 0.5\", warning: \"< 1\"}", "{warning: \"< 1\", critical: \"< 0.5\"}",
  ])
  func `a limit within another is seen in whatever order they stand`(_ limits: String) {
    let steps = Board(panel: "thresholds: \(limits)").value("fieldConfig.defaults.thresholds.steps")
    for color in ["red", "orange", "green"] { #expect(steps.contains(color), "\(steps)") }
  }

  @Test func `without limits nothing turns red by itself`() {
    let steps = Board(panel: "type: stat").value("fieldConfig.defaults.thresholds.steps")
    #expect(steps == "[{\"color\":\"green\",\"value\":null}]")
  }

  @Test func `a panel that shows an alert takes its quantity, unit and limit`() {
    let board = Board(
      """
      alerts:
        Slow: {expr: "rate(up[5m])", unit: s, above: 2s, severity: critical, summary: Slow}
      dashboards:
        d: {panels: [{alert: Slow}]}
      """)
    #expect(board.value("title") == "\"Slow\"")
    #expect(board.value("targets.0.expr") == "\"rate(up[5m])\"")
    #expect(board.value("fieldConfig.defaults.unit") == "\"s\"")
    #expect(board.value("fieldConfig.defaults.thresholds.steps.1.color") == "\"red\"")
    #expect(board.text("prometheus/rules/alerts.yml").contains("dashboard_url: "))
  }

  @Test func `panels of plugins pass through`() {
    let board = Board(panel: "type: acme-wheel-panel, options: {spokes: 12}, custom: {speed: 3}")
    #expect(board.findings == [])
    #expect(board.value("type") == "\"acme-wheel-panel\"")
    #expect(board.value("options") == "{\"spokes\":12}")
    #expect(board.value("fieldConfig.defaults") == "{\"custom\":{\"speed\":3}}")
  }

  @Test func `a misspelt kind and a misspelt option are found`() {
    #expect(Board(panel: "type: timeserie").findings[0].hasPrefix("SG0203 «timeserie»"))
    #expect(Board(panel: "lineWith: 2").findings[0].hasPrefix("SG0204 «lineWith»"))
    #expect(
      Board(panel: "overrides: [{name: a, lineWith: 2}]").findings[0].hasPrefix(
        "SG0204 «lineWith»"))
  }

  @Test func `an override names only what differs`() {
    let board = Board(panel: "overrides: [{name: up, color: red, lineWidth: 3, unit: ms}]")
    #expect(
      board.value("fieldConfig.overrides.0.properties")
        == "[{\"id\":\"unit\",\"value\":\"ms\"},"
        + "{\"id\":\"color\",\"value\":{\"fixedColor\":\"red\",\"mode\":\"fixed\"}},"
        + "{\"id\":\"custom.lineWidth\",\"value\":3}]")
  }

  @Test func `raw keys are laid over the others`() {
    let board = Board(
      panel: "options: {tooltip: {mode: none}}, patch: {fieldConfig: {defaults: {decimals: 3}}}")
    #expect(board.value("options.tooltip.mode") == "\"none\"")
    #expect(board.value("fieldConfig.defaults.decimals") == "3")
  }

  @Test func `queries of several datasources make a mixed panel`() {
    let board = Board(
      """
      datasources: {other: {type: prometheus, url: "http://other:9090"}}
      dashboards:
        d: {panels: [{title: P, queries: [up, {expr: up, datasource: other}, {expression: $A - $B}]}]}
      """)
    #expect(board.findings == [])
    #expect(board.value("datasource.uid") == "\"-- Mixed --\"")
    #expect(board.value("targets.1.datasource.uid") == "\"other\"")
    #expect(board.value("targets.2.datasource.uid") == "\"__expr__\"")
    #expect(board.value("targets.2.refId") == "\"C\"")
  }

  @Test func `an expression is about queries that the panel has`() {
    let good = "queries: [{expr: up, hide: true}, {type: math, expression: $A + 1}]"
    #expect(Board(dashboard: "panels: [{title: P, \(good)}]").findings == [])
    let bad = "queries: [{expr: up}, {type: reduce, expression: B, refId: C}]"
    #expect(
      Board(dashboard: "panels: [{title: P, \(bad)}]").findings == [
        "SG0301 «B» the panel has no query 'B'"
      ])
  }

  @Test func `a colour mode that is misspelt is told from a colour`() {
    #expect(
      Board(panel: "color: continous-reds").findings.first?.contains("'continous-reds' is none of")
        ?? false)
  }
}
