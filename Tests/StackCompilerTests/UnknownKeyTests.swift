import Diagnostics
import SpecLanguage
import StackCompiler
import Testing

@Suite struct UnknownKeyTests {
  private func help(_ spec: String) -> String? {
    let diagnostics = Diagnostics()
    _ = compile(
      SpecRequest("spec.yaml"),
      from: TextSources(["spec.yaml": "stackgen: 1\nname: shop\n" + spec]), diagnostics)
    return diagnostics.sorted.first { $0.code == .unknownKey }?.help
  }

  @Test func `a key of another section is sent there`() {
    #expect(help("evaluation_interval: 15s") == "'evaluation_interval' belongs under 'prometheus:'")
    #expect(
      help("prometheus: {capacity: 100}")
        == "'capacity' belongs under 'prometheus.remote_write.queue_config:'")
    #expect(
      help("prometheus:\nalerts:\n  Down: {expr: up == 0, retention_size: 1GB}")
        == "'retention_size' belongs under 'prometheus:'")
  }

  @Test func `a key of the top is sent to the top`() {
    #expect(help("prometheus: {recordings: {}}") == "'recordings' belongs at the top of the spec")
  }

  @Test func `a near spelling at the place itself comes first`() {
    #expect(help("prometheus: {prt: 9090}") == "did you mean 'port'?")
  }

  @Test func `a key that is there already is not suggested`() {
    #expect(help("prometheus: {port: 9090, prt: 9090}") != "did you mean 'port'?")
  }

  @Test func `a key of many places is sent to none of them`() {
    #expect(help("prometheus: {labels: {}}")?.contains("belongs") != true)
  }
}
