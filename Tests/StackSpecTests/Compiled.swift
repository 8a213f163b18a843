import Diagnostics
import Documents
import SpecLanguage
import StackCompiler

/// A small spec as text, what was found in it, and the files it becomes.
struct Compiled {
  let findings: [String]
  private let files: [GeneratedFile]

  /// The sections given, in a stack with an Alertmanager, two secrets and three alerts.
  init(_ sections: String, head: String = Self.head, tables: [String: String] = [:]) {
    let diagnostics = Diagnostics()
    let texts = tables.merging(["spec.yaml": head + sections]) { $1 }
    let compilation = compile(
      SpecRequest("spec.yaml"), from: TextSources(texts), diagnostics)
    files = compilation?.files.files ?? []
    findings = diagnostics.sorted.map { finding in
      let marked = finding.range.map { range in
        String(
          decoding: diagnostics.sources[range.source].text[range.bytes], as: UTF8.self)
      }
      let help = finding.help.map { " | \($0)" } ?? ""
      return "\(finding.code.rawValue) «\(marked ?? "")» \(finding.message)\(help)"
    }
  }

  func file(_ path: String) -> String {
    files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  var alertmanager: String { file("alertmanager/alertmanager.yml") }

  static let head = """
    stackgen: 1
    name: test
    secrets: {HOOK: {env: HOOK}, KEY: {env: KEY}}
    prometheus: {external_labels: {site: a}}
    alertmanager:
      slack_api_url: {secret: HOOK}
      opsgenie_api_key: {secret: KEY}
      smtp: {host: "mail:587", from: a@example.com}
    alerts:
      Slow: {expr: up == 0, severity: warning, labels: {team: db}}
      Slower: {expr: up == 0, severity: warning, labels: {team: web}}
      Down: {expr: up == 0, severity: critical}

    """
}
