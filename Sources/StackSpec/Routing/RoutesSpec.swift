import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// Who is told of which alert: the root of the tree, and the first routes below by name.
struct RoutesSpec: SpecRecord {
  static let name = "routes"
  static let summary = "Who is told of which alert; the first route that matches takes it."

  var standard: Located<String>?
  var timing = RouteTiming()
  var routes = RouteList()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("default", &standard, "Receiver of everything that no route takes.")
    timing.visitKeys(&key)
  }

  static var shape: Shape {
    var record = recordShape
    record.others = { RouteSpec.shape }
    return .record(record)
  }

  /// Keys that are none of the root's own are routes by name.
  static func read(_ node: Node, _ reading: Reading) -> RoutesSpec? {
    guard let entries = node.entries else { return readShort(node, reading) }
    let own = Set(recordShape.keys().map(\.name))
    let settings = Node(.mapping(entries.filter { own.contains($0.key.name) }), node.range)
    let others = Node(.mapping(entries.filter { !own.contains($0.key.name) }), node.range)
    guard var routes = readRecord(settings, reading, alsoKnown: []),
      let list = RouteList.read(others, reading)
    else { return nil }
    routes.routes = list
    return routes
  }
}

/// How alerts of a route are put together and repeated.
struct RouteTiming: Sendable {
  var groupBy: Located<[Located<String>]>?
  var groupWait: Located<Duration>?
  var groupInterval: Located<Duration>?
  var repeatInterval: Located<Duration>?

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("group_by", &groupBy, "Labels; alerts with the same values are told together.")
    key("group_wait", &groupWait, "How long the first message waits for more alerts.")
    key("group_interval", &groupInterval, "How long news of a group wait after a message.")
    key("repeat_interval", &repeatInterval, "After which time a message is sent again.")
  }
}

/// A route: which alerts it takes, and who is told.
struct RouteSpec: SpecRecord {
  static let name = "route"
  static let summary = "Which alerts it takes, and who is told."
  static var shortForm: Shape? { String.shape }

  var to: Located<String>?
  var match = Named<MatchValue>()
  var matchers: [Matchers] = []
  var continues = false
  var timing = RouteTiming()
  var mute: [Located<String>] = []
  var active: [Located<String>] = []
  var routes = RouteList()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("to", &to, "Receiver; the one of the route above when absent.")
    key("match", &match, "Labels that alerts must have: text, a list, `~regex`, `!not`.")
    key("matchers", &matchers, "The same in Alertmanager's own form.")
    key("continue", &continues, "Whether the routes after it are asked as well.")
    timing.visitKeys(&key)
    key("mute", &mute, "Names of `mutes` during which nobody is told.")
    key("active", &active, "Names of `mutes` outside of which nobody is told.")
    key("routes", &routes, "Routes below, which are asked first.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> RouteSpec? {
    guard let to = Located<String>.read(node, reading) else { return nil }
    var route = RouteSpec()
    route.to = to
    return route
  }
}

/// Routes in their order: a mapping of names, or a list.
struct RouteList: SpecValue {
  var items: [Item] = []

  struct Item: Sendable {
    /// Empty in a list.
    var name: String
    var range: SourceRange
    var route: RouteSpec
    var node: Node
  }

  static var shape: Shape {
    // A route holds routes: the record is asked for its keys only when they are needed.
    .either([
      .map(keys: "routes", .record(RouteSpec.recordShape)), .list(.record(RouteSpec.recordShape)),
    ])
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> RouteList? {
    var list = RouteList()
    for item in node.items ?? [] {
      guard let route = RouteSpec.read(item, reading) else { continue }
      list.items.append(Item(name: "", range: item.range, route: route, node: item))
    }
    for entry in node.entries ?? [] {
      guard let route = RouteSpec.read(entry.value, reading) else { continue }
      list.items.append(
        Item(name: entry.key.name, range: entry.key.range, route: route, node: entry.value))
    }
    if node.items == nil, node.entries == nil {
      reading.wrongType(node, expected: shape)
      return nil
    }
    return list
  }
}
