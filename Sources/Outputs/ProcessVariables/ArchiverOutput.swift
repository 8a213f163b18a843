internal import Dialects
package import Documents
internal import OrderedTree
package import StackModel

/// `archiver/`: what the appliance is asked to archive, as its management takes it.
package struct ArchiverOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let archiver = model.archiver, archiver.count > 0 else { return [] }
    let wanted = archiver.wanted
    let batches = stride(from: 0, to: wanted.count, by: Archiver.batchSize)
    let digits = max(3, String(batches.underestimatedCount).utf8.count)
    let appliance = GeneratedFile(
      path: "archiver/appliance.json",
      bytes: jsonDocument { $0.field("management", archiver.management) })
    // A name a line, as pages of the appliance and other tools take them.
    let list = wanted.map { archived($0.name, $0.sampling) + "\n" }.joined()
    return [appliance, GeneratedFile(path: "archiver/pvs.txt", bytes: Array(list.utf8))]
      + batches.enumerated().map { index, start in
        let number = String(index + 1)
        let padded = String(repeating: "0", count: max(0, digits - number.utf8.count)) + number
        let batch = wanted[start..<min(start + Archiver.batchSize, wanted.count)]
        return GeneratedFile(
          path: "archiver/register-\(padded).json", bytes: archivingRequest(batch))
      }
  }
}

/// One `archivePV` request. Every value is a text: the appliance skips entries with numbers.
package func archivingRequest(
  _ batch: some Sequence<(name: String, sampling: PVSampling)>
) -> [UInt8] {
  jsonListDocument { list in
    for (name, sampling) in batch {
      list.object { entry in
        entry.field("pv", archived(name, sampling))
        // Without the period the appliance ignores the method.
        entry.field("samplingperiod", (Double(sampling.period.milliseconds) / 1000).description)
        entry.field("samplingmethod", sampling.method.rawValue)
        entry.field("policy", optional: sampling.policy)
      }
    }
  }
}

/// The name with its protocol, where that is not Channel Access.
func archived(_ name: String, _ sampling: PVSampling) -> String {
  sampling.protocolName == .pvAccess ? "pva://\(name)" : name
}
