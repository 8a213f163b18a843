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
          provider.field("folder", escapingDollars(in: folder.title))
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

/// Grafana replaces `$name` and `${name}` in provisioning files by environment variables.
func escapingDollars(in text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
  return text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
}
