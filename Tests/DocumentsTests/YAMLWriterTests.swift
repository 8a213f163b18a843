import Documents
import OrderedTree
import Testing

@Suite struct YAMLWriterTests {
  private func check(_ expected: String, _ body: (inout YAMLMapping) -> Void) {
    #expect(String(decoding: yamlDocument(body), as: UTF8.self) == expected)
  }

  @Test func `Nesting is indented by two, lists of mappings are compact`() {
    check(
      """
      global:
        scrape_interval: 15s
        workers: 4
        ratio: 0.5
        ready: true
        nothing: null
      scrape_configs:
        - job_name: node
          targets:
            - node:9100
            - - deep
              - 1
        - plain

      """
    ) { root in
      root.mapping("global") { global in
        global.field("scrape_interval", "15s")
        global.field("workers", 4)
        global.field("ratio", 0.5)
        global.field("ready", true)
        global.field("absent", optional: String?.none)
        global.null("nothing")
      }
      root.list("scrape_configs") { jobs in
        jobs.mapping { job in
          job.field("job_name", "node")
          job.list("targets") { targets in
            targets.item("node:9100")
            targets.list { deep in
              deep.item("deep")
              deep.item(1)
            }
          }
        }
        jobs.item("plain")
      }
    }
  }

  @Test func `Empty mappings and lists are written in flow style`() {
    check("a: {}\nb: []\nc:\n  - {}\n  - []\n") { root in
      root.mapping("a") { _ in }
      root.list("b") { _ in }
      root.list("c") { list in
        list.mapping { _ in }
        list.list { _ in }
      }
    }
    check("{}\n") { _ in }
  }

  @Test func `A comment stands before its key, in empty blocks too`() {
    check(
      """
      # top
      #
      # of file
      a:
        # inside
        b: 1
      c:
        # lonely
        {}
      d:
        - # first
          e: 1

      """
    ) { root in
      root.comment("top\n\nof file")
      root.mapping("a") { a in
        a.comment("inside")
        a.field("b", 1)
      }
      root.mapping("c") { $0.comment("lonely") }
      root.list("d") { d in
        d.mapping { item in
          item.comment("first")
          item.field("e", 1)
        }
      }
    }
  }

  @Test func `A comment cannot end its line early`() {
    check("# a b c d\n{}\n") { $0.comment("a\u{2028}b\rc\u{85}d") }
  }

  @Test(arguments: [
    "a", "up == 0", "sum by (job) (rate(x[5m])) > 3", "/etc/prometheus", "http://node/metrics",
    "5m", "1h30m", "(a + b)", "$HOME", "prom/prometheus:v3.1.0", "냉각 펌프", "node:9100", "a#b", "a:b",
    "x=\"y\"",
  ])
  func `Harmless text is plain`(text: String) {
    check("key: \(text)\n") { $0.field("key", text) }
  }

  @Test(arguments: [
    "", "yes", "No", "ON", "off", "y", "N", "true", "False", "null", "~", "=", "<<", "1", "010",
    "22:22", "9090:9090", "1.10", "1e3", "1_000", "0x1F", ".5", "-1", "+1", "2001-12-14", ".inf",
    "- a", "? a", ": a", "{a", "[a", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "'a", "#a",
    "---", "...", "a: b", "a:", "a #b", " a", "a ", ",a", "]a", "}a",
  ])
  func `Text that some reader takes for something else is quoted`(text: String) {
    check("key: \"\(text)\"\n") { $0.field("key", text) }
  }

  @Test func `Quotes, backslashes and unprintable characters are escaped`() {
    check(#"key: "\"\\\t\r\u0000\u007f\u0085\u2028\ufeff é 한 😀""# + "\n") {
      $0.field("key", "\"\\\t\r\0\u{7F}\u{85}\u{2028}\u{FEFF} é 한 😀")
    }
  }

  @Test func `Text of several lines is a literal block that keeps its last line ends`() {
    check("a: |-\n  x: 1\n\n    - y\nb: |\n  x\nc:\n  - |+\n    x\n\nd: 1\n") { root in
      root.field("a", "x: 1\n\n  - y")
      root.field("b", "x\n")
      root.list("c") { $0.item("x\n\n") }
      root.field("d", 1)
    }
  }

  @Test(arguments: ["a \nb", " a\nb", "\na", "a\nb\t", "\n", "a\n ", "a\r\nb"])
  func `Lines that a literal block would lose are quoted`(text: String) {
    let escaped = text.replacing("\r\n", with: #"\r\n"#).replacing("\n", with: #"\n"#)
      .replacing("\t", with: #"\t"#)
    check("key: \"\(escaped)\"\n") { $0.field("key", text) }
  }

  @Test func `A float always has a dot`() {
    check("a: 1.0e-08\nb: 3.0\nc: 1.5e+300\nd: .inf\ne: -.inf\nf: .nan\n") { root in
      root.field("a", 1e-8)
      root.field("b", 3.0)
      root.field("c", 1.5e300)
      root.field("d", Double.infinity)
      root.field("e", -Double.infinity)
      root.field("f", Double.nan)
    }
  }

  @Test func `Keys are quoted by the same rules, and very long ones announced`() {
    let long = String(repeating: "k", count: 1500)
    check("\"on\": 1\n\"a\\nb\": 2\na:\n  ? \(long)\n  :\n    b: 1\n") { root in
      root.field("on", 1)
      root.field("a\nb", 2)
      root.mapping("a") { a in
        a.mapping(long) { $0.field("b", 1) }
      }
    }
  }

  @Test func `Any root can be written`() {
    #expect(String(decoding: yamlDocument(.text("a\nb")), as: UTF8.self) == "|-\n  a\n  b\n")
    #expect(String(decoding: yamlListDocument { $0.item(1) }, as: UTF8.self) == "- 1\n")
  }
}
