import Diagnostics
package import Dialects

/// What is wrong with a template of an alert, in bytes of the template.
package struct TemplateFinding: Hashable, Sendable {
  package var finding: PromQLFinding
  /// Where the expression loses the label that the template reads, in bytes of the expression.
  package var cause: Range<Int>?
}

/// Checks an annotation or a label of an alert: its syntax, its functions, and whether the labels
/// it reads are in the result of the expression.
package func checkAlertTemplate(
  _ template: String, of query: Query?, dictionary: MetricDictionary = MetricDictionary(),
  version: Version = Version(3, 14)
) -> [TemplateFinding] {
  if !template.utf8.contains(UInt8(ascii: "{")) { return [] }
  let dialect = TemplateDialect.prometheusAlert(version)
  var findings = checkTemplate(template, dialect: dialect).map { finding in
    TemplateFinding(
      finding: PromQLFinding(
        .alertTemplate, .error, finding.message, at: finding.range, help: finding.help,
        replacement: finding.replacement))
  }
  guard findings.isEmpty, let query else { return findings }
  let uses = labelUses(in: template, dialect: dialect)
  if uses.isEmpty { return [] }
  let sets = query.inferLabels(dictionary)
  let result = sets[query.root]
  for use in uses where !result.canHave(use.label) {
    let names = result.possible.filter { $0 != "__name__" }.sorted()
    let near = nearest(to: use.label, among: names).first
    let finding = PromQLFinding(
      .lostLabel, .warning, "the result of the expression has no label '\(use.label)'",
      at: use.range,
      help: near.map { "did you mean '\($0)'?" }
        ?? (names.isEmpty ? "it has no labels" : "it has " + names.joined(separator: ", ")),
      replacement: near)
    findings.append(TemplateFinding(finding: finding, cause: query.loss(of: use.label, sets)))
  }
  return findings
}
