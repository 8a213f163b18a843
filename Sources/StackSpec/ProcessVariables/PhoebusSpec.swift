import SpecLanguage
import YAMLTree

/// The alarm server of Phoebus, which is given the same process variables.
struct PhoebusSpec: SpecRecord {
  static let name = "Phoebus"
  static let summary = "A configuration of Phoebus' alarm server with the same process variables."
  static var mayBeEmpty: Bool { true }

  var configuration: String?
  var isLatching = true
  var isAnnunciating = false

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("config", &configuration, "Name of the configuration; the title of the stack by itself.")
    key(
      "latching", &isLatching,
      "Whether alarms stay until somebody acknowledges them; a group may say otherwise.")
    key("annunciating", &isAnnunciating, "Whether alarms are read out.")
  }
}
