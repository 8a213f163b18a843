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
      checkAgent(app)
      checkName(app)
      guard app.value.image != nil else { continue }
      checkReadOnly(app)
      checkVolumes(app)
    }
  }

  /// An agent whose program is asked for no signal is loaded for nothing.
  private func checkAgent(_ app: Named<AppSpec>.Entry) {
    guard let language = app.value.instrument, language != .go, let place = app.node["instrument"],
      app.value.pushedSignals.isEmpty
    else { return }
    diagnostics.report(
      Diagnostic(
        .noEffect, .warning, "the agent is loaded, and no signal of '\(app.name)' is asked for",
        at: place.range
      ).help("write 'traces: true', 'logs: true' or 'metrics: otlp' beside it"))
  }

  /// Alerts, dashboards and links ask for a program by the name that it has in the spec.
  private func checkName(_ app: Named<AppSpec>.Entry) {
    let variable = app.value.environment.entries.first { $0.name == "OTEL_SERVICE_NAME" }
    let attribute = app.value.resource.entries.first { $0.name == "service.name" }
    if let variable, case .text(let name) = variable.value { check(name, at: variable.node) }
    if let attribute { check(attribute.value, at: attribute.node) }
    func check(_ name: String, at place: Node) {
      guard name != app.name else { return }
      diagnostics.report(
        Diagnostic(
          .clashingKeys, .warning,
          "the program calls itself '\(name)', and everything else calls it '\(app.name)'",
          at: place.range
        ).help("name the app '\(name)', and leave this out"))
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
