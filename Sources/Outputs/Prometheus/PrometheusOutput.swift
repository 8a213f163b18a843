package import Documents
internal import OrderedTree
package import StackModel

/// `prometheus/prometheus.yml` and the rule files beside it.
package struct PrometheusOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let server = model.prometheus else { return [] }
    var files = [
      GeneratedFile(path: "prometheus/prometheus.yml", bytes: configuration(server))
    ]
    if let web = server.webConfiguration {
      files.append(GeneratedFile(path: "prometheus/web.yml", bytes: yamlDocument(web)))
    }
    for file in server.ruleGroups.map(\.file).uniqued() {
      let groups = server.ruleGroups.filter { $0.file == file }
      files.append(
        GeneratedFile(path: "prometheus/rules/\(file).yml", bytes: ruleFile(groups)))
    }
    return files
  }

  private func configuration(_ server: PrometheusServer) -> [UInt8] {
    yamlDocument { document in
      document.comment(GeneratedFile.notice)
      document.tree("global", server.global)
      if !server.alertmanagers.isEmpty {
        document.mapping("alerting") { alerting in
          alerting.tree("alertmanagers", .list(server.alertmanagers))
        }
      }
      if !server.ruleGroups.isEmpty {
        document.strings("rule_files", ["/etc/prometheus/rules/*.yml"])
      }
      document.list("scrape_configs") { jobs in
        for job in server.jobs {
          jobs.mapping { mapping in
            mapping.field("job_name", job.name)
            mapping.fields(of: job.settings)
          }
        }
      }
      for block in server.blocks { document.tree(block.key, block.value) }
    }
  }
}

extension YAMLMapping {
  /// Writes the entries of a tree as fields of this mapping.
  mutating func fields(of tree: Tree) {
    guard case .mapping(let entries) = tree else { return }
    for entry in entries { self.tree(entry.key, entry.value) }
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of first appearance.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
