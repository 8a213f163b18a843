package import StackSpec

extension CatalogueEntry {
  /// The pack as a chapter of the manual.
  package var markdown: String {
    var text = "### Pack `\(name)`: \(title)\n\n\(summary) Named under `\(section):`."
    text += homepage.map { " <\($0)>" } ?? ""
    text += "\n\n" + notes.map { "- \($0)\n" }.joined()
    if !notes.isEmpty { text += "\n" }
    text += table(
      ["param", "default", "meaning"],
      params.map {
        [
          "`\($0.name)`", $0.isRequired ? "**required**" : $0.standard.map { "`\($0)`" } ?? "",
          $0.summary,
        ]
      })
    text += table(
      ["alert", "limit", "for", "severity", "summary"],
      alerts.map {
        [$0.name, $0.limit ?? "", $0.pending ?? "", $0.severity, "`\($0.summary)`"]
      })
    text += table(
      ["metric", "type", "labels", "unit"],
      metrics.map {
        ["`\($0.name)`", $0.type, $0.labels.joined(separator: ", "), $0.unit ?? ""]
      })
    text += table(["dashboard", "title"], dashboards.map { [$0.name, $0.title] })
    return text
  }

  private func table(_ head: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let lines = [head, head.map { _ in "---" }] + rows
    return lines.map { "| " + $0.map(cell).joined(separator: " | ") + " |\n" }.joined() + "\n"
  }
}
