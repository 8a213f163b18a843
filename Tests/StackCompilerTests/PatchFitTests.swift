import Diagnostics
import SpecLanguage
import StackCompiler
import Testing

/// What a patch does to a document that it does not fit.
@Suite struct PatchFitTests {
  private func findings(of patch: String) -> [String] {
    let diagnostics = Diagnostics()
    let spec = "stackgen: 1\nname: test\nprometheus:\npatch:\n\(patch)"
    _ = compile(SpecRequest("spec.yaml"), from: TextSources(["spec.yaml": spec]), diagnostics)
    return diagnostics.sorted.map { "\($0.code.rawValue) \($0.message) | \($0.help ?? "")" }
  }

  @Test(arguments: [
    ("global: {scrape_intervall: 20s}", "scrape_interval"),
    ("scrape_config: []", nil),
    ("globl: {query_log_file: /x}", "global"),
  ])
  func `warns of a field that is nearly one of the document`(patch: String, field: String?) {
    let found = findings(of: "  prometheus/prometheus.yml:\n    \(patch)\n")
    #expect(found.count == (field == nil ? 0 : 1), "\(found)")
    if let field { #expect(found.first?.hasSuffix("did you mean '\(field)'?") == true, "\(found)") }
  }

  @Test func `knows the fields of a service`() {
    let found = findings(of: "  docker-compose.yml: {services: {prometheus: {mem_limt: 2g}}}\n")
    #expect(found.first?.hasSuffix("did you mean 'mem_limit'?") == true, "\(found)")
  }

  @Test func `leaves the names of services to the user`() {
    #expect(findings(of: "  docker-compose.yml: {services: {prometheus2: {image: x}}}\n").isEmpty)
  }

  @Test(arguments: ["scrape_configs: nonsense", "scrape_configs: {a: 1}", "global: 5"])
  func `warns of a value of another shape`(patch: String) {
    let found = findings(of: "  prometheus/prometheus.yml: {\(patch)}\n")
    #expect(found.count == 1 && found[0].contains("; this makes it a "), "\(found)")
  }

  @Test func `warns of what cannot be removed`() {
    let found = findings(of: "  prometheus/prometheus.yml: {global: {scrape_interva: null}}\n")
    #expect(found.count == 1 && found[0].hasSuffix("did you mean 'scrape_interval'?"), "\(found)")
  }
}
