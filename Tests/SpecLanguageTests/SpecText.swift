import Diagnostics
import SpecLanguage
import YAMLTree

/// A text read for a test, with everything that was found in it.
struct SpecText {
  let diagnostics = Diagnostics()
  var reading: Reading { Reading(diagnostics) }

  func node(_ text: String, name: String = "spec.yaml") -> Node {
    let source = diagnostics.sources.add(name: name, text: Array(text.utf8))
    return parseYAML(source, diagnostics)
      ?? Node(.scalar(Scalar("", .plain)), SourceRange(source, 0, 0))
  }

  /// One line for each finding: severity, code, file, place, the text it marks, message, help.
  var findings: [String] {
    diagnostics.sorted.map { finding in
      let place = finding.range.map { shown($0) } ?? "nowhere"
      let related = finding.related.map { "; \(shown($0.range)) \($0.text)" }.joined()
      let help = finding.help.map { " | \($0)" } ?? ""
      return "\(finding.severity) \(finding.code) \(place) \(finding.message)\(help)\(related)"
    }
  }

  func shown(_ range: SourceRange) -> String {
    let source = diagnostics.sources[range.source]
    let position = diagnostics.sources.position(of: range)
    let bytes = range.bytes.clamped(to: 0..<source.text.count)
    let marked = String(decoding: source.text[bytes], as: UTF8.self)
    return "\(source.name):\(position.line):\(position.column) «\(marked)»"
  }
}

/// A tree as one line of flow YAML; quotes show what is text for certain.
func flow(_ node: Node) -> String {
  switch node.content {
  case .scalar(let scalar): scalar.style == .plain ? scalar.text : "\"\(scalar.text)\""
  case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
  case .mapping(let entries):
    "{" + entries.map { "\($0.key.name): \(flow($0.value))" }.joined(separator: ", ") + "}"
  }
}
