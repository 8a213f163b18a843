/// How the findings of a run are written down.
package enum ReportFormat: String, CaseIterable, Sendable {
  case human, json, github, gitlab, sarif
}
