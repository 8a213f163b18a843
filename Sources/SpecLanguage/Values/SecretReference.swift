package import Diagnostics
package import OrderedTree
package import YAMLTree

/// `{secret: NAME}`: a secret by the name that `secrets:` declares; never its value.
package struct SecretReference: SpecRecord {
  package static let name = "secret"
  package static let summary = "Names a secret that `secrets:` declares."

  package var secret = ""
  package var range: SourceRange?

  package init() {}

  package mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("secret", &secret, .required, "Name of the secret.")
  }

  /// The path of the file that holds the secret inside the container.
  package func tree(_ writing: inout Writing) -> Tree? {
    writing.secrets.append(self)
    return .text("\(writing.secretFolder)/\(secret)")
  }

  package static func read(_ node: Node, _ reading: Reading) -> SecretReference? {
    var reference = readRecord(node, reading, alsoKnown: [])
    reference?.range = node["secret"]?.range ?? node.range
    return reference
  }

  package static func readShort(_ node: Node, _ reading: Reading) -> SecretReference? {
    reading.diagnostics.report(
      Diagnostic(
        .literalSecret, .error, "a secret is never written into a spec", at: node.range
      ).help("declare it under 'secrets:' and write {secret: NAME} here"))
    return nil
  }
}
