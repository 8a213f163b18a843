import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// An Archiver Appliance that the stack runs.
struct ApplianceSpec: SpecRecord {
  static let name = "appliance"
  static let summary = "An Archiver Appliance that the stack runs, with its database."

  var password = SecretReference()
  var isOpen = false
  var channelAccess = ChannelAccess()
  var pvAccess = PVAccess()
  var policies = Named<PolicySpec>()
  var storage = ApplianceStorage()
  var tuning = ServiceTuning()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key(
      "database_password", &password, .required,
      "Password of its database, from a secret; of your"
        + " choice.")
    key(
      "open", &isOpen,
      "Whether people reach its pages, through the proxy of the stack and its login.")
    key("channel_access", &channelAccess, "Where it looks for variables by Channel Access.")
    key("pv_access", &pvAccess, "Where it looks for variables by PV Access.")
    key("policies", &policies, "How groups that name a policy are sampled and kept.")
    key("storage", &storage, "Folders of the host for samples, in place of volumes.")
    tuning.visitKeys(&key)
  }
}

/// Where Channel Access looks for servers.
struct ChannelAccess: SpecRecord {
  static let name = "channel access"
  static let summary = "Where Channel Access looks for servers; by broadcast when left out."

  var addresses: [String] = []
  var arrayBytes = 16_777_216

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("addresses", &addresses, "Hosts or gateways: EPICS_CA_ADDR_LIST.")
    key("max_array_bytes", &arrayBytes, "The longest array: EPICS_CA_MAX_ARRAY_BYTES.")
  }
}

/// Where PV Access looks for servers.
struct PVAccess: SpecRecord {
  static let name = "PV access"
  static let summary = "Where PV Access looks for servers; by broadcast when left out."

  var addresses: [String] = []
  var nameServers: [String] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("addresses", &addresses, "Hosts or gateways: EPICS_PVA_ADDR_LIST.")
    key("name_servers", &nameServers, "Servers asked over TCP: EPICS_PVA_NAME_SERVERS.")
  }
}

/// How variables of one policy are sampled and kept.
struct PolicySpec: SpecRecord {
  static let name = "archiving policy"
  static let summary = "How variables of one policy are sampled and kept."
  static var mayBeEmpty: Bool { true }

  var meaning: String?
  var method = SamplingMethod.monitor
  var period = Duration.seconds(1)
  var keep: Located<Duration>?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("summary", &meaning, "What it is for, as the pages of the appliance show it.")
    key("method", &method, "Every change, or one sample a period.")
    key("period", &period, "Shortest time between two samples.")
    key("keep", &keep, "How long samples are kept, in days; for ever when left out.")
  }

  func check(_ node: Node, _ reading: Reading) {
    guard let keep, keep.value.milliseconds % 86_400_000 != 0 || keep.value.milliseconds == 0
    else { return }
    reading.invalid("the appliance keeps whole days", keep.node, help: "write 3d")
  }
}

/// Folders of the host for samples.
struct ApplianceStorage: SpecRecord {
  static let name = "appliance storage"
  static let summary = "Folders of the host for samples: of the hour, of some days, for ever."

  var short: String?
  var medium: String?
  var long: String?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("short", &short, "Samples of the hour, best in memory.")
    key("medium", &medium, "Samples of some days.")
    key("long", &long, "All older samples.")
  }
}

/// What brings an archiver in line with the spec by itself.
struct ArchiverSyncSpec: SpecRecord {
  static let name = "archiver sync"
  static let summary = "A container that asks the archiver for what it lacks."
  static var mayBeEmpty: Bool { true }

  var every: Located<Duration>?
  var tuning = ServiceTuning()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("every", &every, "How often it compares again; at the start only when left out.")
    tuning.visitKeys(&key)
  }

  func check(_ node: Node, _ reading: Reading) {
    guard let every, every.value.milliseconds < 60_000 else { return }
    reading.invalid(
      "the appliance takes longer than that to archive what it was asked for", every.node,
      help: "write 1m or more")
  }
}
