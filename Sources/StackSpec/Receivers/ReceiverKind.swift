import Dialects
import OrderedTree
import SpecLanguage

/// One way to tell people, under Alertmanager's own keys.
protocol ReceiverKind: SpecRecord {
  /// Its key in a receiver; Alertmanager's is `<key>_configs`.
  static var key: String { get }
  /// The first Alertmanager that knows it; nil for all that can be emitted for.
  static var since: (major: Int, minor: Int)? { get }
  /// What must be there before anybody is told.
  static var needs: [ReceiverNeed] { get }
  /// How Grafana says the same; nil where it cannot.
  static var grafana: GrafanaForm? { get }
  /// Whether the end of an alert is told as well.
  var sendResolved: Bool { get set }
}

extension ReceiverKind {
  static var since: (major: Int, minor: Int)? { nil }
  static var needs: [ReceiverNeed] { [] }
  static var grafana: GrafanaForm? { nil }

  mutating func visitSendResolved(_ key: inout some KeyVisitor) {
    key("send_resolved", &sendResolved, "Whether the end of an alert is told as well.")
  }
}

/// Something a receiver needs: one of some keys, of its own or in Alertmanager's global settings.
struct ReceiverNeed {
  var keys: [String]
  var globals: [String] = []

  init(_ keys: [String], orGlobal globals: [String] = []) {
    self.keys = keys
    self.globals = globals
  }

  func isMet(by settings: Tree, _ global: Tree) -> Bool {
    keys.contains(where: settings.has) || globals.contains(where: global.has)
  }
}

/// A contact point of Grafana: its type, and its name for each key of Alertmanager.
struct GrafanaForm {
  var type: String
  /// Alertmanager's key, with dots for keys below keys, to Grafana's.
  var keys: [String: String]
  /// Keys of Alertmanager's global settings that stand in where the receiver has none.
  var globals: [String: String] = [:]
  /// Grafana's keys that must be there.
  var required: [String] = []
  /// Grafana's keys that hold numbers as texts.
  var texts: Set<String> = []
}

extension Tree {
  /// Whether a key is set, as a value or as the file of a secret; dots lead to keys below keys.
  func has(_ path: String) -> Bool {
    var tree = self
    var keys = path.split(".")
    while keys.count > 1 {
      guard let below = tree[String(keys.removeFirst())] else { return false }
      tree = below
    }
    let key = String(keys[0])
    return tree[key] != nil || tree[key + "_file"] != nil
  }
}
