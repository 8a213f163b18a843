package import Dialects

/// Process variables that are archived, shown and watched together.
package struct PVGroup: Sendable {
  package var name: String
  /// The name it was first emitted under, which decides the uids of its rules and dashboard.
  package var identity: String
  package var title: String
  package var description: String?
  package var variables: [ProcessVariable] = []
  /// What variables have in common; each variable names one of these.
  package var profiles: [PVProfile] = []
  package var watch = PVWatch()
  package var origin: Origin

  package init(name: String, title: String, origin: Origin) {
    self.name = name
    self.identity = name
    self.title = title
    self.origin = origin
  }

  /// The variables of each profile, in the order written.
  package var byProfile: [(profile: PVProfile, variables: [ProcessVariable])] {
    var lists = [[ProcessVariable]](repeating: [], count: profiles.count)
    for variable in variables { lists[Int(variable.profile)].append(variable) }
    return Array(zip(profiles, lists)).map { (profile: $0, variables: $1) }
  }
}

/// One process variable.
package struct ProcessVariable: Sendable {
  /// Its canonical name: without `ca://` or `pva://`, without `.VAL`.
  package var name: String
  package var profile: Int32
  package var description: String

  package init(name: String, profile: Int, description: String = "") {
    self.name = name
    self.profile = Int32(profile)
    self.description = description
  }
}

/// What is said of a process variable beside its name.
package struct PVProfile: Hashable, Sendable {
  /// The unit as people write it, and Grafana's id of it.
  package var unit = ""
  package var unitID: String?
  package var decimals: Int?
  package var lowest: Double?
  package var highest: Double?
  package var owner: String?
  package var runbook: String?
  package var sampling = PVSampling()
  package var limits: [PVLimit] = []

  package init() {}
}

/// How the archiver samples a process variable.
package struct PVSampling: Hashable, Sendable {
  package var method = Method.monitor
  package var period = Duration.seconds(1)
  package var policy: String?
  package var protocolName = AccessProtocol.channelAccess

  package enum Method: String, Hashable, Sendable {
    case monitor = "MONITOR"
    case scan = "SCAN"
  }

  package enum AccessProtocol: String, Hashable, Sendable {
    case channelAccess = "ca"
    case pvAccess = "pva"
  }

  package init() {}
}

/// A limit of a process variable, and who is told how urgently.
package struct PVLimit: Hashable, Sendable {
  package var severity: String
  package var test: Test
  /// The test that ends it again.
  package var recovery: Test?
  package var pending: Duration?

  /// A comparison with numbers in the unit of the variable.
  package enum Test: Hashable, Sendable {
    case above(Double), atLeast(Double), below(Double), atMost(Double)
    case equal(Double), notEqual(Double)
    case outside(Double, Double), inside(Double, Double)
  }

  package init(severity: String, test: Test, recovery: Test? = nil, pending: Duration? = nil) {
    self.severity = severity
    self.test = test
    self.recovery = recovery
    self.pending = pending
  }
}

/// What is watched of a group beside the limits of its values.
package struct PVWatch: Sendable {
  package var isDashboardWanted = true
  /// Whether Phoebus keeps an alarm until it is acknowledged.
  package var isLatching = true
  package var labels: [(name: String, value: String)] = []
  package var disconnected: PVAgeWatch?
  package var stale: PVAgeWatch?
  /// Severities of the record itself that somebody is told of: 1 minor, 2 major, 3 invalid.
  package var recordAlarms: [PVRecordAlarm] = []

  package init() {}
}

/// How long something may last before somebody is told.
package struct PVAgeWatch: Sendable {
  package var time: Duration
  package var severity: String

  package init(time: Duration, severity: String) {
    self.time = time
    self.severity = severity
  }
}

package struct PVRecordAlarm: Sendable {
  package var severity: String
  /// The least severity of the record.
  package var level: Int
  package var pending: Duration?

  package init(severity: String, level: Int, pending: Duration?) {
    self.severity = severity
    self.level = level
    self.pending = pending
  }
}
