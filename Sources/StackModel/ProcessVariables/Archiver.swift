package import Dialects

/// The EPICS Archiver Appliance of a stack and what it archives.
package struct Archiver: Sendable {
  /// Where its management is reached: `http://archiver:17665/mgmt`.
  package var management: String
  /// Where its data is reached: `http://archiver:17668/retrieval`.
  package var retrieval: String
  /// How Grafana asks it.
  package var access: Access
  package var groups: [PVGroup] = []
  /// What watching each group costs, by the name of the group.
  package var loads: [String: ArchiverLoad] = [:]
  /// What the stack runs of it, when it does.
  package var appliance: Appliance?
  package var origin: Origin

  package enum Access: Sendable {
    /// The Infinity plugin of Grafana's catalogue.
    case infinity
    /// The archiver's own plugin, which is unsigned.
    case plugin
  }

  package init(management: String, retrieval: String, access: Access, origin: Origin) {
    self.management = management
    self.retrieval = retrieval
    self.access = access
    self.origin = origin
  }

  /// How many process variables there are in all groups.
  package var count: Int { groups.reduce(0) { $0 + $1.variables.count } }

  /// Every variable, and how it is to be sampled.
  package var wanted: [(name: String, sampling: PVSampling)] {
    groups.flatMap { group in
      group.variables.map { (name: $0.name, sampling: group.profiles[Int($0.profile)].sampling) }
    }
  }

  /// The most names the appliance takes in one request, as sites run it.
  package static let batchSize = 1000
}

/// What watching a group of variables asks of the appliance.
package struct ArchiverLoad: Sendable {
  package var rules = 0
  /// Questions a minute, how many variables they name, and how long they are.
  package var requests = 0.0
  package var variables = 0.0
  package var bytes = 0.0

  package init() {}

  /// Adds a question that names so many variables and comes every so often.
  package mutating func add(
    requests count: Int, of variables: Int, bytes: Int, every interval: Duration
  ) {
    let times = 60_000 / Double(max(1, interval.milliseconds))
    requests += times * Double(count)
    self.variables += times * Double(variables)
    self.bytes += times * Double(bytes)
  }
}
