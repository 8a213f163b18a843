import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Looks for messages that take in a template that nobody defines: they fail when sent.
  func checkTemplateNames() {
    let known = standardMessageNames + stack.messageTemplates.names
    for entry in stack.receivers.entries {
      for way in entry.value.ways { checkTemplateNames(in: way.node, known) }
    }
    for entry in stack.messageTemplates.entries { checkTemplateNames(in: entry.node, known) }
  }

  private func checkTemplateNames(in node: Node, _ known: [String]) {
    for item in node.items ?? [] { checkTemplateNames(in: item, known) }
    for entry in node.entries ?? [] { checkTemplateNames(in: entry.value, known) }
    guard let text = node.scalar?.text, text.contains("{{") else { return }
    for use in templateUses(in: text) where !known.contains(use.name) && !isUpstreams(use.name) {
      diagnostics.report(
        Diagnostic(
          .unknownTemplate, .error, "no message template is named '\(use.name)'",
          at: diagnostics.range(of: use.range, in: node)
        ).help(
          suggestion(for: use.name, among: known) ?? "define it under 'message_templates:'"))
    }
  }

  /// Those that Alertmanager brings: `slack.default.title`, `__subject`.
  private func isUpstreams(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return name.hasPrefix("__") || parts.count == 3 && parts[1] == "default"
  }
}
