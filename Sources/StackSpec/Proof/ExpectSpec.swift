import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// What must hold of who is told of an alert: `Down: oncall`.
struct ExpectSpec: SpecRecord {
  static let name = "expectation"
  static let summary = "What must hold of who is told of an alert."
  static var shortForm: Shape? { .either([String.shape, .list(String.shape)]) }

  var labels = Named<String>()
  var receivers: [Located<String>] = []
  var groupWait: Duration?
  var groupInterval: Duration?
  var repeatInterval: Duration?
  var groupBy: [String]?
  var mutes: [Located<String>]?
  var inhibitors: [Located<String>]?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("labels", &labels, "Labels it has when it fires, beside those of its rule.")
    key("to", &receivers, .required, "The receivers that are told; no others are.")
    key("group_wait", &groupWait, "How long the first message waits for more alerts.")
    key("group_interval", &groupInterval, "How long news of a group wait after a message.")
    key("repeat_interval", &repeatInterval, "After which time a message is sent again.")
    key("group_by", &groupBy, "Labels; alerts with the same values are told together.")
    key("mute", &mutes, "Names of `mutes` during which nobody is told.")
    key(
      "inhibited_by", &inhibitors, "Alerts that must keep it quiet; an empty list for none at all.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> ExpectSpec? {
    guard let receivers = [Located<String>].read(node, reading) else { return nil }
    var expectation = ExpectSpec()
    expectation.receivers = receivers
    return expectation
  }
}

/// One expectation of an alert, or one for each set of labels.
struct ExpectList: SpecValue {
  var items: [(spec: ExpectSpec, node: Node)] = []

  static var shape: Shape { .either([ExpectSpec.shape, .list(.record(ExpectSpec.recordShape))]) }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> ExpectList? {
    let isList = node.items?.contains { $0.entries != nil } ?? false
    let nodes = isList ? node.items ?? [] : [node]
    return ExpectList(
      items: nodes.compactMap { node in
        ExpectSpec.read(node, reading).map { (spec: $0, node: node) }
      })
  }
}

extension Resolver {
  /// Takes the expectations over into the model; that they hold is seen when all is written.
  mutating func addExpectations(to routing: inout Routing) {
    let alerts = model.routedAlerts.map(\.name)
    for entry in stack.expect.entries {
      if !alerts.contains(entry.name) {
        undefined("alert", entry.name, at: entry.nameRange, among: alerts, section: "alerts")
      }
      for (spec, node) in entry.value.items {
        check(spec.receivers, "receiver", among: stack.receivers.names, section: "receivers")
        check(spec.mutes ?? [], "mute time", among: stack.mutes.names, section: "mutes")
        check(spec.inhibitors ?? [], "alert", among: alerts, section: "alerts")
        var expectation = DeliveryExpectation(
          alert: entry.name, labels: spec.labels.entries.map { ($0.name, $0.value) },
          receivers: spec.receivers.map(\.value), origin: origin(node.range))
        expectation.groupWait = spec.groupWait
        expectation.groupInterval = spec.groupInterval
        expectation.repeatInterval = spec.repeatInterval
        expectation.groupBy = spec.groupBy
        expectation.mutes = spec.mutes?.map(\.value)
        expectation.inhibitors = spec.inhibitors?.map(\.value)
        routing.expectations.append(expectation)
      }
    }
  }

  private func check(
    _ names: [Located<String>], _ what: String, among declared: [String], section: String
  ) {
    for name in names where !declared.contains(name.value) {
      undefined(what, name.value, at: name.range, among: declared, section: section)
    }
  }
}
