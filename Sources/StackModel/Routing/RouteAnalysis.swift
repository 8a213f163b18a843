internal import Dialects

/// Why no alert at all can ever reach a route.
package enum Unreachable: Sendable, Equatable {
  /// Its matchers, and those of the routes above, contradict each other on a label.
  case contradiction(label: String)
  /// Earlier siblings take every alert that it matches.
  case shadowed(by: [Origin])
}

/// The routes of a tree that no alert can reach, with the reason.
package func unreachableRoutes(in root: Route) -> [(route: Route, reason: Unreachable)] {
  var found: [(route: Route, reason: Unreachable)] = []
  visit(root, above: [], &found)
  return found
}

private func visit(
  _ parent: Route, above: [LabelMatcher], _ found: inout [(route: Route, reason: Unreachable)]
) {
  for (index, route) in parent.routes.enumerated() {
    let condition = MatcherCondition(above + route.matchers)
    if let label = condition.contradiction {
      found.append((route, .contradiction(label: label)))
      continue
    }
    let earlier = parent.routes[..<index].filter { !$0.continues }
    if let takers = condition.cover(by: earlier) {
      found.append((route, .shadowed(by: takers.map(\.origin))))
      continue
    }
    visit(route, above: above + route.matchers, &found)
  }
}

/// Matchers that hold together, seen as what they leave open.
struct MatcherCondition {
  private var matchers: [LabelMatcher]
  /// The only values left of the labels whose values can be counted.
  private var choices: [(label: String, values: [String])] = []
  /// A label that no value can satisfy.
  private(set) var contradiction: String?

  init(_ matchers: [LabelMatcher]) {
    self.matchers = matchers
    var seen: Set<String> = []
    for label in matchers.map(\.label) where seen.insert(label).inserted {
      let own = matchers.filter { $0.label == label }
      guard let values = own.compactMap(\.values).min(by: { $0.count < $1.count }) else {
        continue
      }
      let tests = own.compactMap { LabelTest($0) }
      let left = values.filter { value in tests.allSatisfy { $0.passes(value) } }
      choices.append((label, left))
      if left.isEmpty { contradiction = contradiction ?? label }
    }
  }

  /// The routes that together take every alert of this condition; nil if some alert is left.
  func cover(by routes: [Route]) -> [Route]? {
    guard !routes.isEmpty else { return nil }
    // More combinations than this are not worth the search.
    guard choices.reduce(1, { $0 * max(1, $1.values.count) }) <= 256 else { return nil }
    var used: Set<Int> = []
    for combination in combinations() {
      guard
        let taker = routes.firstIndex(where: { route in
          route.matchers.allSatisfy { implies($0, given: combination) }
        })
      else { return nil }
      used.insert(taker)
    }
    return used.sorted().map { routes[$0] }
  }

  private func combinations() -> [[String: String]] {
    var all: [[String: String]] = [[:]]
    for choice in choices {
      all = all.flatMap { one in
        choice.values.map { one.merging([choice.label: $0]) { $1 } }
      }
    }
    return all
  }

  /// Whether every alert of this condition, with these values, matches.
  private func implies(_ matcher: LabelMatcher, given values: [String: String]) -> Bool {
    if matcher.matchesEverything { return true }
    if let value = values[matcher.label] { return LabelTest(matcher)?.passes(value) ?? false }
    let own = matchers.filter { $0.label == matcher.label }
    if own.contains(matcher) { return true }
    // `!=""` holds wherever a matcher refuses the empty value.
    let asksForPresence =
      matcher == LabelMatcher(matcher.label, .notEqual, "")
      || matcher == LabelMatcher(matcher.label, .matches, ".+")
    return asksForPresence && own.contains { LabelTest($0).map { !$0.passes("") } ?? false }
  }
}
