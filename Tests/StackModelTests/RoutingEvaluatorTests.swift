import Dialects
import StackModel
import Testing

@Suite struct RoutingEvaluatorTests {
  private func route(
    _ receiver: String?, _ matchers: [LabelMatcher] = [], continues: Bool = false,
    _ routes: [Route] = []
  ) -> Route {
    var route = Route(matchers: matchers, receiver: receiver, routes: routes)
    route.continues = continues
    return route
  }

  private let critical = LabelMatcher("severity", .equal, "critical")
  private let db = LabelMatcher("team", .equal, "db")

  @Test func `the deepest routes that match take an alert, and the root takes the rest`() throws {
    let root = route(
      "root", [],
      [
        route("a", [db], continues: true), route("b", [critical], [route("c", [db])]),
        route("d"),
      ])
    let evaluator = try #require(RoutingEvaluator(root))
    func told(_ labels: [String: String]) -> [String] {
      evaluator.deliveries(for: labels).map(\.receiver)
    }
    #expect(told(["team": "db", "severity": "critical"]) == ["a", "c"])
    #expect(told(["severity": "critical"]) == ["b"])
    #expect(told([:]) == ["d"])
  }

  @Test func `a missing label counts as empty`() throws {
    let root = route("root", [], [route("a", [LabelMatcher("team", .equal, "")])])
    let evaluator = try #require(RoutingEvaluator(root))
    #expect(evaluator.deliveries(for: [:]).map(\.receiver) == ["a"])
    #expect(evaluator.deliveries(for: ["team": "x"]).map(\.receiver) == ["root"])
  }

  @Test func `settings are inherited, times are not`() throws {
    var root = route("root")
    root.groupBy = ["alertname"]
    root.repeatInterval = .hours(1)
    var middle = route(nil, [critical])
    middle.mutes = ["night"]
    middle.groupInterval = .minutes(1)
    middle.routes = [route(nil, [db])]
    root.routes = [middle]
    let evaluator = try #require(RoutingEvaluator(root))
    let delivery = try #require(
      evaluator.deliveries(for: ["severity": "critical", "team": "db"]).first)
    #expect(delivery.node == 2)
    #expect(delivery.receiver == "root")
    #expect(delivery.groupBy == ["alertname"])
    #expect(delivery.groupWait == .seconds(30))
    #expect(delivery.groupInterval == .minutes(1))
    #expect(delivery.mutes == [])
    #expect(delivery.longestRepeat == .minutes(61))
  }

  @Test func `unknown labels make a delivery uncertain`() throws {
    let root = route("root", [], [route("a", [critical, db]), route("b", [critical])])
    let evaluator = try #require(RoutingEvaluator(root))
    let reach = evaluator.reach(ofKnown: ["severity": "critical"])
    #expect(reach.map(\.delivery.receiver) == ["a", "b"])
    #expect(reach.map(\.isCertain) == [false, false])
    let warning = evaluator.reach(ofKnown: ["severity": "warning"])
    #expect(warning.map(\.delivery.receiver) == ["root"])
    #expect(warning.map(\.isCertain) == [true])
    #expect(evaluator.entered(byKnown: ["severity": "critical"]) == [0, 1, 2])
    #expect(evaluator.entered(byKnown: ["severity": "warning"]) == [0])
  }

  @Test func `what is certain agrees with every completion of the labels`() throws {
    var random = SplitMix64(state: 7)
    for _ in 0..<300 {
      let root = randomRoute(depth: 0, &random)
      let evaluator = try #require(RoutingEvaluator(root))
      let known = ["severity": random.pick(["critical", "warning"])]
      let reach = evaluator.reach(ofKnown: known)
      for team in ["", "db", "web"] {
        let told = evaluator.deliveries(for: known.merging(["team": team]) { $1 }).map(\.node)
        #expect(Set(told).isSubset(of: reach.map(\.delivery.node)))
        #expect(Set(reach.filter(\.isCertain).map(\.delivery.node)).isSubset(of: told))
      }
    }
  }

  private func randomRoute(depth: Int, _ random: inout SplitMix64) -> Route {
    var route = Route(receiver: "r")
    if depth > 0 {
      let label = random.pick(["severity", "team"])
      let value = random.pick(label == "team" ? ["db", "web"] : ["critical", "warning"])
      let sign = random.pick([LabelMatcher.Sign.equal, .notEqual, .matches])
      route.matchers = [LabelMatcher(label, sign, value)]
      route.continues = random.oneIn(3)
    }
    if depth < 3 {
      route.routes = (0..<random.below(4)).map { _ in randomRoute(depth: depth + 1, &random) }
    }
    return route
  }
}
