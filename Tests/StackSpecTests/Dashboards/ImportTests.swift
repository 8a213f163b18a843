import Diagnostics
import Foundation
import StackCompiler
import Testing

@Suite struct ImportTests {
  private static let export = """
    {"__inputs": [{"name": "DS_PROM", "type": "datasource", "pluginId": "prometheus"},
                  {"name": "VAR_JOB", "type": "constant", "value": "api"}],
     "id": 7, "uid": "old", "version": 3, "title": "Exported", "schemaVersion": 38, "style": "dark",
     "templating": {"list": [{"type": "custom", "name": "env", "query": "prod,Test : test"}]},
     "panels": [
      {"id": 1, "type": "row", "title": "Row", "collapsed": false, "gridPos": {"x": 0, "y": 3, "w": 24, "h": 1}},
      {"id": 2, "type": "timeseries", "title": "Up \\ud83d\\ude00", "gridPos": {"x": 0, "y": 4, "w": 12, "h": 6},
       "datasource": "${DS_PROM}", "options": {"legend": {"calcs": [], "displayMode": "table", "placement": "right", "showLegend": true}, "newOption": 1},
       "fieldConfig": {"defaults": {"unit": "odd", "custom": {"lineWidth": 3, "newField": 2}}, "overrides": []},
       "targets": [{"refId": "A", "expr": "up{job=\\"${VAR_JOB}\\",env=\\"$env\\"}", "legendFormat": "{{job}}", "step": 30}]}]}
    """

  private let board = Board(
    dashboard: "file: x.json\nfolder: test", files: ["x.json": export])

  @Test func `an export is taken with its inputs filled in and its ids renewed`() {
    #expect(board.findings == [])
    #expect(board.value("targets.0.expr", ofPanel: 1) == #""up{job=\"api\",env=\"$env\"}""#)
    #expect(board.value("datasource.uid", ofPanel: 1) == "\"prometheus\"")
    #expect(board.json()["uid"] as? String != "old")
    #expect(board.value("title", ofPanel: 1) == "\"Up 😀\"")
    #expect(board.places == ["0,0 24x1", "0,1 12x6"])
  }

  @Test func `what specs have no key for stays in Grafana's form`() {
    #expect(board.value("options.newOption", ofPanel: 1) == "1")
    #expect(board.value("options.legend.calcs", ofPanel: 1) == "[]")
    #expect(board.value("fieldConfig.defaults.custom.newField", ofPanel: 1) == "2")
    #expect(board.value("fieldConfig.defaults.unit", ofPanel: 1) == "\"odd\"")
    #expect(board.value("targets.0.step", ofPanel: 1) == "30")
  }

  @Test func `panels without a title are found by those that show their results`() {
    let export = """
      {"title": "T", "panels": [
       {"id": 4, "type": "timeseries", "targets": [{"expr": "up"}], "gridPos": {"x": 0, "y": 0, "w": 12, "h": 6}},
       {"id": 5, "type": "stat", "datasource": {"uid": "-- Dashboard --"}, "targets": [{"panelId": 4}],
        "gridPos": {"x": 12, "y": 0, "w": 12, "h": 6}}]}
      """
    let board = Board(dashboard: "file: x.json", files: ["x.json": export])
    #expect(board.findings == [])
    #expect(board.value("targets.0.panelId", ofPanel: 1) == board.value("id"))
  }

  @Test func `what differs from Grafana's own defaults is written down`() {
    #expect(board.value("fieldConfig.defaults.custom.fillOpacity", ofPanel: 1) == "0")
    #expect(board.value("options.tooltip.mode", ofPanel: 1) == "\"single\"")
  }

  @Test func `the text of an import is a spec that builds the same dashboard`() throws {
    let diagnostics = Diagnostics()
    let export = ExportedDashboard(name: "d", path: "x.json", json: Array(Self.export.utf8))
    let imported = try #require(importDashboards([export], diagnostics))
    let text = String(decoding: imported.text, as: UTF8.self)
    #expect(text.contains("# Kept in Grafana's form"))
    let again = Board(text)
    #expect(again.findings == [])
    #expect(again.value("options", ofPanel: 1) == board.value("options", ofPanel: 1))
    #expect(again.value("targets", ofPanel: 1) == board.value("targets", ofPanel: 1))
    #expect(again.value("fieldConfig", ofPanel: 1) == board.value("fieldConfig", ofPanel: 1))
  }

  @Test func `a dashboard of rows, as Grafana wrote them once, is taken too`() {
    let old = """
      {"title": "Old", "rows": [{"title": "R", "showTitle": true, "height": "250px", "panels": [
        {"type": "graph", "title": "G", "span": 6, "lines": true, "targets": [{"expr": "up"}]},
        {"type": "graph", "title": "H", "span": 6, "targets": [{"expr": "up"}]}]}]}
      """
    let board = Board(dashboard: "file: old.json\nfolder: test", files: ["old.json": old])
    #expect(board.findings == [])
    #expect(board.places == ["0,0 24x1", "0,1 12x7", "12,1 12x7"])
    #expect(board.value("lines", ofPanel: 1) == "true")
  }

  @Test func `mistakes of others are warnings in the text of an import too`() throws {
    let export = """
      {"title": "T", "panels": [{"type": "timeseries", "title": "A", "options": {"odd": 1},
       "targets": [{"refId": "A", "expr": "up{job=\\"$gone\\"}"}]}]}
      """
    let diagnostics = Diagnostics()
    let imported = try #require(
      importDashboards(
        [ExportedDashboard(name: "d", path: "x.json", json: Array(export.utf8))], diagnostics))
    let board = Board(String(decoding: imported.text, as: UTF8.self))
    #expect(board.findings == ["SG0804 «$gone» the dashboard has no variable 'gone'"])
    #expect(board.value("title") == "\"A\"")
  }

  @Test func `a datasource of any type of Grafana or of a plugin can be declared`() {
    let other = """
      {"title": "T", "panels": [{"type": "table", "title": "A",
       "datasource": {"type": "acme-datasource", "uid": "x"}, "targets": [{"refId": "A", "q": 1}]}]}
      """
    let board = Board(
      """
      datasources:
        acme: {type: acme-datasource, url: "http://acme:1", jsonData: {depth: 2}}
        graphs: {type: graphite, url: "http://graphite:80"}
      dashboards: {d: {file: t.json}}

      """, files: ["t.json": other])
    #expect(board.findings == [])
    #expect(board.value("targets.0.q") == "1")
    #expect(board.value("datasource.uid") == "\"acme\"")
  }

  @Test func `a datasource that the stack does not have is named`() {
    let other = """
      {"title": "T", "panels": [{"type": "table", "title": "A",
       "datasource": {"type": "acme-datasource", "uid": "x"}, "targets": [{"refId": "A", "q": 1}]}]}
      """
    let board = Board(dashboard: "file: t.json", files: ["t.json": other])
    #expect(board.findings.contains { $0.contains("the datasource 'acme-datasource'") })
  }
}
