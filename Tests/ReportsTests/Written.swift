import Diagnostics
import Reports

/// A text and findings about words of it.
struct Written {
  let diagnostics = Diagnostics()
  let source: SourceID
  private let text: String

  init(_ text: String, name: String = "spec.yaml") {
    self.text = text
    source = diagnostics.sources.add(name: name, text: Array(text.utf8))
  }

  /// Where a word stands for the first time.
  func range(_ word: String) -> SourceRange? {
    let bytes = Array(text.utf8)
    let wanted = Array(word.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) }
    return start.map { SourceRange(source, $0, $0 + wanted.count) }
  }

  func report(
    _ code: DiagnosticCode, _ message: String, at word: String,
    _ more: (Diagnostic) -> Diagnostic = { $0 }
  ) {
    diagnostics.report(more(Diagnostic(code, .error, message, at: range(word))))
  }

  var findings: Findings { Findings(diagnostics) }
  var human: String { humanReport([findings], .none) }
}
