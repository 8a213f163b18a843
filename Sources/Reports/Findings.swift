package import Diagnostics

/// The findings of one spec, in the order people read them, and the texts they are about.
package struct Findings: Sendable {
  package let list: [Diagnostic]
  package let sources: SourceMap

  package init(_ diagnostics: Diagnostics) {
    list = diagnostics.sorted
    sources = diagnostics.sources
  }

  package func count(_ severity: Diagnostic.Severity) -> Int {
    list.count { $0.severity == severity }
  }
}

/// How the findings of a run are written down.
package enum ReportFormat: String, CaseIterable, Sendable {
  case human, json, github, sarif
}
