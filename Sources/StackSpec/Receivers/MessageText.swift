import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// Text of a message: a Go template over the alerts that are told together.
struct MessageText: TextValue, Hashable {
  var text: String

  static var textShape: TextShape {
    TextShape("message template", example: "{{ .CommonAnnotations.summary }}")
  }
  var specText: String? { text }

  init(_ text: String) { self.text = text }

  /// An empty text is written too, for it replaces upstream's default.
  func tree(_ writing: inout Writing) -> Tree? { .text(text) }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> MessageText? {
    let version = reading.versions[.alertmanager] ?? Version(0, 34)
    let dialect = TemplateDialect.alertmanager(.init(version.major, version.minor))
    let findings = checkTemplate(text, dialect: dialect)
    for finding in findings { reading.report(finding, in: node) }
    return findings.isEmpty ? MessageText(text) : nil
  }
}

extension MessageText {
  // The messages that stackgen brings; `message_templates:` replaces them.
  static let title = MessageText(#"{{ template "stackgen.title" . }}"#)
  static let body = MessageText(#"{{ template "stackgen.text" . }}"#)
  static let html = MessageText(#"{{ template "stackgen.html" . }}"#)
}
