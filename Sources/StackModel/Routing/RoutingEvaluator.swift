internal import Dialects

/// Finds who is told of an alert, exactly as Alertmanager does.
package struct RoutingEvaluator: Sendable {
  /// What every node hands on, by its number.
  package private(set) var deliveries: [Delivery] = []
  private var nodes: [Node] = []

  struct Node: Sendable {
    var tests: [LabelTest]
    var continues: Bool
    var children: [Int] = []
  }

  /// Alertmanager's own settings for what nobody sets.
  private static let defaults = Delivery(
    node: 0, receiver: "", groupBy: [], groupWait: .seconds(30), groupInterval: .minutes(5),
    repeatInterval: .hours(4), mutes: [], actives: [])

  /// Nil when a regular expression of the tree cannot be tried here.
  package init?(_ root: Route) {
    guard add(root, inherited: Self.defaults) != nil else { return nil }
  }

  private mutating func add(_ route: Route, inherited: Delivery) -> Int? {
    let number = nodes.count
    var delivery = inherited
    delivery.node = number
    if let receiver = route.receiver { delivery.receiver = receiver }
    if let groupBy = route.groupBy { delivery.groupBy = groupBy }
    if let wait = route.groupWait { delivery.groupWait = wait }
    if let interval = route.groupInterval { delivery.groupInterval = interval }
    if let interval = route.repeatInterval { delivery.repeatInterval = interval }
    delivery.mutes = route.mutes
    delivery.actives = route.actives
    var tests: [LabelTest] = []
    for matcher in route.matchers {
      guard let test = LabelTest(matcher) else { return nil }
      tests.append(test)
    }
    nodes.append(Node(tests: tests, continues: route.continues))
    deliveries.append(delivery)
    for child in route.routes {
      guard let index = add(child, inherited: delivery) else { return nil }
      nodes[number].children.append(index)
    }
    return number
  }

  /// Everyone who is told of an alert with these labels, in the order of the tree.
  package func deliveries(for labels: [String: String]) -> [Delivery] {
    matches(at: 0, labels).map { deliveries[$0] }
  }

  /// The nodes that take the alert: the deepest that match; none if this one does not.
  private func matches(at node: Int, _ labels: [String: String]) -> [Int] {
    guard nodes[node].tests.allSatisfy({ $0.passes(labels[$0.label] ?? "") }) else { return [] }
    var all: [Int] = []
    for child in nodes[node].children {
      let found = matches(at: child, labels)
      all += found
      if !found.isEmpty, !nodes[child].continues { break }
    }
    return all.isEmpty ? [node] : all
  }
}

/// A matcher that is ready to be tried.
struct LabelTest: Sendable {
  let matcher: LabelMatcher
  private let pattern: WholePattern?

  var label: String { matcher.label }

  /// Nil when its regular expression cannot be tried here.
  init?(_ matcher: LabelMatcher) {
    self.matcher = matcher
    pattern = matcher.sign.isRegex ? WholePattern(matcher.value) : nil
    if matcher.sign.isRegex, pattern == nil { return nil }
  }

  /// A label that is missing counts as empty.
  func passes(_ value: String) -> Bool {
    let isSame = pattern?.matches(value) ?? (value == matcher.value)
    return isSame != matcher.sign.isNegative
  }
}

// What can be said of an alert when only some of its labels are known.
extension RoutingEvaluator {
  /// Someone who is told, for sure or depending on labels that are not known.
  package struct Reach: Sendable, Equatable {
    package var delivery: Delivery
    package var isCertain: Bool
  }

  /// Everyone who may be told of an alert whose other labels may be anything.
  package func reach(ofKnown labels: [String: String]) -> [Reach] {
    reach(at: 0, labels).found.map { Reach(delivery: deliveries[$0.node], isCertain: $0.isCertain) }
  }

  /// The numbers of all nodes that an alert may come to, whether or not they keep it.
  package func entered(byKnown labels: [String: String]) -> Set<Int> {
    var entered: Set<Int> = []
    enter(0, labels, &entered)
    return entered
  }

  private func enter(
    _ node: Int, _ labels: [String: String], _ entered: inout Set<Int>
  ) {
    entered.insert(node)
    for child in nodes[node].children {
      let answer = answer(nodes[child].tests, labels)
      if answer == .no { continue }
      enter(child, labels, &entered)
      if answer == .yes, !nodes[child].continues { break }
    }
  }

  private enum Answer { case no, maybe, yes }

  private struct Found {
    var node: Int
    var isCertain: Bool
  }

  private func reach(
    at node: Int, _ labels: [String: String]
  ) -> (found: [Found], answer: Answer) {
    let answer = answer(nodes[node].tests, labels)
    guard answer != .no else { return ([], .no) }
    var found: [Found] = []
    var isTakenBelow = false
    // Once a child that stops the search may have matched, nothing after it is certain.
    var mayHaveStopped = false
    for child in nodes[node].children {
      let below = reach(at: child, labels)
      if below.answer == .no { continue }
      found += below.found.map {
        Found(node: $0.node, isCertain: $0.isCertain && !mayHaveStopped)
      }
      if below.answer == .yes { isTakenBelow = true }
      if nodes[child].continues { continue }
      if below.answer == .yes { break }
      mayHaveStopped = true
    }
    if !isTakenBelow { found.append(Found(node: node, isCertain: found.isEmpty)) }
    if answer == .maybe { for index in found.indices { found[index].isCertain = false } }
    return (found, answer)
  }

  private func answer(_ tests: [LabelTest], _ labels: [String: String]) -> Answer {
    var answer = Answer.yes
    for test in tests {
      guard let value = labels[test.label] else {
        if !test.matcher.matchesEverything { answer = .maybe }
        continue
      }
      if !test.passes(value) { return .no }
    }
    return answer
  }
}

extension LabelMatcher {
  /// `.*` matches whatever the label is.
  var matchesEverything: Bool { sign == .matches && value == ".*" }
}
