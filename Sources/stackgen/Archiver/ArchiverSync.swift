import Outputs
import StackModel

/// What became of bringing the appliance in line with a spec.
struct ArchiverSync {
  /// Requests to archive that were taken.
  var accepted = 0
  var changed: [String] = []
  var removed: [String] = []
  /// What the appliance refused, and why.
  var refused: [(name: String, reason: String)] = []

  /// Asks for what is missing, a batch at a time.
  mutating func submit(
    _ missing: [WantedPV], _ client: ArchiverClient, whenDone: (_ count: Int) -> Void
  ) throws(Failure) {
    for start in stride(from: 0, to: missing.count, by: Archiver.batchSize) {
      let batch = missing[start..<min(start + Archiver.batchSize, missing.count)]
      for answer in try client.archive(archivingRequest(batch)) {
        switch answer.state {
        case "Archive request submitted", "Already submitted": accepted += 1
        default: refused.append((answer.name, answer.state))
        }
      }
      whenDone(start + batch.count)
    }
  }

  /// Gives variables the method and the period of the spec.
  mutating func correct(
    _ drifted: [WantedPV], _ client: ArchiverClient, whenDone: (_ count: Int) -> Void
  ) throws(Failure) {
    for (index, pv) in drifted.enumerated() {
      if let reason = try client.change(pv.name, to: pv.sampling) {
        refused.append((pv.name, reason))
      } else {
        changed.append(pv.name)
      }
      whenDone(index + 1)
    }
  }

  /// Stops archiving variables; their samples stay unless they are to go too.
  mutating func remove(
    _ names: [String], withData: Bool, _ client: ArchiverClient,
    whenDone: (_ count: Int) -> Void
  ) throws(Failure) {
    for (index, name) in names.enumerated() {
      // The appliance removes nothing that is not paused. A rerun may find it so already.
      let pausing = try client.pause(name)
      let reason =
        pausing == nil || pausing?.contains("already paused") == true
        ? try client.delete(name, withData: withData) : pausing
      if let reason { refused.append((name, reason)) } else { removed.append(name) }
      whenDone(index + 1)
    }
  }
}
