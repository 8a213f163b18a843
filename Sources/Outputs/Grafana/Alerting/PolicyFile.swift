internal import Dialects
internal import Documents
internal import StackModel

/// The routing tree as Grafana's notification policies.
func policyFile(_ routing: Routing) -> [UInt8] {
  let writer = PolicyWriter(dropping: routing.dropping, fallback: routing.root.receiver ?? "")
  return alertingDocument { document in
    document.list("policies") { list in
      list.mapping { policy in
        policy.field("orgId", 1)
        writer.write(routing.root, isDropping: false, &policy)
      }
    }
  }
}

/// Grafana cannot drop an alert: where Alertmanager does, it is muted at all times.
private struct PolicyWriter {
  let dropping: Set<String>
  /// Stands in for receivers that drop, for a policy must name one that is there.
  let fallback: String

  func write(_ route: Route, isDropping inherited: Bool, _ policy: inout YAMLMapping) {
    let isDropping = route.receiver.map(dropping.contains) ?? inherited
    policy.field(
      "receiver", optional: route.receiver.map { grafanaText(isDropping ? fallback : $0) })
    if !route.matchers.isEmpty {
      policy.list("object_matchers") { list in
        for matcher in route.matchers { list.list { write(matcher, &$0) } }
      }
    }
    policy.writeTimings(route)
    if route.continues { policy.field("continue", true) }
    let mutes = route.mutes + (isDropping ? [NamedInterval.always.name] : [])
    if !mutes.isEmpty { policy.strings("mute_time_intervals", mutes.map(grafanaText)) }
    if !route.actives.isEmpty {
      policy.strings("active_time_intervals", route.actives.map(grafanaText))
    }
    guard !route.routes.isEmpty else { return }
    policy.list("routes") { list in
      for child in route.routes {
        list.mapping { write(child, isDropping: isDropping, &$0) }
      }
    }
  }

  private func write(_ matcher: LabelMatcher, _ parts: inout YAMLList) {
    parts.item(grafanaText(matcher.label))
    parts.item(matcher.sign.rawValue)
    parts.item(grafanaText(matcher.value))
  }
}

extension Routing {
  /// The receivers that tell nobody.
  var dropping: Set<String> { Set(receivers.filter(\.drops).map(\.name)) }
}

extension NamedInterval {
  /// All the time.
  static var always: NamedInterval {
    var entry = Entry()
    entry.times = [Times(0, 1440)]
    return NamedInterval(name: "stackgen-always", entries: [entry])
  }
}
