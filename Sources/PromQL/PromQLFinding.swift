package import Diagnostics

/// What is wrong with an expression, in bytes of its text.
package struct PromQLFinding: Hashable, Sendable {
  package var code: DiagnosticCode
  package var severity: Diagnostic.Severity
  package var message: String
  package var range: Range<Int>
  package var help: String?
  /// What to write in place of the range, where that is certain.
  package var replacement: String?

  package init(
    _ code: DiagnosticCode, _ severity: Diagnostic.Severity = .error, _ message: String,
    at range: Range<Int>, help: String? = nil, replacement: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
    self.help = help
    self.replacement = replacement
  }
}

/// What became of a text: a query if it has no errors, and everything there is to say about it.
package struct PromQLResult: Sendable {
  package var query: Query?
  package var findings: [PromQLFinding]
}
