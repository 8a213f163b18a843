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
      diagnostics.report(
        Diagnostic(
          .literalSecret, .warning, "this looks like a secret, and it will stand in the outputs",
          at: entry.node.range
        ).help(help))
    }
  }

  /// Warns of headers that log in.
  func checkHeaders(_ headers: Named<String>, help: String) {
    warnOfSecrets(in: headers, text: { $0 }, help: help)
  }
}

private func looksSecret(_ name: String, _ value: String) -> Bool {
  guard !value.isEmpty, !value.hasPrefix("/"), !value.contains("$__file") else { return false }
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
