import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// The services that read receivers: those of Alertmanager, and Grafana.
  private var notifiers: [String] {
    var services = model.alertmanager?.services ?? []
    if let grafana = model.grafana, grafana.hasManagedAlerts { services.append(grafana.service) }
    return services
  }

  mutating func receiver(_ entry: Named<ReceiverSpec>.Entry) -> Receiver {
    let spec = entry.value
    if spec.ways.isEmpty, !spec.drops {
      diagnostics.report(
        Diagnostic(
          .emptyReceiver, .error, "nobody is told through the receiver '\(entry.name)'",
          at: entry.nameRange
        ).help("write how, such as email: name@example.com; or drop: true if that is meant"))
    }
    if spec.drops, let way = spec.ways.first {
      reading.clash(
        "a receiver that drops its alerts tells nobody", entry.node,
        keys: ["drop", type(of: way.record).key], help: "remove one of them")
    }
    var receiver = Receiver(name: entry.name, origin: origin(entry.nameRange))
    receiver.identity = history.firstName(.receivers, entry.name)
    for way in spec.ways {
      receiver.integrations.append(integration(way.record, way.node, of: entry.name))
    }
    return receiver
  }

  private mutating func integration<Kind: ReceiverKind>(
    _ record: Kind, _ node: Node, of receiver: String
  ) -> Integration {
    var settings = Tree.mapping([])
    for service in notifiers { settings = written(record, for: service) }
    if let server = model.alertmanager {
      if let need = Kind.needs.first(where: { !$0.isMet(by: settings, server.global) }) {
        reportIncomplete(Kind.self, need, node)
      }
    }
    var integration = Integration(
      kind: Kind.key, settings: settings, origin: origin(node.range))
    if model.grafana?.hasManagedAlerts == true {
      integration.contactPoint = contactPoint(record, settings, node, of: receiver)
    }
    return integration
  }

  private func reportIncomplete<Kind: ReceiverKind>(
    _ kind: Kind.Type, _ need: ReceiverNeed, _ node: Node
  ) {
    // Keys of the spec that upstream spells otherwise.
    let names = ["api_url": "webhook"]
    let keys = need.keys.map { Kind.key == "slack" ? names[$0] ?? $0 : $0 }
    let list = keys.map { "'\($0)'" }.joined(separator: " or ")
    var help = "write it here"
    if need.globals.contains(where: { $0.hasPrefix("smtp_") }) {
      help = "write alertmanager: {smtp: {host: HOST:PORT, from: ADDRESS}}"
    } else if let global = need.globals.first {
      help = "write it here, or for all of them alertmanager: {\(global): ...}"
    }
    diagnostics.report(
      Diagnostic(
        .incompleteReceiver, .error, "\(Kind.key) needs \(list)", at: node.range
      ).help(help))
  }
}
