import Diagnostics
import SpecLanguage
import YAMLTree

extension Reading {
  /// Warns of values that look like a password: they would stand in the outputs.
  func warnOfSecrets<Value>(
    in named: Named<Value>, text: (Value) -> String?, help: String
  ) {
    for entry in named.entries {
      guard let value = text(entry.value), looksSecret(entry.name, value) else { continue }
      warnOfSecret(entry.node, help: help)
    }
  }

  /// Warns of values that look like a password, in what is passed on as it is written: arguments of
  /// a command, params, patches.
  func warnOfSecrets(within node: Node?, help: String) {
    guard let node else { return }
    switch node.content {
    case .scalar(let scalar):
      guard let sign = scalar.text.firstIndex(of: "=") else { return }
      let (name, value) = (scalar.text[..<sign], scalar.text[sign...].dropFirst())
      if looksSecret(String(name), String(value)) { warnOfSecret(node, help: help) }
    case .sequence(let items):
      for item in items { warnOfSecrets(within: item, help: help) }
    case .mapping(let entries):
      for entry in entries {
        if let text = entry.value.scalar?.text, looksSecret(entry.key.name, text) {
          warnOfSecret(entry.value, help: help)
        } else {
          warnOfSecrets(within: entry.value, help: help)
        }
      }
    }
  }

  private func warnOfSecret(_ node: Node, help: String) {
    diagnostics.report(
      Diagnostic(
        .literalSecret, .warning, "this looks like a secret, and it will stand in the outputs",
        at: node.range
      ).help(help))
  }

  /// Warns of headers that log in.
  func checkHeaders(_ headers: Named<String>, help: String) {
    warnOfSecrets(in: headers, text: { $0 }, help: help)
  }
}

private func looksSecret(_ name: String, _ value: String) -> Bool {
  // A path, a variable or a param is no secret.
  guard !value.isEmpty, !value.hasPrefix("/"), !value.contains("$__file"), !value.hasPrefix("$")
  else { return false }
  return namesSecret(name) || hasLogin(value)
}

/// Whether a variable or a header is called as secrets are.
func namesSecret(_ name: String) -> Bool {
  let name = name.uppercased().split(separator: "-").joined(separator: "_")
  return secretNames.contains { name.hasSuffix($0) }
}

private let secretNames = [
  "PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "AUTHORIZATION",
  "COOKIE",
]

/// `scheme://user:password@host`
private func hasLogin(_ value: String) -> Bool {
  guard let scheme = value.firstRange(of: "://") else { return false }
  let authority = value[scheme.upperBound...].prefix { $0 != "/" }
  guard let at = authority.firstIndex(of: "@") else { return false }
  return authority[..<at].contains(":")
}
