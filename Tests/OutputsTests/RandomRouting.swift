import Dialects
import StackModel

/// A random routing tree and random alerts for it; the same seed gives the same.
struct RandomRouting {
  let routing: Routing
  let alerts: [[String: String]]

  private static let labels = ["severity", "team", "zone"]
  private static let values = [
    "critical", "warning", "db", "web", "web-22", "a.b", "with space", "ä",
  ]
  private static let patterns = [
    "critical|warning", "web.*", "web-[0-9]+", ".*", ".+", "", "a\\.b|x", "(?i)DB", "^db$",
    "d|web", "[^a]", "with.space", "x?", "(a|b)\\.b", "\\w+", "web-\\d{2}",
  ]

  init(seed: UInt64, alertCount: Int) {
    var random = SplitMix64(state: seed)
    var count = 0
    let root = Self.route(depth: 0, &count, &random)
    var routing = Routing(root: root)
    routing.receivers = (0..<6).map { Receiver(name: "r\($0)") }
    self.routing = routing
    alerts = (0..<alertCount).map { _ in Self.alert(&random) }
  }

  private static func route(
    depth: Int, _ count: inout Int, _ random: inout SplitMix64
  ) -> Route {
    var route = Route()
    count += 1
    if depth == 0 || random.oneIn(2) { route.receiver = "r\(random.below(6))" }
    if depth > 0 {
      route.matchers = (0..<random.below(random.oneIn(2) ? 2 : 3)).map { _ in matcher(&random) }
      route.continues = random.oneIn(3)
    }
    guard depth < 4 else { return route }
    for _ in 0..<random.below(depth == 0 ? 6 : 4) where count < 25 {
      route.routes.append(self.route(depth: depth + 1, &count, &random))
    }
    return route
  }

  private static func matcher(_ random: inout SplitMix64) -> LabelMatcher {
    let label = random.pick(labels)
    switch random.below(8) {
    case 0...3: return LabelMatcher(label, .equal, random.pick(values))
    case 4: return LabelMatcher(label, .notEqual, random.oneIn(4) ? "" : random.pick(values))
    case 5, 6: return LabelMatcher(label, .matches, random.pick(patterns))
    default: return LabelMatcher(label, .differs, random.pick(patterns))
    }
  }

  private static func alert(_ random: inout SplitMix64) -> [String: String] {
    var alert: [String: String] = [:]
    for label in labels where !random.oneIn(4) { alert[label] = random.pick(values) }
    return alert
  }
}

/// The generator of random numbers: the same seed gives the same everywhere.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
  mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
