import Diagnostics
import Foundation
import SpecLanguage
import StackCompiler
import Testing

@Suite struct DocumentationTests {
  @Test(arguments: ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
  func `every spec in a document compiles without findings`(name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    if name == "README.md" { #expect(!blocks.isEmpty) }
    for block in blocks where block.hasPrefix("stackgen:") {
      let diagnostics = Diagnostics()
      let compilation = compile(
        SpecRequest("spec.yaml"), from: TextSources(["spec.yaml": block]), diagnostics)
      #expect(diagnostics.list.map(\.message) == [])
      #expect(compilation != nil)
    }
  }
}
