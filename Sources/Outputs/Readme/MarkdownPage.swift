/// Writes a page of Markdown; text of the model cannot break its tables.
struct MarkdownPage {
  private(set) var text = ""

  mutating func heading(_ level: Int, _ title: String) {
    block(String(repeating: "#", count: level) + " " + line(title))
  }

  mutating func paragraph(_ words: String) { block(words) }

  mutating func code(_ lines: String, language: String) { block("```\(language)\n\(lines)\n```") }

  mutating func table(_ header: [String], _ rows: [[String]]) {
    var lines = [row(header), row(header.map { _ in "---" })]
    lines += rows.map { row($0.map { cell($0) }) }
    block(lines.joined(separator: "\n"))
  }

  private mutating func block(_ block: String) {
    text += (text.isEmpty ? "" : "\n") + block + "\n"
  }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// A cell ends at `|` and at the end of its line.
  private func cell(_ words: String) -> String {
    guard words.utf8.contains(UInt8(ascii: "|")) else { return line(words) }
    return line(words).split(separator: "|", omittingEmptySubsequences: false)
      .joined(separator: "\\|")
  }

  private func line(_ words: String) -> String {
    guard words.utf8.contains(UInt8(ascii: "\n")) else { return words }
    return words.split(separator: "\n").joined(separator: " ")
  }
}
