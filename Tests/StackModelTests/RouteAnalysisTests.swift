import Dialects
import StackModel
import Testing

@Suite struct RouteAnalysisTests {
  private func route(
    _ name: String, _ matchers: [LabelMatcher], continues: Bool = false, _ routes: [Route] = []
  ) -> Route {
    var route = Route(name: name, matchers: matchers, routes: routes)
    route.continues = continues
    return route
  }

  private func unreachable(_ routes: [Route]) -> [String] {
    unreachableRoutes(in: Route(routes: routes)).map(\.route.name)
  }

  private func equal(_ label: String, _ value: String) -> LabelMatcher {
    LabelMatcher(label, .equal, value)
  }

  @Test func `a route after one that takes all it matches is unreachable`() {
    let both = LabelMatcher("severity", .matches, "critical|warning")
    let critical = equal("severity", "critical")
    #expect(unreachable([route("a", [both]), route("b", [critical])]) == ["b"])
    #expect(unreachable([route("a", [both], continues: true), route("b", [critical])]) == [])
    #expect(unreachable([route("a", [critical]), route("b", [both])]) == [])
    #expect(unreachable([route("a", []), route("b", [critical])]) == ["b"])
  }

  @Test func `several routes together can take all of another`() {
    let both = LabelMatcher("severity", .matches, "critical|warning")
    let routes = [
      route("a", [equal("severity", "critical")]), route("b", [equal("severity", "warning")]),
      route("c", [both, equal("team", "db")]),
    ]
    #expect(unreachable(routes) == ["c"])
    #expect(unreachable([routes[0], routes[2]]) == [])
  }

  @Test func `a pattern takes the values it matches`() {
    let pattern = LabelMatcher("service", .matches, "web.*")
    #expect(unreachable([route("a", [pattern]), route("b", [equal("service", "web-1")])]) == ["b"])
    #expect(unreachable([route("a", [pattern]), route("b", [equal("service", "db")])]) == [])
    let present = LabelMatcher("service", .notEqual, "")
    #expect(unreachable([route("a", [present]), route("b", [pattern])]) == ["b"])
  }

  @Test func `conditions that contradict each other are found, with those above`() {
    let found = unreachableRoutes(
      in: Route(routes: [
        route(
          "a", [equal("severity", "critical")],
          [
            route("b", [LabelMatcher("severity", .differs, "crit.*")]),
            route("c", [equal("team", "db")]),
          ])
      ]))
    #expect(found.map(\.route.name) == ["b"])
    #expect(found.map(\.reason) == [.contradiction(label: "severity")])
  }

  @Test func `no alert ever comes to a route that is called unreachable`() throws {
    var random = SplitMix64(state: 11)
    for _ in 0..<400 {
      var count = 0
      let root = randomRoute(depth: 0, &count, &random)
      let evaluator = try #require(RoutingEvaluator(root))
      let names = Set(unreachableRoutes(in: root).map(\.route.name))
      guard !names.isEmpty else { continue }
      for severity in ["", "critical", "warning", "x"] {
        for team in ["", "db", "web"] {
          let told = evaluator.deliveries(for: ["severity": severity, "team": team])
          #expect(names.isDisjoint(with: told.map { String($0.node) }))
        }
      }
    }
  }

  /// A route whose name is its number in the tree.
  private func randomRoute(
    depth: Int, _ count: inout Int, _ random: inout SplitMix64
  ) -> Route {
    var route = Route(name: String(count), receiver: "r")
    count += 1
    if depth > 0 {
      route.matchers = (0..<random.below(3)).map { _ in
        let sign = random.pick(LabelMatcher.Sign.allCases)
        let values = ["critical", "warning", "db", "critical|warning", "", "w.*", ".*"]
        return LabelMatcher(random.pick(["severity", "team"]), sign, random.pick(values))
      }
      route.continues = random.oneIn(4)
    }
    if depth < 3 {
      route.routes = (0..<random.below(4)).map { _ in
        randomRoute(depth: depth + 1, &count, &random)
      }
    }
    return route
  }
}
