internal import Dialects
internal import PromQL

/// A series made up for a query.
struct PlannedSeries: Equatable {
  var name: String
  var labels: SeriesLabels
  var motion: Motion
  /// What it shows, or by how much it grows in a second.
  var level = 0.0
  var presence = Presence.there

  enum Presence {
    case there
    /// A moment ago: ranges still hold its samples.
    case ended
    case missing
  }

  enum Motion {
    case still
    /// As a counter does: from nought, and never down.
    case growing
    /// As a gauge may for a while.
    case sloping
    case clock
    /// Another value with each sample, or the same for ever; its level is changes a second.
    case restless
  }
}

/// The series that a query needs to give a result, and which selector picks which.
struct SeriesPlan {
  private(set) var series: [PlannedSeries] = []
  private(set) var picks: [Query.ID: [Int]] = [:]
  /// How far back the query looks, in seconds.
  private(set) var reach = 0.0
  /// The shortest of its ranges.
  private(set) var shortest = Double.infinity

  private let query: Query
  private var selectors: [PlannedSelector] = []
  private var labels: [String] = []

  /// `labels` are those that texts of the alert speak of; `bounds` are the buckets of histograms.
  init(_ query: Query, labels: [String], bounds: [Double]) throws(NotPlayable) {
    self.query = query
    try findSelectors()
    self.labels = Set(labels + ["instance"] + selectors.flatMap(\.constrained))
      .union(query.labelsOfGroups).subtracting(["le", "__name__"]).sorted()
    for selector in selectors { try addSeries(of: selector, bounds) }
    for selector in selectors where query.countedByValue.contains(selector.id) {
      try addTwin(of: selector)
    }
    for selector in selectors { addBackground(of: selector) }
    for selector in selectors {
      picks[selector.id] = series.indices.filter { selector.picks(series[$0]) }
    }
  }

  private mutating func findSelectors() throws(NotPlayable) {
    var motions: [Query.ID: PlannedSeries.Motion] = [:]
    for node in query.nodes {
      guard case .call(let call) = node.kind, let argument = call.arguments.first else { continue }
      switch call.function {
      case "rate", "irate", "increase": motions[query.unwrapped(argument)] = .growing
      case "delta", "deriv": motions[query.unwrapped(argument)] = .sloping
      case "changes": motions[query.unwrapped(argument)] = .restless
      default: break
      }
    }
    let around = query.rangesAround
    for (id, node) in query.nodes.enumerated() {
      guard case .selector(let selector) = node.kind else { continue }
      guard let name = selector.metricName, name != "ALERTS" else {
        throw NotPlayable("series without a name of their own")
      }
      guard selector.time.at == nil else { throw NotPlayable("'@'") }
      let planned = PlannedSelector(id, name, selector, motions[id] ?? .still)
      guard let planned else { throw NotPlayable("a regular expression that cannot be tried") }
      let range = selector.range?.seconds
      reach = max(
        reach, around[id] + (range ?? 0) + abs(selector.time.offset?.seconds ?? 0))
      shortest = min(shortest, range ?? .infinity)
      selectors.append(planned)
    }
    guard !selectors.isEmpty else { throw NotPlayable("no series at all") }
    for name in Set(selectors.map(\.name))
    where Set(selectors.filter { $0.name == name }.map(\.motion)).count > 1 {
      throw NotPlayable("a counter that is also read as it stands")
    }
  }

  private mutating func addSeries(
    of selector: PlannedSelector, _ bounds: [Double]
  ) throws(NotPlayable) {
    var values = SeriesLabels()
    for label in labels {
      guard let value = value(of: label, for: selector) else {
        throw NotPlayable("a value of the label '\(label)'")
      }
      if !value.isEmpty { values[label] = value }
    }
    let new = PlannedSeries(
      name: selector.name, labels: values, motion: selector.motion)
    guard query.readsBuckets, selector.name.hasSuffix("_bucket") else {
      if !series.contains(new) { series.append(new) }
      return
    }
    for bound in bounds.map(\.digits) + ["+Inf"] {
      var bucket = new
      bucket.labels["le"] = bound
      if !series.contains(bucket) { series.append(bucket) }
    }
  }

  /// A second series of the same metric, whose value may be another.
  private mutating func addTwin(of selector: PlannedSelector) throws(NotPlayable) {
    for one in series where selector.picks(one) {
      var twin = one
      twin.labels["instance"] = "other:9100"
      guard selector.picks(twin) else { throw NotPlayable("two series of '\(selector.name)'") }
      if !series.contains(twin) { series.append(twin) }
    }
  }

