package import Documents
package import StackModel

/// Rule files for the ruler of Mimir, one folder a tenant.
package struct MimirOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let server = model.mimir else { return [] }
    let folder = "mimir/rules/\(server.tenant ?? "anonymous")"
    return server.ruleGroups.map(\.file).uniqued().map { file in
      let groups = server.ruleGroups.filter { $0.file == file }
      return GeneratedFile(path: "\(folder)/\(file).yaml", bytes: ruleFile(groups))
    }
  }
}
