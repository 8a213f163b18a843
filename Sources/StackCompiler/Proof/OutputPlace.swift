internal import Diagnostics
internal import Documents
internal import StackModel
internal import StackSpec
internal import YAMLTree

/// What a line of a generated file belongs to, and where that was written.
struct OutputPlace {
  /// "the alert 'Down'"
  var title: String
  var origin: Origin
}

extension Compilation {
  /// What stands at a line of one of the files, outermost first.
  func places(_ path: String, line: Int) -> [OutputPlace] {
    let whole = places(ofFile: path)
    guard let file = files.files.first(where: { $0.path == path }) else { return whole }
    let silent = Diagnostics()
    let source = silent.sources.add(name: path, text: file.bytes)
    guard let document = parseYAML(source, silent),
      let end = silent.sources[source].end(ofLine: line)
    else { return whole }
    let trail = document.trail(before: end)
    return whole + trail.indices.compactMap { place(path, trail[...$0]) }
  }

  /// What stands under a name that a tool mentions.
  func places(_ path: String, named name: String) -> [OutputPlace] {
    let alerts = resolution.model.routedAlerts.filter { $0.name == name }
    let jobs = resolution.model.prometheus?.jobs.filter { $0.name == name } ?? []
    let receivers = resolution.model.routing?.receivers.filter { $0.name == name } ?? []
    let services = resolution.model.services.filter { $0.name == name }
    switch path.split(separator: "/").first {
    case "alertmanager":
      return receivers.map { OutputPlace(title: "the receiver '\(name)'", origin: $0.origin) }
    case "docker-compose.yml":
      return services.map { OutputPlace(title: "the service '\(name)'", origin: $0.origin) }
    default:
      return alerts.map { OutputPlace(title: "the alert '\(name)'", origin: $0.origin) }
        + jobs.map { OutputPlace(title: "the scrape job '\(name)'", origin: $0.origin) }
    }
  }

  /// Files that belong to one object as a whole.
  private func places(ofFile path: String) -> [OutputPlace] {
    let model = resolution.model
    if let dashboard = dashboard(path) {
      return [OutputPlace(title: "the dashboard '\(dashboard.name)'", origin: dashboard.origin)]
    }
    let own = model.configurations.filter { $0.path == path }
    if let file = own.first { return [OutputPlace(title: "this file", origin: file.origin)] }
    if path.hasPrefix("archiver/"), let archiver = model.archiver {
      return [OutputPlace(title: "the archiver", origin: archiver.origin)]
    }
    return []
  }

  private func dashboard(_ path: String) -> Dashboard? {
    resolution.model.grafana?.dashboards.first {
      path == "grafana/dashboards/\($0.folder.path)/\($0.name).json"
    }
  }

  /// The object that a step of a trail through a document stands for.
  private func place(_ path: String, _ trail: ArraySlice<TrailStep>) -> OutputPlace? {
    guard let step = trail.last else { return nil }
    let model = resolution.model
    let keys = trail.compactMap(\.key)
    func found<Value>(
      _ what: String, _ name: String?, _ list: [Value]?, _ nameOf: (Value) -> String,
      _ origin: (Value) -> Origin
    ) -> OutputPlace? {
      guard let name, let value = list?.first(where: { nameOf($0) == name }) else { return nil }
      return OutputPlace(title: "the \(what) '\(name)'", origin: origin(value))
    }
    switch (path.split(separator: "/").first, keys.last) {
    case ("docker-compose.yml", let name) where keys.count == 2 && keys[0] == "services":
      return found("service", name, model.services, \.name, \.origin)
    case ("docker-compose.yml", let name) where keys.count == 2 && keys[0] == "secrets":
      return found("secret", name, model.secrets, \.name, \.origin)
    case ("prometheus", "scrape_configs"):
      return found("scrape job", step.text("job_name"), model.prometheus?.jobs, \.name, \.origin)
    case (_, "rules") where !step.isKey:
      let name = step.text("alert") ?? step.text("title")
      return found("alert", name, model.routedAlerts, \.name, \.origin)
        ?? found("recording", step.text("record"), model.recordings, \.name, \.origin)
    case ("tests", "tests"):
      return found("alert", step.testedAlert, model.routedAlerts, \.name, \.origin)
    case (_, "receivers") where keys.count == 1, (_, "contactPoints"):
      return found("receiver", step.text("name"), model.routing?.receivers, \.name, \.origin)
    case (_, "time_intervals") where keys.count == 1, (_, "muteTimes"):
      return found("mute time", step.text("name"), model.routing?.intervals, \.name, \.origin)
    case (_, "datasources"):
      return found(
        "datasource", step.text("name"), model.grafana?.datasources, \.name, \.origin)
    case (_, "panels"):
      return found("panel", step.text("title"), dashboard(path)?.panels, \.title, \.origin)
    case (_, "inhibit_rules"):
      return model.routing?.inhibitions.element(step.index).map {
        OutputPlace(title: "the inhibition", origin: $0.origin)
      }
    case (_, "routes"), (_, "route"), (_, "policies"):
      return route(trail).map {
        OutputPlace(title: "the route '\($0.name)'", origin: $0.origin)
      }
    default: return nil
    }
  }

  /// The route that the list numbers of a trail lead to.
  private func route(_ trail: ArraySlice<TrailStep>) -> Route? {
    var route = resolution.model.routing?.root
    var isInside = false
    for step in trail {
      if step.key == "routes" { isInside = true }
      guard isInside, let index = step.index else { continue }
      route = route?.routes.element(index)
    }
    return route
  }
}

extension StackModel {
  fileprivate var recordings: [RecordingRule] {
    ruleGroups.flatMap(\.rules).compactMap {
      if case .recording(let rule) = $0 { rule } else { nil }
    }
  }
}

extension Array {
  fileprivate func element(_ index: Int?) -> Element? {
    index.flatMap { indices.contains($0) ? self[$0] : nil }
  }
}

/// One step from the root of a document down to a line: a key or the number of an item.
struct TrailStep {
  var key: String?
  var index: Int?
  var node: Node

  var isKey: Bool { key != nil }

  func text(_ key: String) -> String? { node[key]?.scalar?.text }

  /// The alert that a unit test is about.
  fileprivate var testedAlert: String? {
    let checks = (node["alert_rule_test"]?.items ?? []).first?["alertname"]?.scalar?.text
    return checks ?? text("name").map { String($0.prefix { $0 != " " }) }
  }
}

extension Node {
  /// The way to the last thing that begins before a byte.
  fileprivate func trail(before end: Int) -> [TrailStep] {
    if let entries {
      guard let entry = entries.last(where: { Int($0.key.range.start) < end }) else { return [] }
      let step = TrailStep(key: entry.key.name, node: entry.value)
      return [step] + entry.value.trail(before: end)
    }
    if let items {
      guard let index = items.lastIndex(where: { Int($0.range.start) < end }) else { return [] }
      let step = TrailStep(index: index, node: items[index])
      return [step] + items[index].trail(before: end)
    }
    return []
  }
}

extension Source {
  /// The byte behind a line; nil where the text has fewer lines.
  fileprivate func end(ofLine line: Int) -> Int? {
    var rest = line
    for (index, byte) in text.enumerated() where byte == 0x0A {
      rest -= 1
      if rest == 0 { return index }
    }
    return rest == 1 && line > 0 ? text.count : nil
  }
}
