import Diagnostics
import SpecLanguage
import YAMLTree

/// What is wrong with a pack as it is written, whoever uses it.
struct PackChecks {
  let node: Node
  let params: Named<PackParam>
  let reading: Reading

  private static let givenParams = ["name", "jobs", "address", "version"]

  func report() {
    for param in params.entries {
      checkName(of: param)
      checkStandard(of: param)
    }
    checkUse()
    for alert in node["alerts"]?.entries ?? [] { checkWords(of: alert) }
    checkConditions(in: node)
  }

  private func checkName(of param: Named<PackParam>.Entry) {
    let what: String
    if Self.givenParams.contains(param.name) {
      what = "every pack has a param '\(param.name)' already"
    } else if ExporterSpec.keyNames.contains(param.name) {
      what = "'\(param.name)' is a key of every exporter already"
    } else {
      return
    }
    reading.diagnostics.report(
      Diagnostic(.packParam, .error, what, at: param.nameRange).help("choose another name"))
  }

  private func checkStandard(of param: Named<PackParam>.Entry) {
    guard let standard = param.value.standard?.node else { return }
    if param.value.isRequired {
      reading.clash(
        "a param that must be set needs no default", param.node, keys: ["required", "default"],
        help: "keep one of them")
    }
    _ = param.value.accepts(standard, reading)
  }

  private func checkUse() {
    let used = mentionedParams(in: node.removing("params"))
    // A secret may only be meant to be there as a file.
    for param in params.entries where !used.contains(param.name) && param.value.type != .secret {
      reading.diagnostics.report(
        Diagnostic(
          .unusedPackParam, .warning, "the pack never uses its param '\(param.name)'",
          at: param.nameRange
        ).help("use it as $(\(param.name)), or remove it"))
    }
  }

  private func checkWords(of alert: Node.Entry) {
    for key in ["summary", "runbook"] where alert.value[key]?.isNull ?? true {
      reading.diagnostics.report(
        Diagnostic(
          .packAlert, .warning, "the alert '\(alert.key.name)' has no '\(key)'", at: alert.key.range
        ).help(
          key == "summary"
            ? "write one line for the person who is told" : "write what that person is to do"))
    }
  }

  /// `if` names params of the pack and nothing else.
  private func checkConditions(in node: Node) {
    for item in node.items ?? [] { checkConditions(in: item) }
    for entry in node.entries ?? [] {
      checkConditions(in: entry.value)
      guard entry.key.name == "if" else { continue }
      let named = mentionedParams(in: entry.value)
      if named.isEmpty {
        reading.invalid(
          "'if' takes a param of the pack", entry.value, help: "write if: $(name)")
      }
      for name in named where !params.names.contains(name) {
        reading.invalid(
          "the pack has no param '\(name)'", entry.value,
          help: suggestion(for: name, among: params.names))
      }
    }
  }
}
