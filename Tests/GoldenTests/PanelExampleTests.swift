import Diagnostics
import SpecLanguage
import StackCompiler
import StackSpec
import Testing
import YAMLTree

/// The example of panels uses all there is.
@Suite struct PanelExampleTests {
  /// Keys of the example's panels, by kind.
  private static let used: [String: Set<String>] = {
    let diagnostics = Diagnostics()
    let text = Array(Project.text("stacks/panels.yaml").utf8)
    let source = diagnostics.sources.add(name: "panels.yaml", text: text)
    var used: [String: Set<String>] = [:]
    func visit(_ node: Node) {
      let entries = node.entries ?? []
      let keys = Set(entries.map(\.key.name))
      if !keys.isDisjoint(with: ["expr", "queries", "content", "feedUrl", "alert"])
        || node["type"]?.scalar.map({ text in PanelKeys.kinds.contains { $0.type == text.text } })
          ?? false
      {
        let type = node["type"]?.scalar?.text ?? (keys.contains("content") ? "text" : "timeseries")
        let overrides = (node["overrides"]?.items ?? []).flatMap { $0.entries ?? [] }
        used[type, default: []].formUnion(keys.union(overrides.map(\.key.name)))
      }
      for entry in entries { visit(entry.value) }
      for item in node.items ?? [] { visit(item) }
    }
    if let root = parseYAML(source, diagnostics), let boards = root["dashboards"] { visit(boards) }
    return used
  }()

  @Test(arguments: PanelKeys.kinds.map(\.type))
  func `every option of a kind stands in the example`(_ type: String) throws {
    let kind = try #require(PanelKeys.kinds.first { $0.type == type })
    let used = try #require(Self.used[type], "no panel of the kind")
    #expect(kind.options.filter { !used.contains($0) } == [])
  }

  @Test func `every key that kinds share stands in the example`() {
    let used = Self.used.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    let shared = Set(PanelKeys.kinds.flatMap { $0.shared + $0.fields })
    // Grafana 11 does not know it, and the example is built for that as well.
    #expect(shared.subtracting(used).sorted() == ["timeCompare"])
  }
}
