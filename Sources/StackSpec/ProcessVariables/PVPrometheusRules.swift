import Dialects
import OrderedTree
import PromQL
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Adds the rules of a group whose values Prometheus reads through the exporter.
  mutating func addPrometheusRules(of group: PVGroup, _ entry: Named<PVGroupSpec>.Entry) {
    let isWhole = group.profiles.count == 1
    var load = exporterLoad(of: group)
    var titles = SingleTitles()
    for part in group.watchedParts {
      let all = part.names.count == group.variables.count
      let chunks = isWhole || all ? [part.names] : part.names.chunks(of: ArchiverExporter.mostPVs)
      for (index, names) in chunks.enumerated() {
        let selector =
          isWhole || all
          ? "{group=\"\(group.name)\"}" : "{group=\"\(group.name)\",\(matcher(names))}"
        let suffix = chunks.count == 1 ? "" : " (\(index + 1) of \(chunks.count))"
        let name = titles.single("\(group.title) \(part.title)\(suffix)")
        guard let rule = rule(part, named: name, selector, of: group, entry) else { return }
        model.prometheus?.ruleGroups.add(.alert(rule), to: "pvs-\(group.name)")
        load.rules += 1
      }
    }
    model.archiver?.loads[group.name] = load
  }

  /// What the exporter asks for a group, whatever its rules are.
  private func exporterLoad(of group: PVGroup) -> ArchiverLoad {
    var load = ArchiverLoad()
    guard let archiver = model.archiver, let prometheus = model.prometheus else { return load }
    for module in ArchiverExporter(archiver: archiver).modules(of: group) {
      load.add(
        requests: 1, of: module.names.count,
        bytes: module.names.reduce(2) { $0 + $1.utf8.count + 3 }, every: prometheus.scrapeInterval)
    }
    return load
  }

  private func rule(
    _ part: WatchedPart, named name: String, _ selector: String, of group: PVGroup,
    _ entry: Named<PVGroupSpec>.Entry
  ) -> AlertRule? {
    var labels = group.watch.labels
    if let owner = part.profile.owner { labels.insert(("owner", owner), at: 0) }
    let measured: String
    let test: AlertLimit.Test
    var recovery: AlertLimit.Test?
    switch part.what {
    case .value(let limit):
      measured = "epics_pv_value\(selector)"
      test = limit.test.written
      recovery = limit.recovery?.written
    case .alarm(let level):
      measured = "epics_pv_severity\(selector)"
      test = .atLeast("\(level)")
    case .disconnected:
      // What is paused is meant to be; what has no connection may have no state of it either.
      let listed = selector.dropLast() + ",status!=\"Paused\"}"
      measured =
        "max without (status) (epics_pv_listed\(listed)) unless on (group, pv) "
        + "(epics_pv_connected\(selector) == 1)"
      test = .above("0")
    case .stale(let time):
      measured = "time() - epics_pv_timestamp_seconds\(selector)"
      test = .above("\(time.milliseconds / 1000)")
    }
    let place = Node(.scalar(Scalar(measured, .doubleQuoted)), entry.nameRange)
    guard
      let query = RuleReader(ruleScope, reading).query(
        Expression(text: measured, node: place), for: .other)
    else {
      return nil
    }
    let limit = LimitExpression(measured, query)
    let expression =
      recovery.map {
        limit.passed(test, until: $0, alert: name, labels: labels.map(\.name))
      } ?? limit.passed(test)
    return AlertRule(
      name: name, expression: expression, pending: part.pending, severity: part.severity,
      labels: labels,
      annotations: part.annotations(label: "pv", value: "$value", dashboard: chosenPVsAddress),
      limit: AlertLimit(
        measured: measured, unit: part.profile.unitID ?? "", test: test, recovery: recovery),
      origin: group.origin)
  }

  /// A matcher of exactly these names.
  private func matcher(_ names: [String]) -> String {
    if names.count == 1 { return "pv=\"\(names[0])\"" }
    // Twice: once for the regular expression, once for the string it stands in.
    let alternatives = names.map { $0.patternText.replacing("\\", with: "\\\\") }
    return "pv=~\"\(alternatives.joined(separator: "|"))\""
  }
}

extension PVLimit.Test {
  /// The test with numbers as rules write them.
  fileprivate var written: AlertLimit.Test {
    switch self {
    case .above(let limit): .above(limit.short)
    case .atLeast(let limit): .atLeast(limit.short)
    case .below(let limit): .below(limit.short)
    case .atMost(let limit): .atMost(limit.short)
    case .equal(let value): .equal(value.short)
    case .notEqual(let value): .notEqual(value.short)
    case .outside(let low, let high): .outside(low.short, high.short)
    case .inside(let low, let high): .inside(low.short, high.short)
    }
  }
}

extension Array {
  /// The elements in pieces of at most so many.
  func chunks(of count: Int) -> [[Element]] {
    stride(from: 0, to: self.count, by: count).map {
      Array(self[$0..<Swift.min($0 + count, self.count)])
    }
  }
}
