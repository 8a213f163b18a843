import Diagnostics
import Documents
import Foundation
import SpecLanguage
import StackCompiler

/// The dashboards of a small stack with a Prometheus, read back from the files they become.
struct Board {
  let findings: [String]
  private let files: [GeneratedFile]

  /// Sections beside the head; `files` stand beside the spec.
  init(_ sections: String, files: [String: String] = [:]) {
    var texts = files
    texts["spec.yaml"] = Self.head + sections
    let diagnostics = Diagnostics()
    let compilation = compile(SpecRequest("spec.yaml"), from: TextSources(texts), diagnostics)
    self.files = compilation?.files.files ?? []
    findings = diagnostics.sorted.map { finding in
      let marked = finding.range.map { range in
        String(decoding: diagnostics.sources[range.source].text[range.bytes], as: UTF8.self)
      }
      return "\(finding.code.rawValue) «\(marked ?? "")» \(finding.message)"
    }
  }

  /// A dashboard `d` with these keys, each line of which is indented by four blanks.
  init(dashboard: String, files: [String: String] = [:]) {
    let lines = dashboard.split(separator: "\n").map { "    \($0)\n" }.joined()
    self.init("dashboards:\n  d:\n\(lines)", files: files)
  }

  /// One panel with these keys.
  init(panel: String) { self.init(dashboard: "panels: [{title: P, expr: up, \(panel)}]") }

  /// Names of the dashboards, without those that the components bring.
  var names: [String] {
    let folder = "grafana/dashboards/test/"
    let names = files.map(\.path).filter { $0.hasPrefix(folder) }
      .map { String($0.dropFirst(folder.count).dropLast(".json".count)) }
    return names.filter { !["alerts", "grafana", "prometheus"].contains($0) }
  }

  func text(_ path: String) -> String {
    files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  func json(_ name: String = "d") -> [String: Any] {
    let text = text("grafana/dashboards/test/\(name).json")
    let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    return object as? [String: Any] ?? [:]
  }

  /// Rows and panels, as Grafana lists them.
  var panels: [[String: Any]] { json()["panels"] as? [[String: Any]] ?? [] }

  /// A value inside a panel by its path, as one line of JSON.
  func value(_ path: String, ofPanel index: Int = 0) -> String {
    guard panels.indices.contains(index) else { return "no such panel" }
    var value: Any = panels[index]
    for key in path.split(separator: ".") {
      if let number = Int(key), let list = value as? [Any], list.indices.contains(number) {
        value = list[number]
      } else if let inner = (value as? [String: Any])?[String(key)] {
        value = inner
      } else {
        return "nothing"
      }
    }
    let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys]
    let data = try? JSONSerialization.data(withJSONObject: value, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "not JSON"
  }

  /// Places of panels as `x,y wxh`.
  var places: [String] {
    panels.indices.map { index in
      let grid = ["x", "y", "w", "h"].map { value("gridPos.\($0)", ofPanel: index) }
      return "\(grid[0]),\(grid[1]) \(grid[2])x\(grid[3])"
    }
  }

  private static let head = """
    stackgen: 1
    name: test
    secrets: {ADMIN: {env: ADMIN}}
    prometheus:
    grafana: {admin: {password: {secret: ADMIN}}}

    """
}
