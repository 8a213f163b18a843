import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// Turns the routes of a spec into those of the model.
struct RouteBuilder {
  private let resolver: Resolver
  private let severities: Set<String>
  var origins: [SourceRange]
  /// Every label that a route groups by.
  var groupLabels: [Located<String>] = []
  private(set) var usedReceivers: Set<String> = []
  private(set) var usedMutes: Set<String> = []

  /// What a route takes over from those above it.
  struct Above {
    var groupInterval = Duration.minutes(5)
    var repeatInterval = Duration.hours(4)
    var isGroupIntervalWritten = false
  }

  init(_ resolver: Resolver) {
    self.resolver = resolver
    severities = Set(resolver.severities)
    origins = resolver.origins
  }

  private var stack: Stack { resolver.stack }
  private var reading: Reading { resolver.reading }
  private var diagnostics: Diagnostics { resolver.diagnostics }

  mutating func root(_ standard: String) -> Route {
    let spec = stack.routes?.value ?? RoutesSpec()
    var root = Route(name: "default", receiver: standard, origin: origin(stack.routes?.range))
    use(standard, at: spec.standard?.range)
    var above = Above()
    apply(spec.timing, to: &root, &above)
    // All alerts in one message would be unreadable, and is what Alertmanager does by itself.
    if root.groupBy == nil { root.groupBy = ["alertname"] }
    root.routes = spec.routes.items.map { route($0, above) }
    return root
  }

  private mutating func route(_ item: RouteList.Item, _ inherited: Above) -> Route {
    let spec = item.route
    var above = inherited
    var route = Route(
      name: item.name, matchers: matchers(item), receiver: spec.to?.value,
      origin: origin(item.range))
    if let to = spec.to { use(to.value, at: to.range) }
    route.continues = spec.continues
    route.mutes = intervals(spec.mute)
    route.actives = intervals(spec.active)
    apply(spec.timing, to: &route, &above)
    route.routes = spec.routes.items.map { self.route($0, above) }
    return route
  }

  private mutating func origin(_ range: SourceRange?) -> Origin {
    guard let range else { return .none }
    origins.append(range)
    return Origin(origins.count - 1)
  }

  private mutating func use(_ receiver: String, at range: SourceRange?) {
    usedReceivers.insert(receiver)
    let declared = stack.receivers.names
    if !declared.contains(receiver) {
      resolver.undefined("receiver", receiver, at: range, among: declared, section: "receivers")
    }
  }

  private mutating func intervals(_ names: [Located<String>]) -> [String] {
    for name in names {
      usedMutes.insert(name.value)
      if !stack.mutes.names.contains(name.value) {
        resolver.undefined(
          "mute time", name.value, at: name.range, among: stack.mutes.names, section: "mutes")
      }
    }
    return names.map(\.value)
  }
}

// What a route matches.
extension RouteBuilder {
  private func matchers(_ item: RouteList.Item) -> [LabelMatcher] {
    let spec = item.route
    var matchers = spec.match.entries.map { $0.value.matcher($0.name) }
    matchers += spec.matchers.flatMap(\.list)
    for matcher in matchers { checkName(matcher.label, in: item) }
    let saysSeverity = matchers.contains { $0.label == "severity" }
    if severities.contains(item.name), !saysSeverity {
      return [LabelMatcher("severity", .equal, item.name)] + matchers
    }
    let saysEverything = item.node["match"] != nil || item.node["matchers"] != nil
    if matchers.isEmpty, !item.name.isEmpty, !saysEverything { reportNothingMatched(item) }
    return matchers
  }

  private func checkName(_ label: String, in item: RouteList.Item) {
    guard !LabelMatcher.isPlainName(label) else { return }
    let key = item.node["match"]?.entries?.first { $0.key.name == label }?.key.range
    reading.check(
      VersionGate(.alertmanager, 0, 27), "the label name '\(label)'", at: key ?? item.range)
  }

