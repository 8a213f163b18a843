import Diagnostics
import Documents
import Foundation
import SpecLanguage
import StackCompiler
import StackSpec
import Testing

/// The page of panels: each spec compiles to the kind it stands under, and to the picture below it.
@Suite struct PanelPageTests {
  private static let head = """
    stackgen: 1
    name: page
    secrets: {ADMIN: {env: ADMIN}}
    prometheus:
    grafana: {admin: {password: {secret: ADMIN}}}
    datasources:
      loki: {type: loki, url: "http://loki:3100"}
      tempo: {type: tempo, url: "http://tempo:3200", serviceMap: {datasourceUid: prometheus}}
      pyroscope: {type: pyroscope, url: "http://pyroscope:4040"}
    dashboards:
      page:
        title: TITLE
        panels:

    """

  /// What stands under each heading: its words and its spec.
  static let sections: [(heading: String, spec: String, picture: String)] = {
    let page = Project.text("docs/panels.md")
    return page.components(separatedBy: "\n## ").dropFirst().map { section in
      let spec = section.components(separatedBy: "```")[1].dropFirst("yaml\n".count)
      let picture = section.components(separatedBy: "](").last?.components(separatedBy: ")")[0]
      return (section.components(separatedBy: "\n")[0], String(spec), picture ?? "")
    }
  }()

  @Test(arguments: sections.map(\.heading))
  func `a spec becomes the panel of its section and the picture below it`(
    _ heading: String
  ) throws {
    let section = try #require(Self.sections.first { $0.heading == heading })
    let lines = section.spec.split(separator: "\n").map { "      \($0)\n" }.joined()
    let text = Self.head.replacingOccurrences(of: "TITLE", with: heading) + lines
    let diagnostics = Diagnostics()
    let compilation = compile(
      SpecRequest("spec.yaml"), from: TextSources(["spec.yaml": text]), diagnostics)
    #expect(diagnostics.list.map(\.message) == [])
    let drawn = try #require(compilation?.sketch(of: "page"))
    let file = try #require(compilation?.files.files.first { $0.path.hasSuffix("/page.json") })
    let type = heading == "A plugin's" ? "acme-flow-panel" : heading
    #expect(String(decoding: file.bytes, as: UTF8.self).contains("\"type\": \"\(type)\""))
    let path = "\(Project.folder)/docs/\(section.picture)"
    if Project.isUpdating {
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try drawn.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == drawn)
  }

  @Test func `every kind of panel has a section`() throws {
    let kinds = Set(Self.sections.map(\.heading)).subtracting(["A plugin's"])
    #expect(kinds == Set(PanelKeys.kinds.map(\.type)))
  }
}
