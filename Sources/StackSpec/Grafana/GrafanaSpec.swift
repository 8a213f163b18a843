import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The Grafana of the stack.
struct GrafanaSpec: SpecRecord {
  static let name = "grafana"
  static let summary = "A Grafana that shows the stack."

  var port = Port(3000)
  var tuning = ServiceTuning()
  var admin = GrafanaAdmin()
  var smtp: SMTPSpec?
  var home: Located<Identifier>?
  var settings = Named<Named<SettingText>>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host it is reached at.")
    tuning.visitKeys(&key)
    key("admin", &admin, .required, "The first administrator.")
    key("smtp", &smtp, "Mail server of its own alerts; Alertmanager's when absent.")
    key("home", &home, "Dashboard that people see first, by its name.")
    key("settings", &settings, "Settings of `grafana.ini`: section, key, value.")
  }
}

extension GrafanaSpec {
  /// `grafana:` alone lacks what a Grafana must have, which is then said as of any mapping.
  static func readShort(_ node: Node, _ reading: Reading) -> GrafanaSpec? {
    guard node.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    return readRecord(Node(.mapping([]), node.range), reading, alsoKnown: [])
  }
}

/// The first administrator of Grafana.
struct GrafanaAdmin: SpecRecord {
  static let name = "Grafana administrator"
  static let summary = "The first administrator of Grafana."

  var user = "admin"
  var password: SecretReference?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("user", &user, "Login name.")
    key("password", &password, .required, "Password, from a secret.")
  }
}

/// The value of a setting, as the text that Grafana reads.
struct SettingText: SpecValue {
  var text: String

  static var shape: Shape { .either([.text(.plain), .number, .boolean]) }

  func tree(_ writing: inout Writing) -> Tree? { .text(text) }

  static func read(_ node: Node, _ reading: Reading) -> SettingText? {
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    return SettingText(text: scalar.text)
  }
}
