import Dialects
import StackModel

/// How the appliance differs from the spec.
struct ArchiverPlan {
  var missing: [WantedPV] = []
  /// Archived, but with another method or period.
  var drifted: [WantedPV] = []
  var paused: [String] = []
  /// Asked for, and never seen on the network.
  var waiting: [String] = []
  var disconnected: [String] = []
  var archivedCount = 0

  /// Asks the appliance, a batch at a time.
  init(
    _ wanted: [WantedPV], _ client: ArchiverClient, whenDone: (_ count: Int) -> Void
  ) throws(Failure) {
    try client.checkReady()
    var done = 0
    for start in stride(from: 0, to: wanted.count, by: Archiver.batchSize) {
      let batch = wanted[start..<min(start + Archiver.batchSize, wanted.count)]
      let missing = Set(try client.unarchived(batch.map(\.name)))
      let known = batch.filter { !missing.contains($0.name) }
      self.missing += batch.filter { missing.contains($0.name) }
      if !known.isEmpty { try add(known, client) }
      done += batch.count
      whenDone(done)
    }
  }

  private mutating func add(_ known: [WantedPV], _ client: ArchiverClient) throws(Failure) {
    var states: [String: PVState] = [:]
    for state in try client.states(of: known.map(\.name)) { states[state.name] = state }
    for pv in known {
      guard let state = states[pv.name] else { continue }
      switch state.status {
      case "Paused": paused.append(pv.name)
      case "Being archived":
        archivedCount += 1
        if !state.isConnected { disconnected.append(pv.name) }
        if !pv.sampling.isThat(of: state) { drifted.append(pv) }
      default: waiting.append(pv.name)
      }
    }
  }
}

/// A variable of the spec, as the appliance is to archive it.
typealias WantedPV = (name: String, sampling: PVSampling)

extension PVSampling {
  fileprivate func isThat(of state: PVState) -> Bool {
    let seconds = Double(period.milliseconds) / 1000
    return state.isMonitored == (method == .monitor)
      && state.period.map { abs($0 - seconds) < 0.001 } ?? true
  }
}
