import Diagnostics
import Dialects

/// Metrics and labels that do not exist.
extension Linter {
  mutating func lintMetric(_ selector: Selector, _ id: Query.ID) {
    guard let name = selector.metricName, !dictionary.isEmpty, !builtInSeries.contains(name) else {
      return
    }
    guard let series = dictionary.series(name) else {
      return fallbackIDs.contains(id) ? () : lintUnknownMetric(name, selector)
    }
    guard let own = series.labels, let target = dictionary.targetLabels else { return }
    let known = own.union(target).union(["__name__"])
    for matcher in selector.matchers where !matcher.isVariable && !matcher.label.isDynamic {
      let label = matcher.label.text
      guard !known.contains(label), !matcher.matchesEmpty || matcher.operation == .notEqual else {
        continue
      }
      warnUnknownLabel(
        label, "'\(name)' has no label '\(label)'", known, at: matcher.label.place.range)
    }
  }

  /// A job that nobody scrapes.
  mutating func lintJob(_ selector: Selector) {
    guard let jobs = dictionary.jobs else { return }
    for matcher in selector.matchers
    where matcher.label.text == "job" && !matcher.isVariable && !matcher.value.isDynamic {
      guard let asked = matcher.wantedValues, !asked.contains(""), jobs.isDisjoint(with: asked)
      else {
        continue
      }
      let near = asked.count == 1 ? nearest(to: asked[0], among: jobs.sorted()).first : nil
      warn(
        .unknownJob, "no job of this stack is called '\(asked.joined(separator: "' or '"))'",
        at: matcher.valuePlace.range,
        help: near.map { "did you mean '\($0)'?" }
          ?? "its jobs: " + jobs.sorted().joined(separator: ", "),
        replacement: near.map { "\"\($0)\"" })
    }
  }

  private mutating func lintUnknownMetric(_ name: String, _ selector: Selector) {
    // A name with a colon is recorded by a rule, which may be that of another server.
    let isRecorded = name.contains(":")
    let isOwned = dictionary.completePrefixes.contains {
      name.hasPrefix($0) && (!isRecorded || $0.isEmpty)
    }
    let best = dictionary.misspelt(name)
    guard isOwned || best != nil else { return }
    warn(
      .unknownMetric, "unknown metric '\(name)'", at: selector.namePlace.range,
      help: best.map { "did you mean '\($0)'?" }
        ?? suggestion(for: name, among: dictionary.seriesNames),
      replacement: best)
  }

  /// The parts that are alternatives, behind or before `or`, to something known: exporters rename
  /// metrics, and a query may serve old and new ones.
  func fallbacks() -> Set<Query.ID> {
    let isKnown = query.nodes.indices.map { series($0) != nil }
    if !isKnown.contains(true) { return [] }
    var readsKnown = isKnown
    var list: Set<Query.ID> = []
    for id in query.nodes.indices {
      readsKnown[id] = isKnown[id] || query.children(id).contains { readsKnown[$0] }
    }
    // From the root downwards: whatever stands inside an alternative is one.
    for id in query.nodes.indices.reversed() {
      if case .binary(let binary) = query[id].kind, binary.operation == .or {
        if readsKnown[binary.right] { list.insert(binary.left) }
        if readsKnown[binary.left] { list.insert(binary.right) }
      }
      if list.contains(id) { list.formUnion(query.children(id)) }
    }
    return list
  }

  private mutating func warnUnknownLabel(
    _ label: String, _ message: String, _ known: Set<String>, at range: Range<Int>
  ) {
    let names = known.filter { $0 != "__name__" }.sorted()
    let near = nearest(to: label, among: names).first
    warn(
      .unknownLabel, message, at: range,
      help: near.map { "did you mean '\($0)'?" }
        ?? (names.isEmpty ? nil : "it has " + names.joined(separator: ", ")),
      replacement: near)
  }

  /// `by` a label that no series can have.
  mutating func lintGrouping(_ aggregation: Aggregation) {
    guard let grouping = aggregation.grouping, grouping.keeps else { return }
    let set = labels[aggregation.operand]
    guard !set.isOpen else { return }
    for label in grouping.labels where !label.isDynamic && !set.canHave(label.text) {
      // Grouping by `le` is checked where the buckets are used.
      warnUnknownLabel(
        label.text, "nothing here has the label '\(label.text)'", set.possible,
        at: label.place.range)
    }
  }

  /// Prometheus looks at the pattern of `label_replace` only when it is asked.
  mutating func lintReplacement(_ call: Call) {
    guard call.function == "label_replace", call.arguments.count == 5,
      case .string(let pattern) = query[query.unwrapped(call.arguments[4])].kind
    else { return }
    for finding in checkRE2(pattern.value).prefix(1) {
      fail(
        .queryRegex, finding.message, at: query[call.arguments[4]].range, help: finding.help)
    }
  }

  /// A value that only Grafana could have filled in.
  mutating func lintVariables(_ selector: Selector) {
    switch context.use {
    case .alert, .recording: break
    case .panel, .other: return
    }
    for matcher in selector.matchers where !matcher.value.isDynamic {
      let bytes = Array(matcher.value.value.utf8)
      guard !bytes.isEmpty, Lexer.variableEnd(in: bytes, at: 0) == bytes.count else { continue }
      warn(
        .queryVariable,
        "'\(matcher.value.value)' is a variable of Grafana; here it is taken as it stands",
        at: matcher.valuePlace.range, help: "write the value itself")
    }
  }
}

extension LabelMatcher {
  /// The values that it picks, if these can be counted.
  fileprivate var wantedValues: [String]? {
    switch operation {
    case .equal: [value.value]
    case .regex: RE2.words(of: value.value)
    case .notEqual, .notRegex: nil
    }
  }
}