  /// A value that suits every selector, so that sides of an operator find each other; else one
  /// that suits this selector.
  private func value(of label: String, for selector: PlannedSelector) -> String? {
    let usual = label == "instance" ? ["host:9100"] : ["a", "b"]
    let candidates = selectors.flatMap { $0.examples(of: label) } + usual + [""]
    return candidates.first { value in selectors.allSatisfy { $0.takes(value, as: label) } }
      ?? candidates.first { selector.takes($0, as: label) }
  }

  /// Where another selector of the same metric picks more, a series that only it picks: the
  /// requests without errors beside those with.
  private mutating func addBackground(of narrow: PlannedSelector) {
    for wide in selectors where wide.name == narrow.name && wide.id != narrow.id {
      for own in series where narrow.picks(own) && wide.picks(own) && own.labels["le"] == nil {
        for label in narrow.constrained {
          var other = own
          let value = (wide.examples(of: label) + ["other", "200", "b"]).first {
            !narrow.takes($0, as: label) && wide.takes($0, as: label)
          }
          guard let value else { continue }
          other.labels[label] = value
          if !series.contains(other) { series.append(other) }
          break
        }
      }
    }
  }
}

/// A selector of the query with its tests ready to be tried.
private struct PlannedSelector {
  let id: Query.ID
  let name: String
  let motion: PlannedSeries.Motion
  private let tests: [(label: String, test: ValueTest)]

  init?(_ id: Query.ID, _ name: String, _ selector: Selector, _ motion: PlannedSeries.Motion) {
    var tests: [(label: String, test: ValueTest)] = []
    for matcher in selector.matchers where matcher.label.text != "__name__" {
      guard !matcher.isVariable, let test = ValueTest(matcher) else { return nil }
      tests.append((matcher.label.text, test))
    }
    (self.id, self.name, self.motion, self.tests) = (id, name, motion, tests)
  }

  var constrained: [String] { tests.map(\.label) }

  func takes(_ value: String, as label: String) -> Bool {
    tests.allSatisfy { $0.label != label || $0.test.passes(value) }
  }

  func picks(_ series: PlannedSeries) -> Bool {
    series.name == name && tests.allSatisfy { $0.test.passes(series.labels[$0.label] ?? "") }
  }

  /// Values that one of the tests asks for.
  func examples(of label: String) -> [String] {
    tests.filter { $0.label == label }.flatMap(\.test.examples)
  }
}

/// What a selector asks of one label.
private struct ValueTest {
  private let text: String
  private let pattern: WholePattern?
  private let isNegative: Bool
  /// Values that pass.
  let examples: [String]

  init?(_ matcher: PromQL.LabelMatcher) {
    text = matcher.value.value
    switch matcher.operation {
    case .equal, .notEqual: pattern = nil
    case .regex, .notRegex:
      guard let pattern = WholePattern(text) else { return nil }
      self.pattern = pattern
    }
    isNegative = matcher.operation == .notEqual || matcher.operation == .notRegex
    examples =
      switch pattern {
      case _ where isNegative: []
      case nil: [text]
      case .words(let words): words
      case .pattern: [Dialects.example(of: text)].compactMap { $0 }
      }
  }

  func passes(_ value: String) -> Bool {
    (pattern?.matches(value) ?? (value == text)) != isNegative
  }
}

extension Query {
  /// The labels that groups and matches of the query speak of.
  fileprivate var labelsOfGroups: [String] {
    nodes.flatMap { node -> [LabelName] in
      switch node.kind {
      case .aggregation(let aggregation): aggregation.grouping?.labels ?? []
      case .binary(let binary):
        (binary.matching?.on?.labels ?? []) + (binary.matching?.group?.labels ?? [])
      default: []
      }
    }.map(\.text)
  }

  var readsBuckets: Bool {
    nodes.contains { node in
      if case .call(let call) = node.kind { call.function == "histogram_quantile" } else { false }
    }
  }

  /// The parts of it whose values are counted.
  var countedByValue: Set<ID> {
    var counted: Set<ID> = []
    for (id, node) in nodes.enumerated().reversed() {
      if case .aggregation(let aggregation) = node.kind, aggregation.operation == .countValues {
        counted.insert(aggregation.operand)
      }
      if counted.contains(id) { counted.formUnion(children(id)) }
    }
    return counted
  }

  /// For each part, how far back the subqueries around it look.
  fileprivate var rangesAround: [Double] {
    var around = [Double](repeating: 0, count: nodes.count)
    for (id, node) in nodes.enumerated().reversed() {
      var own = around[id]
      if case .subquery(let subquery) = node.kind {
        own += (subquery.range.seconds ?? 0) + abs(subquery.time.offset?.seconds ?? 0)
      }
      for child in children(id) { around[child] = own }
    }
    return around
  }
}

extension Double {
  /// The shortest digits, without `.0` behind whole numbers.
  var digits: String {
    if self == rounded(), abs(self) < 1e15 { return Int(self).description }
    return description
  }
}
