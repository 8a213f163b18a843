package import Diagnostics
package import Documents
internal import Outputs
package import Proof
package import StackModel
internal import StackSpec

/// What is known of a stack's alerts from their tests, for people.
package struct AlertCoverage {
  package private(set) var proofs: [AlertProof]
  /// The alerts that Grafana evaluates.
  package let managed: [ManagedVerdict]
  private let origins: Origins
  private let compilation: Compilation
  private var isAsked = false

  package init(_ compilation: Compilation, _ sources: SourceMap) {
    proofs = compilation.resolution.model.alertProofs
    managed = compilation.managedVerdicts
    self.compilation = compilation
    origins = Origins(compilation.resolution.origins, sources)
  }

  package var testCount: Int { proofs.reduce(0) { $0 + $1.tests.count } }

  /// One line for the whole, one for each alert without a test, one for each way to fire that no
  /// test reaches.
  package var text: String {
    let untested = proofs.filter(\.tests.isEmpty)
    let partly = proofs.filter { !$0.tests.isEmpty && !$0.gaps.isEmpty }
    var text = "\(proofs.count) alerts, \(proofs.count - untested.count) with tests"
    text +=
      partly.isEmpty ? "\n" : ", \(partly.count) of them with a way to fire that none reaches\n"
    for proof in untested + partly {
      let title = proof.tests.isEmpty ? "without a test" : "not made to fire in every way"
      text += "  \(title): \(proof.alert)\(place(proof.origin))\n"
      for gap in proof.gaps { text += "    '\(gap.condition)': \(gap.reason)\n" }
      if !proof.gaps.isEmpty, !isAsked, !proof.writtenFirings.isEmpty {
        text += "    whether tests of the spec reach it, promtool would tell\n"
      }
    }
    return text
  }

  /// What Grafana's own evaluation gives, where it evaluates anything.
  package var managedText: String {
    guard !managed.isEmpty else { return "" }
    let checks = managed.reduce(0) { $0 + $1.checkCount }
    let gaps = managed.filter { $0.gap != nil }
    var text = "  of Grafana: \(managed.count - gaps.count) of \(managed.count) played"
    text += ", \(checks) checks\n"
    for one in gaps {
      text += "  not played: \(one.title)\(place(one.origin)): \(one.gap ?? "")\n"
    }
    for one in managed where !one.failures.isEmpty {
      text += "failed: \(one.title)\(place(one.origin))\n"
      for failure in one.failures { text += "    \(failure)\n" }
    }
    return text
  }

  package var managedFails: Bool { managed.contains { !$0.failures.isEmpty } }

  private func place(_ origin: Origin) -> String {
    origins.place(origin).map { " (\($0))" } ?? ""
  }

  /// Asks promtool which ways to fire the tests of the spec reach; `passes` runs one file of tests.
  package mutating func findReached<Problem: Error>(
    by passes: (FileSet, String) throws(Problem) -> Bool
  ) throws(Problem) {
    isAsked = true
    let place = compilation.resolution.model.ruleFilePlace
    for index in proofs.indices {
      let proof = proofs[index]
      let rules = "../../\(place.folder)/\(proof.file)\(place.ending)"
      var open: [AlertProof.Gap] = []
      for gap in proof.gaps {
        var isReached = false
        for test in proof.writtenFirings {
          for check in test.checks where check.expected.isFiring && !isReached {
            let probe = GeneratedFile(
              path: "tests/probes/probe.yml",
              bytes: AlertTestOutput().probe(
                gap.condition, at: check.time, of: test, rules: rules))
            guard let files = compilation.files(with: probe) else { continue }
            isReached = try passes(files, probe.path)
          }
        }
        if !isReached { open.append(gap) }
      }
      proofs[index].gaps = open
    }
  }

  /// The tests that promtool calls failed, with its words, from all it said.
  package func failures(in answer: String) -> String {
    var text = ""
    for block in Self.blocks(answer) {
      let test = proofs.lazy.flatMap { proof in proof.tests.map { (proof, $0) } }.first {
        block.contains("name: \($0.alert) \($1.name),")
      }
      let alert = proofs.first {
        block.contains("alertname: \($0.alert),")
          || block.contains("alertname=\\\"\($0.alert)\\\"")
      }
      let origin = test?.1.origin ?? alert?.origin
      text += "failed: \(test.map { "\($0.0.alert) \($0.1.name)" } ?? alert?.alert ?? "a test")"
      text += origin.map { place($0) } ?? ""
      text += "\n"
      text += block
    }
    return text
  }

  /// What promtool says of one check each: they begin four columns in.
  private static func blocks(_ answer: String) -> [String] {
    var blocks: [String] = []
    var isNamed = false
    for line in answer.split(separator: "\n", omittingEmptySubsequences: false) {
      let isStart = line.hasPrefix("    ") && !line.hasPrefix("     ")
      if isStart, !isNamed { blocks.append("") }
      isNamed = isStart && line.hasPrefix("    name:")
      if line.hasPrefix("    "), !blocks.isEmpty { blocks[blocks.count - 1] += "\(line)\n" }
    }
    return blocks
  }
}

extension Compilation {
  /// The rules and one file more.
  fileprivate func files(with other: GeneratedFile) -> FileSet? {
    let rules = resolution.model.ruleFilePlace.folder
    let own = files.files.filter { $0.path.hasPrefix("\(rules)/") }
    do { return try FileSet(own + [other], facts: []) } catch { return nil }
  }
}