  private func reportNothingMatched(_ item: RouteList.Item) {
    let known = severities.sorted() + ["default"]
    diagnostics.report(
      Diagnostic(
        .routeWithoutMatchers, .error,
        "the route '\(item.name)' says nothing of the alerts it takes: "
          + "no alert has the severity '\(item.name)', and there is no 'match'", at: item.range
      ).help(
        suggestion(for: item.name, among: known)
          ?? "write \(item.name): {match: {label: value}, to: receiver}"))
  }
}

// When messages are sent.
extension RouteBuilder {
  private mutating func apply(_ timing: RouteTiming, to route: inout Route, _ above: inout Above) {
    if let labels = timing.groupBy, checkGroupBy(labels, isRoot: route.name == "default") {
      route.groupBy = labels.value.map(\.value)
      groupLabels += labels.value
    }
    route.groupWait = timing.groupWait?.value
    route.groupInterval = timing.groupInterval?.value
    route.repeatInterval = timing.repeatInterval?.value
    for interval in [timing.groupInterval, timing.repeatInterval].compactMap({ $0 })
    where interval.value.milliseconds == 0 {
      diagnostics.error(.routeTiming, "an interval of nothing is not possible", at: interval.range)
      return
    }
    if let interval = timing.groupInterval {
      above.groupInterval = interval.value
      above.isGroupIntervalWritten = true
    }
    if let interval = timing.repeatInterval {
      above.repeatInterval = interval.value
      checkRetention(interval)
      shorten(&route, &above)
    }
    if above.repeatInterval <= above.groupInterval { reportRepeat(timing, above) }
  }

  /// Groups are looked at often enough for a short repeat, unless the spec says how often.
  private func shorten(_ route: inout Route, _ above: inout Above) {
    let fifth = Duration(milliseconds: max(10_000, above.repeatInterval.milliseconds / 5000 * 1000))
    guard !above.isGroupIntervalWritten, above.repeatInterval <= .minutes(5),
      fifth < above.repeatInterval
    else { return }
    above.groupInterval = fifth
    route.groupInterval = fifth
  }

  private func reportRepeat(_ timing: RouteTiming, _ above: Above) {
    guard let place = timing.repeatInterval?.range ?? timing.groupInterval?.range else { return }
    let longest = Delivery.longestRepeat(of: above.repeatInterval, every: above.groupInterval)
    diagnostics.report(
      Diagnostic(
        .routeTiming, .warning,
        "messages may be repeated after \(longest) only, not after "
          + "\(above.repeatInterval): groups are looked at every \(above.groupInterval)",
        at: place
      ).help("make group_interval a fraction of repeat_interval"))
  }

  private func checkRetention(_ interval: Located<Duration>) {
    guard let retention = stack.alertmanager?.retention, interval.value > retention else { return }
    diagnostics.report(
      Diagnostic(
        .routeTiming, .warning,
        "messages are repeated after \(retention), when Alertmanager forgets that it sent them",
        at: interval.range
      ).help("raise alertmanager.retention above \(interval.value)"))
  }

  private func checkGroupBy(_ labels: Located<[Located<String>]>, isRoot: Bool) -> Bool {
    let names = labels.value.map(\.value)
    var message: String?
    if names.contains("..."), names.count > 1 {
      message = "'...' stands for all labels, so no other can stand beside it"
    } else if let again = names.first(where: { name in
      names.count { $0 == name } > 1
    }) {
      message = "the label '\(again)' is there twice"
    }
    if let message {
      diagnostics.error(.groupBy, message, at: labels.range)
      return false
    }
    if names.isEmpty, !isRoot {
      reading.check(
        VersionGate(.alertmanager, 0, 31), "an empty 'group_by' below the root", at: labels.range)
    }
    for name in names where name != "..." && !LabelMatcher.isPlainName(name) {
      reading.check(VersionGate(.alertmanager, 0, 27), "the label name '\(name)'", at: labels.range)
    }
    return true
  }
}
