import SpecLanguage

/// Where ports of the stack are open.
struct Expose: SpecRecord {
  static let name = "expose"
  static let summary = "Where ports of the stack are open."

  var address = "127.0.0.1"

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("address", &address, "Address of the host that ports are bound to.")
  }
}
