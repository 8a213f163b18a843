package import Diagnostics
package import OrderedTree
package import YAMLTree

/// `{secret: NAME}`: a secret by the name that `secrets:` declares; never its value.
package struct SecretReference: SpecRecord {
  package static let name = "secret"
  package static let summary = "Names a secret that `secrets:` declares."

  package var secret = ""
  package var range: SourceRange?
  package var isSecret: Bool { true }

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

/// A value written in the spec, or one that comes from a secret.
package enum SecretOr<Value: SpecValue>: SpecValue {
  case plain(Value)
  case secret(SecretReference)

  package static var shape: Shape { .either([Value.shape, SecretReference.shape]) }
  package var specText: String? {
    if case .plain(let value) = self { value.specText } else { nil }
  }

  package var isSecret: Bool {
    if case .secret = self { true } else { false }
  }

  package func tree(_ writing: inout Writing) -> Tree? {
    switch self {
    case .plain(let value): value.tree(&writing)
    case .secret(let reference): reference.tree(&writing)
    }
  }

  package static func read(_ node: Node, _ reading: Reading) -> SecretOr? {
    if node.entries != nil {
      return SecretReference.read(node, reading).map { .secret($0) }
    }
    return Value.read(node, reading).map { .plain($0) }
  }
}
