internal import Dialects
package import Documents
package import StackModel

/// `docker-compose.yml` and `.env.example`.
package struct ComposeOutput: Sendable {
  package init() {}

  /// Hashes of the generated folders by name decide which services a change makes anew.
  package func files(for model: StackModel, folderHashes: [String: String]) -> [GeneratedFile] {
    let isOld = !model.versions.has(.compose, 2, 0)
    let document = yamlDocument { document in
      document.comment(GeneratedFile.notice)
      // docker-compose 1 takes the project's name from its folder and refuses this key.
      if !isOld { document.field("name", model.name.lowercased()) }
      document.mapping("services") { services in
        for service in model.services {
          services.mapping(service.name) {
            ServiceWriter(
              service: service, isOld: isOld, folderHashes: folderHashes,
              environmentSecrets: model.environmentSecrets,
              namesServiceInLogs: model.collector?.readsLogFilesOfContainers ?? false,
              joinedNetworks: model.joinedNetworks
            ).write(&$0)
          }
        }
      }
      networks(model, &document)
      volumes(model, &document)
      secrets(model, &document, isOld: isOld)
    }
    return [
      GeneratedFile(path: "docker-compose.yml", bytes: document),
      GeneratedFile(path: ".env.example", bytes: Array(environmentExample(model).utf8)),
    ]
  }

  private func networks(_ model: StackModel, _ document: inout YAMLMapping) {
    guard !model.joinedNetworks.isEmpty else { return }
    document.mapping("networks") { networks in
      networks.mapping("default") { _ in }
      for name in model.joinedNetworks {
        networks.mapping(name) { network in
          network.field("name", name)
          network.field("external", true)
        }
      }
    }
  }

  private func volumes(_ model: StackModel, _ document: inout YAMLMapping) {
    let names = model.services.flatMap { service in
      service.mounts.compactMap { mount -> String? in
        if case .volume(let name, _) = mount { name } else { nil }
      }
    }.uniqued()
    guard !names.isEmpty else { return }
    document.mapping("volumes") { volumes in
      for name in names { volumes.mapping(name) { _ in } }
    }
  }

  private func secrets(_ model: StackModel, _ document: inout YAMLMapping, isOld: Bool) {
    let used = model.services.flatMap(\.secrets).uniqued()
    let secrets = model.secrets.filter { used.contains($0.name) }
    guard !secrets.isEmpty else { return }
    document.mapping("secrets") { mapping in
      for secret in secrets {
        mapping.mapping(secret.name) { entry in
          switch secret.source {
          case .file(let path): entry.field("file", composeText("./\(path)"))
          // docker-compose 1 knows files only.
          case .environment where isOld:
            entry.field("file", "${SECRETS_FOLDER:-./secrets}/\(secret.name)")
          case .environment(let variable): entry.field("environment", variable)
          }
        }
      }
    }
  }

  private func environmentExample(_ model: StackModel) -> String {
    var text = "# Copy to .env and fill in; docker compose reads it. Never commit the copy.\n"
    for secret in model.secrets {
      guard case .environment(let variable) = secret.source else { continue }
      text += secret.summary.isEmpty ? "" : "\n# \(secret.summary)\n"
      text += "\(variable)=\n"
    }
    if !model.versions.has(.compose, 2, 0) { text += "SECRETS_FOLDER=./secrets\n" }
    return text
  }
}

extension StackModel {
  /// The variables of the machine by the names of the secrets that come from them.
  fileprivate var environmentSecrets: [String: String] {
    var variables: [String: String] = [:]
    for secret in secrets {
      if case .environment(let variable) = secret.source { variables[secret.name] = variable }
    }
    return variables
  }
}

extension Collector {
  /// The engine's log files name no service by themselves; Alloy asks the engine instead.
  fileprivate var readsLogFilesOfContainers: Bool { kind == .otelcol && logs.readsContainers }
}

/// Text as compose must see it: compose replaces `$name`, and reads `$$` as one `$`.
func composeText(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
  return text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
}
