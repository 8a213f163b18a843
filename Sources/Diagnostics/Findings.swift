/// The findings of one spec, in the order people read them, and the texts they are about.
package struct Findings: Sendable {
  package let list: [Diagnostic]
  package let sources: SourceMap

  package init(_ diagnostics: Diagnostics) {
    list = diagnostics.sorted
    sources = diagnostics.sources
  }

  package var hasErrors: Bool { list.contains { $0.severity == .error } }

  package func count(_ severity: Diagnostic.Severity) -> Int {
    list.count { $0.severity == severity }
  }
}
