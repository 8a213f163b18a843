internal import Dialects
package import YAMLTree

/// A regular expression as Prometheus and Alertmanager read it (RE2), matched against the whole text.
package struct Regex: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape { TextShape("regular expression", example: "web.*") }

  package init(_ text: String) { self.text = text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> Regex? {
    let findings = checkRE2(text)
    for finding in findings { reading.report(finding, in: node) }
    return findings.isEmpty ? Regex(text) : nil
  }
}
