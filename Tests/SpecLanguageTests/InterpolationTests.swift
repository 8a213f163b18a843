import Diagnostics
import SpecLanguage
import Testing
import YAMLTree

@Suite struct InterpolationTests {
  private let spec = SpecText()

  private func interpolated(_ text: String) -> String {
    let node = spec.node(text)
    let params = node["params"].map { Params.read($0, spec.reading) } ?? Params()
    let result = interpolate(node["in"] ?? node, params: params, spec.reading)
    params.reportUnused(result.used, spec.reading)
    return flow(result.node)
  }

  @Test func `a value that is only a param takes its type`() {
    let text = """
      params: {port: 9090, on: true, word: "010"}
      in: [$(port), $(on), $(word), "$(port)"]
      """
    #expect(interpolated(text) == "[9090, true, \"010\", \"9090\"]")
    #expect(spec.findings.isEmpty)
  }

  @Test func `a param goes into a longer text`() {
    #expect(
      interpolated("params: {host: a, port: 1}\nin: 'http://$(host):$(port)/$(host)'")
        == "\"http://a:1/a\"")
  }

  @Test func `keys and the words of other languages stay as they are`() {
    let text = """
      $(key): $var ${var} $$ {{ $value }} $__rate_interval $
      """
    #expect(interpolated(text) == "{$(key): $var ${var} $$ {{ $value }} $__rate_interval $}")
    #expect(spec.findings.isEmpty)
  }

  @Test func `two dollars write a plain dollar with a bracket`() {
    #expect(
      interpolated("params: {a: x}\nin: [$$(a), $$$(a), $$(a)$(a)]") == "[$(a), $$(a), $(a)x]")
  }

  @Test func `params may use params in any order`() {
    #expect(
      interpolated("params: {url: 'http://$(host)', host: h, n: $(m), m: 3}\nin: [$(url), $(n)]")
        == "[\"http://h\", 3]")
    #expect(spec.findings.isEmpty)
  }

  @Test func `params that need each other are refused with the circle`() {
    _ = interpolated("params: {a: $(b), b: x$(c), c: $(b)}\nin: $(a)")
    #expect(
      spec.findings == [
        "error circularParams spec.yaml:1:32 «$(b)» these params need each other: b → c → b"
          + " | give one of them a value of its own"
      ])
  }

  @Test func `an unknown param is shown at its bytes with the nearest name`() {
    _ = interpolated("params: {host: a}\nin: \"가 \\u00e9 $(hots)\\n\"\nb: $(host)")
    #expect(
      spec.findings == [
        "warning unusedParam spec.yaml:1:10 «host» the param 'host' is never used"
          + " | use it as $(host), or remove it",
        "error unknownParam spec.yaml:2:15 «$(hots)» no param is named 'hots'"
          + " | did you mean 'host'?",
      ])
  }

  @Test(arguments: [
    ("a $(date +%s)", "«$(date +%s)» 'date +%s' is not the name of a param"),
    ("a $(", "«$(» this '$(' is never closed"), ("a $()", "«$()» '' is not the name of a param"),
  ])
  func `brackets that hold no name are refused`(value: String, finding: String) {
    _ = interpolated("in: \(value)")
    #expect(
      spec.findings == [
        "error unknownParam spec.yaml:1:7 \(finding)"
          + " | write $(name) for a param, or $$( for a plain '$('"
      ])
  }

  @Test func `a param without a value is refused where it is used`() {
    _ = interpolated("params: {host: , url: '$(host)'}\nin: [$(host), $(url)]")
    #expect(
      spec.findings.map { $0.prefix(58) } == [
        "error missingKey spec.yaml:1:24 «$(host)» the param 'host'",
        "error missingKey spec.yaml:2:6 «$(host)» the param 'host' ",
      ])
  }

  @Test func `findings inside a replaced text point at the param`() {
    let node = spec.node("in: >-\n  up{job=\"$(job)\"}\n  == 0")
    var value = Scalar("a-long-name", .plain)
    value.style = .plain
    let params = Params.read(spec.node("job: a-long-name"), spec.reading)
    let result = interpolate(node, params: params, spec.reading).node["in"]
    guard let result else { return }
    #expect(result.scalar?.text == "up{job=\"a-long-name\"} == 0")
    let diagnostics = spec.diagnostics
    #expect(spec.shown(diagnostics.range(of: 10..<12, in: result)) == "spec.yaml:2:11 «$(job)»")
    #expect(spec.shown(diagnostics.range(of: 22..<24, in: result)) == "spec.yaml:3:3 «==»")
    #expect(spec.shown(diagnostics.range(of: 0..<2, in: result)) == "spec.yaml:2:3 «up»")
  }

  @Test func `a number from a param of a quoted style is still read at its place of use`() {
    let node = spec.node("in: $(a)")
    let params = Params.read(spec.node("a: 'x'"), spec.reading)
    let result = interpolate(node, params: params, spec.reading).node["in"]
    #expect(
      result.map { spec.shown(spec.diagnostics.range(of: 0..<1, in: $0)) } == "spec.yaml:1:5 «$(a)»"
    )
  }

  @Test func `params cannot fill the memory`() {
    let lines = (0..<40).map { "p\($0): $(p\($0 + 1))$(p\($0 + 1))" }.joined(separator: "\n")
    _ = Params.read(spec.node(lines + "\np40: ten bytes!"), spec.reading)
    #expect(spec.findings.count == 1)
    #expect(spec.findings.first?.contains("the texts pass 64 MiB") == true)
  }
}
