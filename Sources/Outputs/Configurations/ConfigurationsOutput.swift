package import Documents
package import StackModel

/// Configuration documents of programs that have no output of their own.
package struct ConfigurationsOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    model.configurations.map { file in
      let bytes =
        switch file.content {
        case .json(let tree): jsonDocument(tree)
        case .text(let text): Array(text.utf8)
        case .yaml(let tree):
          yamlDocument { document in
            document.comment(GeneratedFile.notice)
            document.fields(of: tree)
          }
        }
      return GeneratedFile(path: file.path, bytes: bytes)
    }
  }
}
