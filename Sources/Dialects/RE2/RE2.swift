/// Reports what Go's regular expressions would refuse, at the exact bytes.
package func checkRE2(_ text: String, version: RE2.Version = .newest) -> [Finding] {
  if RE2.words(of: text) != nil { return [] }
  var parser = RE2Parser(text, version: version)
  parser.parse()
  return parser.findings
}

/// The regular expressions of Prometheus, Alertmanager, Grafana and Loki: RE2 as Go reads it.
package enum RE2 {
  /// What the Go release that built a tool understands.
  package enum Version: Int, Comparable, Sendable {
    case go1_19
    /// Brought `(?<name>…)` beside `(?P<name>…)`.
    case go1_22
    /// Brought long names of categories, such as `\p{Letter}`, in any letter case.
    case go1_25

    package static let newest = Version.go1_25

    package static func < (a: Version, b: Version) -> Bool { a.rawValue < b.rawValue }
  }

  /// How many groups `$1`, `$2`... can name; nil for a text that is no regular expression.
  package static func captureCount(_ text: String) -> Int? {
    groupNames(text).map(\.count)
  }

  /// The names of the groups in order, nil where a group has none.
  package static func groupNames(_ text: String) -> [String?]? {
    var parser = RE2Parser(text, version: .newest)
    parser.parse()
    return parser.findings.isEmpty ? parser.groupNames : nil
  }
}
