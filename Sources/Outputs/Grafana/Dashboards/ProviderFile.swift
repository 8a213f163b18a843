internal import Documents
internal import StackModel

/// The provisioning file that tells Grafana where its dashboards are, a provider a folder.
func providerFile(_ folders: [DashboardFolder]) -> [UInt8] {
  yamlDocument { document in
    document.comment(GeneratedFile.notice)
    document.field("apiVersion", 1)
    document.list("providers") { list in
      for folder in folders {
        list.mapping { provider in
          provider.field("name", folder.path)
          provider.field("folder", grafanaText(folder.title))
          provider.field("folderUid", folder.uid)
          provider.field("type", "file")
          provider.field("updateIntervalSeconds", 30)
          provider.mapping("options") { options in
            options.field("path", "/etc/grafana/stack/dashboards/\(folder.path)")
          }
        }
      }
    }
  }
}
