/// One finding about a spec: what is wrong, where, and what to do.
package struct Diagnostic: Sendable {
  package var code: DiagnosticCode
  package var severity: Severity
  package var message: String
  package var range: SourceRange?
  /// Other places that belong to the finding, each with its own words.
  package var related: [Related] = []
  package var notes: [String] = []
  package var help: String?
  /// The change that certainly mends it.
  package var edit: Edit?

  package init(
    _ code: DiagnosticCode, _ severity: Severity, _ message: String, at range: SourceRange?
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
  }

  package enum Severity: String, Sendable, Comparable {
    case error, warning, note

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }

    package static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }
  }

  package struct Related: Sendable {
    package var range: SourceRange
    package var text: String
  }

  package struct Edit: Sendable {
    package var range: SourceRange
    package var replacement: String
  }

  package func related(_ range: SourceRange?, _ text: String) -> Diagnostic {
    guard let range else { return self }
    var copy = self
    copy.related.append(Related(range: range, text: text))
    return copy
  }

  /// The same finding with all of its ranges changed.
  func moved(_ move: (SourceRange) -> SourceRange) -> Diagnostic {
    var copy = self
    copy.range = range.map(move)
    for index in related.indices { copy.related[index].range = move(related[index].range) }
    if let edit { copy.edit = Edit(range: move(edit.range), replacement: edit.replacement) }
    return copy
  }

  package func note(_ text: String) -> Diagnostic {
    var copy = self
    copy.notes.append(text)
    return copy
  }

  package func help(_ text: String?) -> Diagnostic {
    var copy = self
    // What repeats a text of the spec would repeat a megabyte too.
    copy.help = text.map { $0.utf8.count <= 500 ? $0 : String($0.prefix(160)) + "…" }
    return copy
  }

  package func replacing(_ range: SourceRange?, with replacement: String) -> Diagnostic {
    guard let range else { return self }
    var copy = self
    copy.edit = Edit(range: range, replacement: replacement)
    return copy
  }
}
