package import Diagnostics
package import Dialects

extension Reading {
  /// Refuses what the target version does not know yet.
  package func check(_ gate: VersionGate, _ subject: String, at range: SourceRange) {
    guard let target = versions[gate.tool], target < gate.version else { return }
    diagnostics.report(
      Diagnostic(
        .versionTooOld, .error,
        "\(subject) needs \(gate.tool.title) \(gate.version); this stack emits for \(target)",
        at: range
      ).help("raise versions.\(gate.tool.rawValue), or leave it out"))
  }
}
