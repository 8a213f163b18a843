import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// What the containers of apps ask for and cannot have, or should not.
  func checkApps() {
    for app in stack.apps.entries {
      checkPublished(app)
      guard app.value.image != nil else { continue }
      checkReadOnly(app)
      checkVolumes(app)
    }
  }

  private func checkPublished(_ app: Named<AppSpec>.Entry) {
    guard let place = app.node["publish"], app.value.image == nil || app.value.port == nil else {
      return
    }
    diagnostics.report(
      Diagnostic(
        .noEffect, .warning,
        "nothing can be published of an app without "
          + (app.value.image == nil ? "an image" : "a port"), at: place.range
      ).help(
        app.value.image == nil
          ? "write its 'image', or leave 'publish' out" : "write the 'port' that it listens on"))
  }

  /// Compose copies secrets that come from variables into the container, which needs a file system
  /// that can be written.
  private func checkReadOnly(_ app: Named<AppSpec>.Entry) {
    guard let place = app.node["read_only"], app.value.isReadOnly,
      let service = model.services.first(where: { $0.name == app.name }),
      let secret = model.secrets.first(where: { secret in
        guard case .environment = secret.source else { return false }
        return service.secrets.contains(secret.name)
      }), reading.versions[.compose].map({ $0 >= Version(2, 0) }) ?? true
    else { return }
    diagnostics.report(
      Diagnostic(
        .noEffect, .warning,
        "a container cannot be read-only when its secret '\(secret.name)' comes from a variable",
        at: place.range
      ).help("take the secret from a file: {file: secrets/\(secret.name.lowercased())}"))
  }

  /// Apps may share volumes with each other, not with what comes along.
  private func checkVolumes(_ app: Named<AppSpec>.Entry) {
    for volume in app.value.volumes.entries {
      let owner = model.services.first { service in
        !stack.apps.names.contains(service.name)
          && service.mounts.contains { mount in
            if case .volume(let name, _) = mount { name == volume.name } else { false }
          }
      }
      guard let owner else { continue }
      diagnostics.report(
        Diagnostic(
          .duplicateName, .warning,
          "the volume '\(volume.name)' is where '\(owner.name)' keeps its data",
          at: volume.nameRange
        ).help("give it another name, such as '\(app.name)-data'"))
    }
  }
}
