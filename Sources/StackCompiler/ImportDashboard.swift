package import Diagnostics
internal import Documents
internal import OrderedTree
internal import SpecLanguage
internal import StackSpec
internal import YAMLTree

/// The text of a spec's `dashboards:` for a dashboard exported from Grafana; `nil` after an error.
///
/// What specs have no key for is kept in Grafana's form and named in comments at the top.
package func importDashboard(
  _ json: [UInt8], name: String, _ diagnostics: Diagnostics
) -> [UInt8]? {
  let reading = Reading(diagnostics)
  guard let spec = importedDashboard(json, path: name, reading), !diagnostics.hasErrors else {
    return nil
  }
  let kept = keptInGrafanasForm(spec)
  return yamlDocument { document in
    if !kept.isEmpty {
      document.comment("Kept in Grafana's form, because specs have no keys for it:")
      for line in kept { document.comment("  \(line)") }
    }
    document.mapping("dashboards") { $0.tree(name, Tree(spec)) }
  }
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
