internal import Diagnostics
internal import Dialects
internal import YAMLTree

/// Compares a patch with the document it goes into, which no table describes: what is written
/// there already tells misspelt fields and values of another kind from meant ones.
struct PatchChecks {
  let path: String
  let diagnostics: Diagnostics
  /// Every field name of the document, wherever it stands.
  private let fields: [String]

  init(_ document: Node, path: String, _ diagnostics: Diagnostics) {
    self.path = path
    self.diagnostics = diagnostics
    var fields = Set(path == "docker-compose.yml" ? composeServiceFields : [])
    document.collectFields(into: &fields)
    self.fields = fields.sorted()
  }

  func check(_ patch: Node, against document: Node) {
    guard case .mapping(let changes) = patch.content, case .mapping(let own) = document.content
    else { return }
    for change in changes {
      if let field = own.first(where: { $0.key.name == change.key.name }) {
        checkKind(of: change, against: field.value)
        check(change.value, against: field.value)
      } else if change.value.isNull {
        report(
          "'\(path)' has no field '\(change.key.name)' here that could go", at: change.key.range,
          help: suggestion(for: change.key.name, among: own.map(\.key.name)))
      } else {
        checkSpelling(of: change.key, beside: own)
        check(change.value, against: Node(.mapping([]), document.range))
      }
    }
  }

  private func checkKind(of change: Node.Entry, against field: Node) {
    guard !change.value.isNull else { return }
    let (kind, other) = (field.content.kind, change.value.content.kind)
    if kind == other || kind == .scalar { return }
    report(
      "'\(change.key.name)' is \(kind.rawValue) in '\(path)'; this makes it \(other.rawValue)",
      at: change.value.range, help: "a patch puts a list or a value in place of what was there")
  }

  private func checkSpelling(of key: Node.Key, beside own: [Node.Entry]) {
    // Where every field is a mapping, as in `services:`, the names are the user's own.
    let isNamed =
      !own.isEmpty && own.allSatisfy { $0.value.content.kind == .mapping }
      && !own.contains { composeServiceFields.contains($0.key.name) }
    let near =
      (isNamed ? nil : own.map(\.key.name).first { isMisspelt(key.name, $0, least: 4) })
      ?? (fields.contains(key.name) || isNamed
        ? nil : fields.first { isMisspelt(key.name, $0, least: 6) })
    guard let near else { return }
    report(
      "the patch adds '\(key.name)', a field unlike any in '\(path)'", at: key.range,
      help: "did you mean '\(near)'?")
  }

  private func isMisspelt(_ word: String, _ field: String, least: Int) -> Bool {
    let (word, field) = (Array(word.utf8), Array(field.utf8))
    guard word.count >= least, field.count >= least else { return false }
    // One thing and several are different fields in many formats.
    if word + [UInt8(ascii: "s")] == field || field + [UInt8(ascii: "s")] == word { return false }
    return editDistance(word, field, atMost: word.count > 5 ? 2 : 1) != nil
  }

  private func report(_ message: String, at range: SourceRange, help: String?) {
    diagnostics.report(Diagnostic(.patchFit, .warning, message, at: range).help(help))
  }
}

/// The three shapes of a document's parts.
private enum Kind: String {
  case scalar = "a value"
  case list = "a list"
  case mapping = "a mapping"
}

extension Node.Content {
  fileprivate var kind: Kind {
    switch self {
    case .scalar: .scalar
    case .sequence: .list
    case .mapping: .mapping
    }
  }
}

extension Node {
  fileprivate func collectFields(into fields: inout Set<String>) {
    switch content {
    case .scalar: return
    case .sequence(let items): for item in items { item.collectFields(into: &fields) }
    case .mapping(let entries):
      for entry in entries {
        fields.insert(entry.key.name)
        entry.value.collectFields(into: &fields)
      }
    }
  }
}
