import Documents
import Testing

@Suite struct AlloyWriterTests {
  private func check(_ expected: String, _ body: (inout AlloyBlock) -> Void) {
    #expect(String(decoding: alloyDocument(body), as: UTF8.self) == expected)
  }

  @Test func `Components, nested blocks and references`() {
    let store = AlloyComponent("loki.write", label: "local")
    let logs = AlloyComponent("loki.process", label: "my-app")
    check(
      """
      // Logs
      loki.process "my_app" {
      \tforward_to = [loki.write.local.receiver]

      \tstage.json {
      \t\texpressions = {"level" = ""}
      \t}

      \tstage.docker { }
      }

      loki.write "local" {
      \tendpoint {
      \t\turl = "http://loki:3100/loki/api/v1/push"
      \t}
      }

      """
    ) { root in
      root.comment("Logs")
      root.component(logs) { logs in
        logs.attribute("forward_to", .references([store.export("receiver")]))
        logs.attribute("absent", optional: nil)
        logs.block("stage.json") { $0.attribute("expressions", .map([("level", "")])) }
        logs.block("stage.docker") { _ in }
      }
      root.component(store) { store in
        store.block("endpoint") { $0.attribute("url", "http://loki:3100/loki/api/v1/push") }
      }
    }
  }

  @Test func `Values with parts have a line for each part and a comma after it`() {
    check(
      """
      targets = array.concat(
      \tprometheus.exporter.unix.host.targets,
      \t[
      \t\t{
      \t\t\t"__address__" = "backend:8000",
      \t\t\t"b-c"         = null,
      \t\t},
      \t],
      )
      password = sys.env("PASSWORD")
      numbers  = [1, -2.5, 1e-08, true]
      nothing  = []
      none     = {}

      """
    ) { root in
      let host = AlloyComponent("prometheus.exporter.unix", label: "host")
      let backend = AlloyValue.map([("__address__", "backend:8000"), ("b-c", .null)])
      root.attribute(
        "targets", .call("array.concat", [.reference(host.export("targets")), .list([backend])]))
      root.attribute("password", .call("sys.env", ["PASSWORD"]))
      root.attribute("numbers", .list([.int(1), .number(-2.5), .number(1e-8), .bool(true)]))
      root.attribute("nothing", .list([]))
      root.attribute("none", .map([]))
    }
  }

  @Test func `Equal signs stand below each other in a run of lines, and a part of several ends it`()
  {
    check(
      """
      job     = "냉각"
      values  = {"a"   = ""}
      labels  = {"b-c" = ""}
      targets = [
      \t{"a" = 1},
      \t{"a-b" = 2},
      ]
      scrape_interval = "15s"
      forward_to      = [1]

      rule { }
      map = {
      \t"냉각"  = "",
      \t"xyz" = [
      \t\t[1],
      \t],
      \t"x" = 1,
      }

      """
    ) { root in
      root.attribute("job", "냉각")
      root.attribute("values", .map([("a", "")]))
      root.attribute("labels", .map([("b-c", "")]))
      root.attribute("targets", .list([.map([("a", .int(1))]), .map([("a-b", .int(2))])]))
      root.attribute("scrape_interval", "15s")
      root.attribute("forward_to", .list([.int(1)]))
      root.block("rule") { _ in }
      root.attribute(
        "map", .map([("냉각", ""), ("xyz", .list([.list([.int(1)])])), ("x", .int(1))]))
    }
  }

  // Alloy's formatter takes the tabs of a raw string for cells and changes them.
  @Test func `Text is escaped, and never raw`() {
    check("a = \"\\\"\\\\$\\t\\u0000 한\"\nb = \"x: `1`\\n\\ty\\r\\u000b\\u000c\"\n") { root in
      root.attribute("a", "\"\\$\t\0 한")
      root.attribute("b", "x: `1`\n\ty\r\u{B}\u{C}")
    }
  }

  @Test(arguments: ["1a", "", "null", "a b", "냉각", "a.b"])
  func `A label that is no identifier becomes one of its own`(label: String) {
    let component = AlloyComponent("a", label: label)
    let text = String(decoding: alloyDocument { $0.component(component) { _ in } }, as: UTF8.self)
    #expect(text.wholeMatch(of: /a "_[a-zA-Z0-9_]*_[0-9a-f]{6}" { }\n/) != nil)
  }
}
