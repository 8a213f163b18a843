package import Dialects

/// What the spec says of who is told of an alert.
package struct DeliveryExpectation: Sendable {
  package var alert: String
  /// Labels that it has when it fires, beside those of its rule.
  package var labels: [(name: String, value: String)]
  package var receivers: [String]
  package var groupWait: Duration?
  package var groupInterval: Duration?
  package var repeatInterval: Duration?
  package var groupBy: [String]?
  package var mutes: [String]?
  /// Alerts while which nobody is told of this one.
  package var inhibitors: [String]?
  package var origin: Origin

  package init(
    alert: String, labels: [(name: String, value: String)] = [], receivers: [String],
    origin: Origin
  ) {
    self.alert = alert
    self.labels = labels
    self.receivers = receivers
    self.origin = origin
  }
}
