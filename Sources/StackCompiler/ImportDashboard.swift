package import Diagnostics
internal import Documents
internal import OrderedTree
internal import SpecLanguage
internal import StackSpec
internal import YAMLTree

/// A dashboard as Grafana exports it, and the name it gets in a spec.
package struct ExportedDashboard: Sendable {
  package var name: String
  package var path: String
  package var json: [UInt8]

  package init(name: String, path: String, json: [UInt8]) {
    self.name = name
    self.path = path
    self.json = json
  }
}

/// The text of a spec's `dashboards:`. What specs have no key for is kept in Grafana's form and
/// named in comments at the top.
package struct ImportedDashboards: Sendable {
  package var text: [UInt8]
  /// How many lines of comments say what is kept.
  package var keptCount: Int
}

/// Turns exports into the text of a spec; `nil` after an error.
package func importDashboards(
  _ exports: [ExportedDashboard], _ diagnostics: Diagnostics
) -> ImportedDashboards? {
  let reading = Reading(diagnostics)
  var dashboards: [(key: String, value: Tree)] = []
  var kept: [String] = []
  for export in exports {
    guard let spec = importedDashboard(export.json, path: export.path, reading) else { continue }
    var name = export.name
    while dashboards.contains(where: { $0.key == name }) { name += "-2" }
    var tree = Tree.mapping([("lenient", .bool(true))])
    tree.merge(Tree(spec))
    dashboards.append((name, tree))
    let lines = keptInGrafanasForm(spec)
    kept += exports.count == 1 ? lines : lines.map { "\(name): \($0)" }
  }
  guard !diagnostics.hasErrors else { return nil }
  let text = yamlDocument { document in
    if !kept.isEmpty {
      document.comment("Kept in Grafana's form, because specs have no keys for it:")
      for line in kept { document.comment("  \(line)") }
    }
    document.mapping("dashboards") { mapping in
      for dashboard in dashboards { mapping.tree(dashboard.key, dashboard.value) }
    }
  }
  return ImportedDashboards(text: text, keptCount: kept.count)
}

/// One line for each panel, query, annotation or dashboard with keys in Grafana's form.
private func keptInGrafanasForm(_ spec: Node) -> [String] {
  var lines: [String] = []
  func visit(_ node: Node, _ owner: String) {
    let owner = node["title"]?.scalar.map { "'\($0.text)'" } ?? owner
    for entry in node.entries ?? [] {
      if ["patch", "options", "custom"].contains(entry.key.name), entry.value.entries != nil {
        lines.append("\(owner): \(entry.key.name) \(paths(entry.value).joined(separator: ", "))")
      } else {
        visit(entry.value, owner)
      }
    }
    for item in node.items ?? [] { visit(item, owner) }
  }
  visit(spec, "the dashboard")
  return lines
}

private func paths(_ node: Node) -> [String] {
  (node.entries ?? []).flatMap { entry in
    ["fieldConfig", "defaults"].contains(entry.key.name)
      ? paths(entry.value).map { "\(entry.key.name).\($0)" } : [entry.key.name]
  }
}
