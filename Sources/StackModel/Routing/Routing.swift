package import OrderedTree

/// Who is told of which alert, when and how: written for Alertmanager and for Grafana alike.
package struct Routing: Sendable {
  package var receivers: [Receiver] = []
  package var root: Route
  package var inhibitions: [Inhibition] = []
  package var intervals: [NamedInterval] = []
  package var templates: [MessageTemplate] = []
  package var expectations: [DeliveryExpectation] = []

  package init(root: Route) { self.root = root }
}

/// People or programs that are told together.
package struct Receiver: Sendable {
  package var name: String
  /// The name it was first emitted under, which decides the uids of its contact points.
  package var identity: String
  package var integrations: [Integration]
  package var origin: Origin

  /// Whether alerts sent here are dropped on purpose.
  package var drops: Bool { integrations.isEmpty }

  package init(name: String, integrations: [Integration] = [], origin: Origin = .none) {
    self.name = name
    self.identity = name
    self.integrations = integrations
    self.origin = origin
  }
}

/// One way a receiver is told.
package struct Integration: Sendable {
  /// `slack`, `email`, ...; Alertmanager's key is `slack_configs`.
  package var kind: String
  /// In the form of Alertmanager.
  package var settings: Tree
  /// The same for Grafana, where Grafana can say it.
  package var contactPoint: ContactPoint?
  package var origin: Origin

  package init(
    kind: String, settings: Tree, contactPoint: ContactPoint? = nil, origin: Origin = .none
  ) {
    self.kind = kind
    self.settings = settings
    self.contactPoint = contactPoint
    self.origin = origin
  }
}

/// How Grafana tells a receiver.
package struct ContactPoint: Sendable {
  package var type: String
  package var settings: [(key: String, value: Value)]
  package var sendsResolved: Bool

  package enum Value: Sendable {
    case plain(Tree)
    /// The name of a secret that Grafana reads from its file.
    case secret(String)
  }

  package init(
    type: String, settings: [(key: String, value: Value)], sendsResolved: Bool
  ) {
    self.type = type
    self.settings = settings
    self.sendsResolved = sendsResolved
  }
}

/// A file of message templates.
package struct MessageTemplate: Sendable {
  package var name: String
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
