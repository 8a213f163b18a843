internal import Diagnostics
internal import Dialects
internal import Documents
internal import StackModel
internal import YAMLTree

/// The routing trees of a build, read back from what was written: patches included.
struct EmittedRouting {
  var alertmanager: Routing?
  var grafana: Routing?

  init(_ files: [GeneratedFile]) {
    func document(_ path: String) -> Node? {
      guard let file = files.first(where: { $0.path == path }) else { return nil }
      let silent = Diagnostics()
      return parseYAML(silent.sources.add(name: path, text: file.bytes), silent)
    }
    if let file = document("alertmanager/alertmanager.yml"), let root = file["route"] {
      var routing = Routing(root: root.alertmanagerRoute)
      routing.inhibitions = (file["inhibit_rules"]?.items ?? []).map(\.inhibition)
      alertmanager = routing
    }
    if let file = document("grafana/provisioning/alerting/policies.yaml"),
      let root = file["policies"]?.items?.first
    {
      grafana = Routing(root: root.grafanaRoute)
    }
  }

  /// Who is told of the alerts, each by the tree that its program follows.
  func deliveries(of alerts: [RoutedAlert]) -> [AlertDelivery] {
    alerts.flatMap { alert in
      let tree = alert.evaluator == .prometheus ? alertmanager : grafana
      return tree?.deliveries(of: [alert]) ?? []
    }
  }
}

extension Node {
  fileprivate var text: String { scalar?.text ?? "" }

  fileprivate var texts: [String] { items?.map(\.text) ?? [] }

  fileprivate var alertmanagerRoute: Route {
    var route = timedRoute
    route.matchers = matchers("matchers")
    route.routes = (self["routes"]?.items ?? []).map(\.alertmanagerRoute)
    return route
  }

  fileprivate var grafanaRoute: Route {
    var route = timedRoute
    route.receiver = route.receiver.map(grafanaReads)
    route.matchers = (self["object_matchers"]?.items ?? []).compactMap { matcher in
      let parts = matcher.texts.map(grafanaReads)
      guard parts.count == 3, let sign = LabelMatcher.Sign(rawValue: parts[1]) else { return nil }
      return LabelMatcher(parts[0], sign, parts[2])
    }
    route.mutes = route.mutes.map(grafanaReads)
    route.actives = route.actives.map(grafanaReads)
    route.routes = (self["routes"]?.items ?? []).map(\.grafanaRoute)
    return route
  }

  private var timedRoute: Route {
    func duration(_ key: String) -> Duration? { self[key].flatMap { Duration($0.text) } }
    var route = Route(receiver: self["receiver"]?.text)
    route.groupBy = self["group_by"]?.texts
    route.groupWait = duration("group_wait")
    route.groupInterval = duration("group_interval")
    route.repeatInterval = duration("repeat_interval")
    route.continues = self["continue"]?.scalar?.bool ?? false
    route.mutes = self["mute_time_intervals"]?.texts ?? []
    route.actives = self["active_time_intervals"]?.texts ?? []
    return route
  }

  fileprivate var inhibition: Inhibition {
    Inhibition(
      source: matchers("source_matchers"), target: matchers("target_matchers"),
      equal: self["equal"]?.texts ?? [])
  }

  private func matchers(_ key: String) -> [LabelMatcher] {
    (self[key]?.texts ?? []).flatMap { text in
      do throws(Finding) { return try parseMatchers(text) } catch { return [] }
    }
  }
}

/// `$$` of a provisioning file is one `$`.
private func grafanaReads(_ text: String) -> String { text.replacing("$$", with: "$") }
