import Diagnostics
import Documents
import Foundation
import SpecLanguage
import StackCompiler
import StackSpec
import Testing

/// The page of logs, traces, metrics and profiles: every spec on it compiles without findings.
@Suite struct TelemetryPageTests {
  /// What stands around a part of a spec: a section is left out where the part has its own.
  private static let sections = [
    "stackgen: 1", "name: page", "loki:", "tempo:", "prometheus:", "pyroscope:", "collector: alloy",
  ]
  private static let grafana =
    "secrets: {ADMIN: {env: ADMIN}}\n"
    + "grafana: {admin: {password: {secret: ADMIN}}}\n"

  static let specs = Project.text("docs/telemetry.md").components(separatedBy: "```yaml\n")
    .dropFirst().map { $0.components(separatedBy: "```")[0] }

  @Test(arguments: specs.indices)
  func `a spec of the page compiles without findings`(_ index: Int) {
    let built = built(Self.specs[index])
    #expect(built.compilation != nil)
    #expect(built.findings == [], "\(Self.specs[index])")
  }

  @Test func `the first spec leads two programs to traces, lines and metrics`() throws {
    let spec = try #require(Self.specs.first)
    #expect(spec.hasPrefix("stackgen: 1\n"))
    let files = try #require(built(spec).compilation).files.files
    let compose = files.first { $0.path == "docker-compose.yml" }.map(\.bytes) ?? []
    let text = String(decoding: compose, as: UTF8.self)
    for part in ["agent-nodejs:", "agent-java:", "OTEL_METRICS_EXPORTER: otlp"] {
      #expect(text.contains(part), "no \(part)")
    }
    for name in ["services", "traces", "logs", "http", "nodejs", "jvm", "loki", "alloy"] {
      #expect(files.contains { $0.path.hasSuffix("/\(name).json") }, "no dashboard \(name)")
    }
  }

  @Test func `every language that can be instrumented has a row that says what it needs`() {
    let page = Project.text("docs/telemetry.md")
    for language in Project.text("generated/spec/manual.md").languages {
      #expect(page.contains("\n| `\(language)` | "), "no row for \(language)")
    }
  }

  private func built(_ spec: String) -> (compilation: Compilation?, findings: [String]) {
    var text = Self.sections.filter { section in
      let key = section.prefix { $0 != ":" }
      return !"\n\(spec)".contains("\n\(key):")
    }.map { "\($0)\n" }.joined()
    if !"\n\(spec)".contains("\nsecrets:") { text += Self.grafana }
    let diagnostics = Diagnostics()
    let compilation = compile(
      SpecRequest("spec.yaml"), from: TextSources(["spec.yaml": text + spec]), diagnostics)
    return (compilation, diagnostics.list.map(\.message))
  }
}

extension String {
  /// The choices of `instrument`, as the manual lists them.
  fileprivate var languages: [String] {
    let row = components(separatedBy: "\n").first { $0.hasPrefix("| `instrument` |") } ?? ""
    let choices = row.components(separatedBy: " | ").dropFirst().first ?? ""
    return choices.components(separatedBy: ", ").map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: "` "))
    }
  }
}
