import Dialects
import StackModel
import YAMLTree

/// How the appliance differs from the spec.
struct ArchiverPlan {
  var missing: [WantedPV] = []
  /// Archived, but with another method or period.
  var drifted: [WantedPV] = []
  var paused: [String] = []
  /// Asked for, and not sampled yet.
  var waiting: [String] = []
  /// Asked for, and never seen on the network.
  var neverConnected: [String] = []
  var disconnected: [String] = []
  /// On an appliance of the cluster that is down.
  var down: [String] = []
  /// The appliance says nothing of them: its own lists break at some signs.
  var unanswered: [String] = []
  /// Archived, in no group of the spec, and to be removed.
  var extra: [String] = []
  var archivedCount = 0

  /// Asks the appliance, a batch at a time.
  init(
    _ wanted: [WantedPV], _ client: ArchiverClient, whenDone: (_ count: Int) -> Void
  ) throws(Failure) {
    try client.checkReady()
    var done = 0
    for start in stride(from: 0, to: wanted.count, by: Archiver.batchSize) {
      let batch = wanted[start..<min(start + Archiver.batchSize, wanted.count)]
      try add(batch, client)
      done += batch.count
      whenDone(done)
    }
    guard !waiting.isEmpty else { return }
    let lost = Set(try client.neverConnected())
    neverConnected = waiting.filter { lost.contains($0) }
    waiting.removeAll { lost.contains($0) }
  }

  private mutating func add(
    _ batch: ArraySlice<WantedPV>, _ client: ArchiverClient
  ) throws(Failure) {
    var states: [String: PVState] = [:]
    for state in try client.states(of: batch.map(\.name)) { states[state.name] = state }
    for pv in batch {
      guard let state = states[pv.name] else {
        unanswered.append(pv.name)
        continue
      }
      switch state.status {
      case "Not being archived": missing.append(pv)
      case "Paused": paused.append(pv.name)
      case "Appliance Down": down.append(pv.name)
      case "Being archived":
        archivedCount += 1
        if !state.isConnected { disconnected.append(pv.name) }
        if !pv.sampling.isThat(of: state) { drifted.append(pv) }
      default: waiting.append(pv.name)
      }
    }
  }

  /// Looks for what is archived beside the spec, as far as its name fits.
  mutating func addExtra(
    beside wanted: [WantedPV], _ client: ArchiverClient, where fits: (String) -> Bool
  ) throws(Failure) {
    let known = Set(wanted.map(\.name))
    for name in try client.allNames().sorted() where !known.contains(name) && fits(name) {
      // An alias stands for a variable that the spec may well have.
      guard let info = try client.typeInfo(of: name), info["pvName"]?.scalar?.text == name else {
        continue
      }
      extra.append(name)
    }
  }

  /// Whether the appliance is as the spec says.
  var isEmpty: Bool { missing.isEmpty && drifted.isEmpty && extra.isEmpty }
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
