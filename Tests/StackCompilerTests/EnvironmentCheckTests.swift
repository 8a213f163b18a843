import Diagnostics
import SpecLanguage
import StackCompiler
import Testing

@Suite struct EnvironmentCheckTests {
  private func findings(coversEnvironments: Bool) async -> [String] {
    let spec = """
      stackgen: 1
      name: shop
      prometheus: {port: 9090}
      environments:
        prod:
          prometheus: {retention: 30x}
        lab:
          alerts: {Down: {expr: up == 0, severity: warning, for: 1s}}
      """
    var request = SpecRequest("spec.yaml")
    request.coversEnvironments = coversEnvironments
    let compiled = await compileAll([request], from: TextSources(["spec.yaml": spec]))
    return compiled.flatMap(\.findings.list).map {
      "\($0.code.rawValue) \($0.notes.joined(separator: ", "))"
    }
  }

  @Test func `mistakes of environments that are not chosen are found`() async {
    #expect(
      await findings(coversEnvironments: true) == [
        "SG0202 with --env prod", "SG0601 with --env lab",
      ])
    #expect(await findings(coversEnvironments: false) == [])
  }
}
