import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// What the collector takes or fetches needs somebody who stores it.
  func checkIntakes() {
    guard let spec = stack.collector else { return }
    if spec.logs.isThere, !isTaken(.logs) {
      report(.error, "the collector takes lines, and nobody stores them", "logs", "add 'loki:'")
    }
    if spec.profiles.push, !isTaken(.profiles) {
      report(
        .error, "the collector takes profiles, and nobody stores them", "profiles",
        "add 'pyroscope:'")
    }
    if spec.faro != nil { checkPages() }
  }

  /// Web pages send lines and traces; each goes where it is stored.
  private func checkPages() {
    guard !isTaken(.logs) else { return }
    if isTaken(.traces) {
      report(
        .warning, "nobody in this stack stores errors and measurements of web pages",
        "faro", "add 'loki:'")
    } else {
      report(
        .error, "nobody in this stack stores what web pages send", "faro",
        "add 'loki:' for errors and measurements, 'tempo:' for traces")
    }
  }

  private func report(
    _ severity: Diagnostic.Severity, _ message: String, _ key: String, _ help: String
  ) {
    let entry = stack.collector?.node.entries?.first { $0.key.name == key }
    diagnostics.report(
      Diagnostic(.signalToNobody, severity, message, at: entry?.key.range).help(help))
  }
}

extension LogIntake {
  /// Whether any lines come in this way.
  fileprivate var isThere: Bool {
    containers || !files.entries.isEmpty || journal?.isRead == true || !syslog.entries.isEmpty
      || push
  }
}
