import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// An alert on logs, which Loki evaluates.
struct LogAlert: SpecRecord {
  static let name = "log alert"
  static let summary = "An alert on logs, which Loki evaluates."

  var expression = LogExpression("")
  var pending: Duration?
  var severity = "warning"
  var summaryText: String?
  var description: String?
  var runbook: String?
  var labels = Named<String>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("expr", &expression, .required, "LogQL of the whole condition.")
    key("for", &pending, "How long the condition must hold.")
    key("severity", &severity, "How bad it is; routes match on it.")
    key("summary", &summaryText, "One line for the person who is told.")
    key("description", &description, "More words, with values.")
    key("runbook", &runbook, "What to do: text or a URL.")
    key("labels", &labels, "Further labels.")
  }

  /// The rule as Loki reads it, which is as Prometheus would.
  func rule(named name: String) -> Tree {
    var rule: Tree = ["alert": .text(name), "expr": .text(expression.text)]
    if let pending { rule["for"] = .text(pending.description) }
    var labels: Tree = ["severity": .text(severity)]
    for label in self.labels.entries { labels[label.name] = .text(label.value) }
    rule["labels"] = labels
    var annotations: Tree = [:]
    if let summaryText { annotations["summary"] = .text(summaryText) }
    if let description { annotations["description"] = .text(description) }
    if let runbook {
      annotations[runbook.hasPrefix("http") ? "runbook_url" : "runbook"] = .text(runbook)
    }
    if annotations != [:] { rule["annotations"] = annotations }
    return rule
  }
}

/// A query of Loki.
struct LogExpression: TextValue {
  var text: String

  static var textShape: TextShape {
    TextShape("LogQL expression", example: #"sum(rate({service_name="api"}[5m])) > 10"#)
  }
  var specText: String? { nil }

  init(_ text: String) { self.text = text }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> LogExpression? {
    let findings = checkLogQL(text)
    for finding in findings { reading.report(finding, in: node) }
    return findings.isEmpty ? LogExpression(text) : nil
  }
}

extension Resolver {
  /// Writes the rules of Loki; a store without tenants calls its only one `fake`.
  mutating func addLogAlerts(
    _ alerts: Named<LogAlert>, tenant: Identifier?, of pack: LoadedPack
  ) {
    guard let first = alerts.entries.first else { return }
    if model.alertmanager == nil {
      diagnostics.report(
        Diagnostic(
          .noEvaluator, .warning, "Loki evaluates '\(first.name)' and has nobody to tell",
          at: first.nameRange
        ).help("add 'alertmanager:' with 'receivers:' and 'routes:'"))
    }
    model.logAlerts = alerts.entries.map { entry in
      RoutedAlert(
        name: entry.name,
        labels: [("severity", entry.value.severity)]
          + entry.value.labels.entries.map { ($0.name, $0.value) },
        evaluator: .prometheus, origin: origin(entry.nameRange))
    }
    let rules = alerts.entries.map { $0.value.rule(named: $0.name) }
    configure(
      "loki/rules/\(tenant?.text ?? "fake")/alerts.yaml",
      .yaml(["groups": [["name": "alerts", "rules": .list(rules)]]]), of: pack)
  }
}
