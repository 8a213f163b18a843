internal import Dialects
package import Documents
internal import OrderedTree
package import StackModel

/// `alertmanager/alertmanager.yml` and its message templates.
package struct AlertmanagerOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let server = model.alertmanager, let routing = model.routing else { return [] }
    var files = [
      GeneratedFile(
        path: "alertmanager/alertmanager.yml", bytes: configuration(server, routing))
    ]
    for template in routing.templates {
      files.append(
        GeneratedFile(
          path: "alertmanager/templates/\(template.name).tmpl", bytes: Array(template.text.utf8)))
    }
    if let web = server.webConfiguration {
      files.append(GeneratedFile(path: "alertmanager/web.yml", bytes: yamlDocument(web)))
    }
    return files
  }

  private func configuration(_ server: AlertmanagerServer, _ routing: Routing) -> [UInt8] {
    yamlDocument { document in
      document.comment(GeneratedFile.notice)
      if server.global != .mapping([]) { document.tree("global", server.global) }
      if !routing.templates.isEmpty {
        document.strings("templates", ["/etc/alertmanager/templates/*.tmpl"])
      }
      document.mapping("route") { $0.write(routing.root) }
      if !routing.inhibitions.isEmpty {
        document.list("inhibit_rules") { list in
          for inhibition in routing.inhibitions { list.mapping { $0.write(inhibition) } }
        }
      }
      if !routing.intervals.isEmpty {
        document.list("time_intervals") { list in
          for interval in routing.intervals { list.mapping { $0.write(interval) } }
        }
      }
      document.list("receivers") { list in
        for receiver in routing.receivers { list.mapping { $0.write(receiver) } }
      }
    }
  }
}

extension YAMLMapping {
  fileprivate mutating func write(_ route: Route) {
    field("receiver", optional: route.receiver)
    if !route.matchers.isEmpty { strings("matchers", route.matchers.map(\.text)) }
    writeTimings(route)
    if route.continues { field("continue", true) }
    if !route.mutes.isEmpty { strings("mute_time_intervals", route.mutes) }
    if !route.actives.isEmpty { strings("active_time_intervals", route.actives) }
    guard !route.routes.isEmpty else { return }
    list("routes") { list in
      for child in route.routes { list.mapping { $0.write(child) } }
    }
  }

  fileprivate mutating func write(_ inhibition: Inhibition) {
    strings("source_matchers", inhibition.source.map(\.text))
    strings("target_matchers", inhibition.target.map(\.text))
    if !inhibition.equal.isEmpty { strings("equal", inhibition.equal) }
  }

  /// Integrations of one kind stand together under the key of the kind.
  fileprivate mutating func write(_ receiver: Receiver) {
    field("name", receiver.name)
    for kind in receiver.integrations.map(\.kind).uniqued() {
      list("\(kind)_configs") { list in
        for integration in receiver.integrations where integration.kind == kind {
          list.tree(integration.settings)
        }
      }
    }
  }
}
