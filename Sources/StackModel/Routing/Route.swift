package import Dialects

/// A node of the routing tree: which alerts it takes, who is told, how often.
package struct Route: Sendable {
  /// How the spec calls it; empty for routes of a list.
  package var name: String
  package var matchers: [LabelMatcher]
  /// What is not set here comes from the route above.
  package var receiver: String?
  package var groupBy: [String]?
  package var groupWait: Duration?
  package var groupInterval: Duration?
  package var repeatInterval: Duration?
  /// Whether later siblings are asked as well.
  package var continues = false
  /// Time intervals in which nobody is told; routes below do not inherit them.
  package var mutes: [String] = []
  /// Time intervals outside of which nobody is told.
  package var actives: [String] = []
  package var routes: [Route] = []
  package var origin: Origin

  package init(
    name: String = "", matchers: [LabelMatcher] = [], receiver: String? = nil,
    routes: [Route] = [], origin: Origin = .none
  ) {
    self.name = name
    self.matchers = matchers
    self.receiver = receiver
    self.routes = routes
    self.origin = origin
  }
}

/// Who is told of an alert by one node of the tree, with everything inherited.
package struct Delivery: Sendable, Equatable {
  /// Number of the node in the tree, depth first, the root being 0.
  package var node: Int
  package var receiver: String
  package var groupBy: [String]
  package var groupWait: Duration
  package var groupInterval: Duration
  package var repeatInterval: Duration
  package var mutes: [String]
  package var actives: [String]

  /// `...` as the only label: every alert is a group of its own.
  package var groupsByAll: Bool { groupBy == ["..."] }

  /// When a message is repeated at the latest: it waits for the next look at its group.
  ///
  /// A repeat that falls on the very moment of a look is due only at the next one, for the
  /// message before it left a little later than the look that sent it.
  package var longestRepeat: Duration {
    Self.longestRepeat(of: repeatInterval, every: groupInterval)
  }

  package static func longestRepeat(
    of repeatInterval: Duration, every groupInterval: Duration
  ) -> Duration {
    let interval = max(1, groupInterval.milliseconds)
    return Duration(milliseconds: (repeatInterval.milliseconds / interval + 1) * interval)
  }
}
