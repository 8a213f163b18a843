import Diagnostics
import SpecLanguage
import Testing
import YAMLTree

@Suite struct IncludeTests {
  private let spec = SpecText()

  private func read(_ texts: [String: String], _ path: String = "stack.yaml") -> String? {
    readWithIncludes(path, from: TextSources(texts), spec.reading).map(flow)
  }

  @Test func `the including file wins over what it includes`() {
    let tree = read(
      [
        "s/stack.yaml": "include: [base.yaml, ../more/*.yaml]\na: {x: 1}",
        "s/base.yaml": "a: {x: 2, y: 3}", "more/two.yaml": "b: 2", "more/one.yaml": "a: {z: 1}",
        "more/three.yml": "c: 1",
      ], "s/stack.yaml")
    #expect(tree == "{a: {x: 1, y: 3, z: 1}, b: 2}")
    #expect(spec.findings.isEmpty)
  }

  @Test func `an included file includes on its own`() {
    let tree = read([
      "stack.yaml": "include: a/one.yaml", "a/one.yaml": "include: two.yaml\nx: 1",
      "a/two.yaml": "{x: 2, y: 2}",
    ])
    #expect(tree == "{x: 1, y: 2}")
  }

  @Test func `a circle is refused with its files`() {
    let tree = read([
      "stack.yaml": "include: one.yaml", "one.yaml": "include: two.yaml",
      "two.yaml": "include: one.yaml",
    ])
    #expect(tree == nil)
    #expect(
      spec.findings == [
        "error circularInclude two.yaml:1:10 «one.yaml» these files include each other:"
          + " one.yaml → two.yaml → one.yaml | move what both need into a file of its own"
      ])
  }

  @Test func `a missing file gets the nearest name at its item`() {
    #expect(read(["stack.yaml": "include:\n  - alert.yaml", "alerts.yaml": ""]) == nil)
    #expect(
      spec.findings == [
        "error unreadableInclude stack.yaml:2:5 «alert.yaml» there is no file 'alert.yaml'"
          + " | did you mean 'alerts.yaml'?"
      ])
  }

  @Test func `two included files may not write the same value`() {
    let tree = read([
      "stack.yaml": "include: [one.yaml, two.yaml]\nb: 9",
      "one.yaml": "stackgen: 1\na: {x: 1}\nb: 1\nc: ",
      "two.yaml": "stackgen: 1\na: {x: 2}\nb: 2\nc: 3",
    ])
    #expect(tree == "{stackgen: 1, a: {x: 1}, b: 9, c: 3}")
    #expect(
      spec.findings == [
        "error includeClash two.yaml:2:8 «2» two included files write 'a.x'"
          + " | keep one of them, or write it in the including file, which wins"
          + "; one.yaml:2:8 «1» also written here"
      ])
  }

  @Test func `a file that two others include is read once and does not clash`() {
    let tree = read([
      "stack.yaml": "include: [one.yaml, two.yaml]", "one.yaml": "include: base.yaml",
      "two.yaml": "include: base.yaml", "base.yaml": "a: [1]",
    ])
    #expect(tree == "{a: [1]}")
    #expect(spec.diagnostics.sources.sources.count == 4)
  }

  @Test func `a pattern skips the including file and hidden files`() {
    #expect(
      read(["stack.yaml": "include: '*.yaml'", ".x.yaml": "a: 1", "b.yaml": "b: 1"]) == "{b: 1}")
  }

  @Test(arguments: [
    ("/etc/x.yaml", "is not a path relative to the spec"), ("*/x.yaml", "name of the file only"),
    ("$(a).yaml", "before params have values"), ("z*.yaml", "no file fits 'z*.yaml'"),
    ("no/x.yaml", "the folder 'no' cannot be listed"),
  ])
  func `what cannot be included is refused at its item`(path: String, words: String) {
    _ = read(["stack.yaml": "include: '\(path)'"])
    #expect(spec.findings.count == 1)
    #expect(spec.findings.first?.contains("stack.yaml:1:1") == true)
    #expect(spec.findings.first?.contains(words) == true)
  }

  @Test func `errors of all included files are found in one run`() {
    #expect(read(["stack.yaml": "include: ['*.yaml']", "a.yaml": "x: [", "b.yaml": "- 1"]) == nil)
    #expect(spec.findings.count == 2)
  }

  @Test func `a spec that cannot be read says so`() {
    #expect(read([:]) == nil)
    #expect(
      spec.findings == [
        "error unreadableInclude nowhere cannot read 'stack.yaml': there is no such file"
      ])
  }
}

@Suite struct SpecTreeTests {
  private let spec = SpecText()

  @Test func `environment, settings and params come together in order of strength`() {
    let sources = TextSources([
      "stack.yaml": """
      include: base.yaml
      params: {port: 1, host: h}
      url: http://$(host):$(port)
      environments: {prod: {params: {port: 2}, extra: $(only)}}
      """,
      "base.yaml": "params: {only: 1}\nlevel: $(port)",
    ])
    let request = SpecRequest(
      "stack.yaml", environment: "prod", settings: ["params.host=x", "new.key=$(port)"])
    let tree = readSpecTree(request, from: sources, spec.reading)
    #expect(
      tree.map { flow($0.root) }
        == "{params: {only: 1, port: 2, host: x}, level: 2, url: http://x:2, extra: 1, "
        + "new: {key: 2}}"
    )
    #expect(spec.findings.isEmpty)
    #expect(tree?.usedParams == ["only", "port", "host"])
  }
}
