import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// Where a secret comes from when the stack starts.
struct SecretSpec: SpecRecord {
  static let name = "secret source"
  static let summary = "Where a secret comes from when the stack starts; never its value."

  var environment: String?
  var file: RelativePath?
  var meaning: String?

  init() {}

  static func readShort(_ node: Node, _ reading: Reading) -> SecretSpec? {
    reading.diagnostics.report(
      Diagnostic(
        .literalSecret, .error, "a secret is never written into a spec", at: node.range
      ).help("write where it comes from: {env: VARIABLE} or {file: path}"))
    return nil
  }

  func check(_ node: Node, _ reading: Reading) {
    guard let environment, !isVariableName(environment), let place = node["env"] else { return }
    reading.invalid(
      "'\(environment)' is no name of an environment variable", place,
      help: "write letters, digits and '_', no digit first")
  }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("env", &environment, "Environment variable of the machine that starts the stack.")
    key("file", &file, "File on that machine, relative to the generated folder.")
    key("summary", &meaning, "What it is, for the README of the stack.")
  }
}

extension Resolver {
  /// Declares the secrets of the stack.
  mutating func addSecrets() {
    for entry in stack.secrets.entries {
      if let bad = Identifier.firstBadByte(of: entry.name) {
        reading.invalidKey(
          "a secret's name holds letters, digits, '-' and '_' only: byte \(bad + 1) is another",
          at: entry.nameRange)
      }
      let source: Secret.Source
      switch (entry.value.environment, entry.value.file) {
      case (let variable?, nil): source = .environment(variable)
      case (nil, let file?): source = .file(file.text)
      default:
        reading.invalid(
          "a secret comes from exactly one place", entry.node,
          help: "write {env: VARIABLE} or {file: path}")
        continue
      }
      model.secrets.append(
        Secret(
          name: entry.name, source: source, origin: origin(entry.nameRange),
          summary: entry.value.meaning ?? ""))
    }
  }

  /// The name of a secret that is used; an unknown one is reported where it is named.
  mutating func use(_ reference: SecretReference) -> String {
    usedSecrets.insert(reference.secret)
    let declared = stack.secrets.names
    if !declared.contains(reference.secret) {
      // The one that was meant is not unused.
      usedSecrets.formUnion(nearest(to: reference.secret, among: declared))
      undefined(
        "secret", reference.secret, at: reference.range, among: declared, section: "secrets")
    }
    return reference.secret
  }

  /// Says what a secret is, where the user does not.
  mutating func describe(_ reference: SecretReference, _ summary: String) {
    for index in model.secrets.indices
    where model.secrets[index].name == reference.secret && model.secrets[index].summary.isEmpty {
      model.secrets[index].summary = summary
    }
  }

  /// Warns about secrets that nothing reads.
  mutating func checkUnusedSecrets() {
    // What had an error may be what uses them.
    guard !diagnostics.hasErrors else { return }
    let unused = stack.secrets.entries.filter { !usedSecrets.contains($0.name) }
    guard !unused.isEmpty else { return }
    var others: Set<String> = []
    for node in elsewhere { node.collectSecrets(into: &others) }
    for entry in unused where !others.contains(entry.name) {
      diagnostics.warning(
        .unusedName, "the secret '\(entry.name)' is not used", at: entry.nameRange)
    }
  }
}

extension Node {
  /// The names under `secret:`, in whatever part of a spec.
  fileprivate func collectSecrets(into names: inout Set<String>) {
    switch content {
    case .scalar: return
    case .sequence(let items): for item in items { item.collectSecrets(into: &names) }
    case .mapping(let entries):
      for entry in entries {
        if entry.key.name == "secret", let name = entry.value.scalar?.text { names.insert(name) }
        entry.value.collectSecrets(into: &names)
      }
    }
  }
}
