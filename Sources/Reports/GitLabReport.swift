package import Diagnostics
import Documents

/// The findings as GitLab's code quality report, which it shows beside the lines of a change.
package func gitLabReport(_ specs: [Findings]) -> [UInt8] {
  jsonListDocument { report in
    for spec in specs {
      var places = Places(spec.sources)
      var timesSeen: [String: Int] = [:]
      for finding in spec.list {
        let span = finding.range.map { places.span(of: $0) }
        let path = span?.name ?? spec.sources.sources.first?.name ?? ""
        // GitLab knows a finding again by its fingerprint, which a moved line must not change.
        let subject = "\(finding.code.rawValue)\n\(path)\n\(finding.message)"
        let number = timesSeen[subject, default: 0]
        timesSeen[subject] = number + 1
        report.object { entry in
          entry.field("check_name", finding.code.rawValue)
          entry.field(
            "description",
            ([finding.message] + [finding.help].compactMap { $0 }).joined(separator: "; "))
          entry.field("severity", finding.severity.gitLabName)
          entry.field("fingerprint", SHA256(of: Array("\(subject)\n\(number)".utf8)).hex)
          entry.object("location") { location in
            location.field("path", path)
            location.object("lines") { $0.field("begin", span?.start.line ?? 1) }
          }
        }
      }
    }
  }
}

extension Diagnostic.Severity {
  fileprivate var gitLabName: String {
    switch self {
    case .error: "major"
    case .warning: "minor"
    case .note: "info"
    }
  }
}
