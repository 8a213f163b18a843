package import Documents
package import StackModel

/// `alertmanager/alertmanager.yml` and its message templates.
package struct AlertmanagerOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let server = model.alertmanager else { return [] }
    let configuration = yamlDocument { document in
      document.comment(GeneratedFile.notice)
      document.fields(of: server.configuration)
    }
    return [GeneratedFile(path: "alertmanager/alertmanager.yml", bytes: configuration)]
      + server.templates.map {
        GeneratedFile(path: "alertmanager/templates/\($0.name)", bytes: Array($0.text.utf8))
      }
  }
}
