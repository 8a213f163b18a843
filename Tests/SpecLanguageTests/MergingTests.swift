import Diagnostics
import SpecLanguage
import Testing
import YAMLTree

@Suite struct OverlayTests {
  private let spec = SpecText()

  @Test(arguments: [
    ("{a: 1, b: {c: 2, d: 3}}", "{b: {c: 9}, e: 4}", "{a: 1, b: {c: 9, d: 3}, e: 4}"),
    ("{a: [1, 2]}", "{a: [3]}", "{a: [3]}"), ("{a: {b: 1}}", "{a: x}", "{a: x}"),
    ("{a: x}", "{a: {b: 1}}", "{a: {b: 1}}"), ("{a: {b: 1}}", "{a: }", "{a: {b: 1}}"),
    ("{a: }", "{a: {b: 1}}", "{a: {b: 1}}"), ("{a: 1}", "{}", "{a: 1}"),
  ])
  func `mappings merge and everything else is replaced`(
    base: String, top: String, result: String
  ) {
    #expect(flow(overlay(spec.node(base), with: spec.node(top))) == result)
  }

  @Test func `every value keeps its own place`() {
    let merged = overlay(
      spec.node("a: 1\nb: 2", name: "base"), with: spec.node("b: 3", name: "top"))
    #expect(merged["a"].map { spec.shown($0.range) } == "base:1:4 «1»")
    #expect(merged["b"].map { spec.shown($0.range) } == "top:1:4 «3»")
  }

  @Test func `long mappings merge as short ones do`() {
    let base = (0..<100).map { "k\($0): \($0)" }.joined(separator: "\n")
    let merged = overlay(spec.node(base), with: spec.node("{k70: x, new: y}"))
    #expect(merged.entries?.count == 101)
    #expect(merged["k70"]?.scalar?.text == "x")
    #expect(merged["k71"]?.scalar?.text == "71")
  }
}

@Suite struct SettingTests {
  private let spec = SpecText()

  @Test(arguments: [
    ("versions.prometheus=2.42", "{versions: {prometheus: 2.42}}"),
    ("a.\"b.c\".d=[1, x]", "{a: {b.c: {d: [1, x]}}}"), ("a=", "{a: }"), ("a='x'", "{a: \"x\"}"),
    ("a=b=c", "{a: b=c}"), ("a={b: {c: 1}}", "{a: {b: {c: 1}}}"),
  ])
  func `a setting becomes a tree`(argument: String, tree: String) {
    #expect(readSetting(argument, spec.reading).map(flow) == tree)
    #expect(spec.findings.isEmpty)
  }

  @Test(arguments: [
    ("versions", "«versions» 'versions' gives no value | write --set path=value"),
    ("a..b=1", "«.» a name is missing in the path | write one.two.three"),
    ("=1", "«=» a name is missing in the path | write one.two.three"),
    ("a.\"b=1", "«\"» this quote is never closed | add the closing \""),
    ("\"a\"b=1", "«b» a '.' is missing after the quoted name | write \"a.b\".c"),
    (
      "a=#b",
      "«#b» after '#' YAML sees only a comment | put the value in quotes: --set 'path=\"#...\"'"
    ),
  ])
  func `a wrong setting is shown at its bytes`(argument: String, finding: String) {
    #expect(readSetting(argument, spec.reading) == nil)
    #expect(spec.findings.map { $0.drop { $0 != "«" } } == [finding[...]])
  }

  @Test func `a value that is wrong YAML is shown inside the argument`() {
    #expect(readSetting("a.b=[1, 2", spec.reading) == nil)
    #expect(spec.findings.first?.contains("--set:1:5 «[»") == true)
  }

  @Test func `the value stands in the argument`() {
    let node = readSetting("a.b='x y'", spec.reading)?["a"]?["b"]
    #expect(
      node.map { spec.shown(spec.diagnostics.range(of: 2..<3, in: $0)) } == "--set:1:8 «y»")
  }

  @Test func `a path is not deeper than a spec`() {
    let path = Array(repeating: "a", count: 100_000).joined(separator: ".")
    #expect(readSetting(path + "=1", spec.reading) == nil)
    #expect(spec.findings.first?.contains("more than 100 steps") == true)
  }
}

@Suite struct EnvironmentTests {
  private let spec = SpecText()
  private let text = """
    exporters: {node: , redis: {port: 1}}
    alerts: {Foo: {for: 1m}, Bar: }
    environments:
      prod: {exporters: {redis: {port: 2}}, remove: [exporters.node, alerts.Foo]}
      test: {alerts: {Foo: {for: 2m}}, remove: alerts.Foo}
    """

  @Test(arguments: [
    (nil, "{exporters: {node: , redis: {port: 1}}, alerts: {Foo: {for: 1m}, Bar: }}"),
    ("prod", "{exporters: {redis: {port: 2}}, alerts: {Bar: }}"),
    ("test", "{exporters: {node: , redis: {port: 1}}, alerts: {Bar: , Foo: {for: 2m}}}"),
  ])
  func `an environment removes and then lays its keys over`(name: String?, result: String) {
    #expect(flow(applyEnvironment(name, to: spec.node(text), spec.reading)) == result)
    #expect(spec.findings.isEmpty)
  }

  @Test func `an unknown environment gets the nearest name`() {
    _ = applyEnvironment("prd", to: spec.node(text), spec.reading)
    #expect(
      spec.findings == [
        "error unknownEnvironment --env:1:1 «prd» no environment is named 'prd'"
          + " | did you mean 'prod'?"
      ])
  }

  @Test func `an environment of a spec that has none is refused`() {
    _ = applyEnvironment("prod", to: spec.node("a: 1"), spec.reading)
    #expect(spec.findings.first?.hasSuffix("the spec has no 'environments:'") == true)
  }

  @Test func `what is removed must be there`() {
    let wrong = "alerts: {Foo: 1}\nenvironments: {p: {remove: [alerts.Fooo, x, alerts.\"a]}}"
    _ = applyEnvironment("p", to: spec.node(wrong), spec.reading)
    #expect(
      spec.findings == [
        "error unknownPath spec.yaml:2:36 «Fooo» nothing in the spec stands at 'alerts.Fooo'"
          + " | did you mean 'Foo'?",
        "error unknownPath spec.yaml:2:42 «x» nothing in the spec stands at 'x'"
          + " | written there: alerts",
        "error unknownPath spec.yaml:2:52 «\"» this quote is never closed"
          + " | add the closing \"",
      ])
  }

  @Test func `lists and what belongs to the top are refused`() {
    let wrong = "l: [a]\nenvironments: {p: {remove: l.0, include: x}, q: 3, r: }"
    _ = applyEnvironment("p", to: spec.node(wrong), spec.reading)
    #expect(spec.findings.count == 3)
  }
}
