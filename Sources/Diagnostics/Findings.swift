/// The findings of one spec, in the order people read them, and the texts they are about.
package struct Findings: Sendable {
  package let list: [Diagnostic]
  package let sources: SourceMap

  package init(_ diagnostics: Diagnostics) {
    list = diagnostics.sorted
    sources = diagnostics.sources
  }

  private init(_ list: [Diagnostic], _ sources: SourceMap) {
    self.list = list
    self.sources = sources
  }

  /// The same with warnings of some codes as errors.
  package func raising(_ codes: Set<DiagnosticCode>) -> Findings {
    let raised = list.map { finding in
      var finding = finding
      if codes.contains(finding.code) { finding.severity = .error }
      return finding
    }
    return Findings(raised, sources)
  }

  package var hasErrors: Bool { list.contains { $0.severity == .error } }

  package func count(_ severity: Diagnostic.Severity) -> Int {
    list.count { $0.severity == severity }
  }
}
