internal import Documents
internal import OrderedTree
internal import StackModel

/// The provisioning file of Grafana's datasources.
func datasourceFile(_ datasources: [Datasource]) -> [UInt8] {
  yamlDocument { document in
    document.comment(GeneratedFile.notice)
    document.field("apiVersion", 1)
    // Grafana then removes what this file no longer lists.
    document.field("prune", true)
    document.list("datasources") { list in
      for datasource in datasources { list.mapping { $0.write(datasource) } }
    }
  }
}

extension YAMLMapping {
  fileprivate mutating func write(_ datasource: Datasource) {
    field("name", grafanaText(datasource.name))
    field("uid", datasource.uid)
    field("type", datasource.type)
    field("access", "proxy")
    if !datasource.url.isEmpty { field("url", grafanaText(datasource.url)) }
    for entry in datasource.fields { tree(entry.key, grafanaTree(entry.value)) }
    if datasource.isDefault { field("isDefault", true) }
    field("editable", false)
    nonEmpty("jsonData", grafanaTree(datasource.settings))
    // These read secrets with `$__file{}`, which must stay as it is.
    nonEmpty("secureJsonData", datasource.secureSettings)
  }

  private mutating func nonEmpty(_ key: String, _ value: Tree) {
    if value != .mapping([]) { tree(key, value) }
  }
}
