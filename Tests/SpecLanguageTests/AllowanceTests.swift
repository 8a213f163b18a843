import Diagnostics
import SpecLanguage
import Testing
import YAMLTree

@Suite struct AllowanceTests {
  private let spec = SpecText()

  /// Reads a spec, warns about each `bad` scalar, applies what the spec allows.
  private func left(_ text: String, _ severity: Diagnostic.Severity = .warning) -> [String] {
    let node = spec.node(text)
    let allowances = node["allow"].flatMap { [Allowance].read($0, spec.reading) } ?? []
    warn(node, severity)
    spec.diagnostics.replaceAll(
      applyAllowances(allowances, to: spec.diagnostics.list, of: node, spec.diagnostics))
    return spec.findings.map { String($0.prefix { $0 != "|" }) }
  }

  private func warn(_ node: Node, _ severity: Diagnostic.Severity) {
    if node.scalar?.text == "bad" {
      spec.diagnostics.report(Diagnostic(.unusedParam, severity, "not good", at: node.range))
    }
    for child in (node.items ?? []) + (node.entries ?? []).map(\.value) { warn(child, severity) }
  }

  @Test func `a warning is allowed at its place only`() {
    let text = "alerts: {Foo: [bad], Bar: bad}\nallow: {code: SG0209, at: alerts.Foo, because: x}"
    #expect(left(text) == ["warning unusedParam spec.yaml:1:27 «bad» not good"])
  }

  @Test func `without a path a warning is allowed everywhere`() {
    #expect(left("a: [bad, bad]\nallow: [{code: SG0209, because: x}]").isEmpty)
  }

  @Test func `an error is never allowed`() {
    #expect(left("a: bad\nallow: {code: SG0209, because: x}", .error).count == 1)
  }

  @Test func `an allow that allows nothing is a warning`() {
    #expect(
      left("a: {b: 1}\nallow: [{code: SG0209, at: a.b, because: x}]") == [
        "warning unusedAllow spec.yaml:2:16 «SG0209» there is no warning SG0209 at 'a.b' to allow "
      ])
  }

  @Test func `a wrong code or path gets the nearest`() {
    #expect(
      left("a: {b: 1}\nallow: [{code: SG209, because: x}, {code: SG0209, at: a.c, because: x}]")
        == [
          "error unknownChoice spec.yaml:2:16 «SG209» no diagnostic has the code 'SG209' ",
          "error unknownPath spec.yaml:2:57 «c» nothing in the spec stands at 'a.c' ",
        ])
  }

  @Test func `a place put together from several files is one place`() {
    let base = spec.node("alerts: {Foo: {x: bad}}", name: "base")
    let merged = overlay(base, with: spec.node("alerts: {Foo: {y: bad}}", name: "top"))
    let allow = Allowance.read(
      spec.node("{code: SG0209, at: alerts.Foo, because: x}"), spec.reading)
    warn(merged, .warning)
    let list = applyAllowances(
      allow.map { [$0] } ?? [], to: spec.diagnostics.list, of: merged, spec.diagnostics)
    #expect(spec.diagnostics.list.count == 2)
    #expect(list.isEmpty)
  }
}
