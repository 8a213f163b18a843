import Diagnostics
import StackCompiler
import StackSpec

extension Command {
  static let schema = Command(
    name: "schema", summary: "print the JSON Schema of a spec, for editors",
    examples: [
      ("schema >stacks/\(Example.schemaFile)", "where specs written by `init` look for it")
    ],
    run: { _, console throws(Failure) in
      console.print(jsonSchema())
      return .success
    })

  static let docs = Command(
    name: "docs", summary: "print the reference manual as Markdown",
    examples: [("docs >manual.md", "every section, key, pack and code")],
    run: { _, console throws(Failure) in
      console.print(manual())
      return .success
    })

  static let catalog = Command(
    name: "catalog", summary: "show the packs that are built in, and how to write your own",
    operands: "[NAME]", operandCount: 0...1,
    completion: .words { CatalogueEntry.all.map(\.name) },
    options: [.source],
    examples: [
      ("catalog", "all of them in one line each"),
      ("catalog node", "the params, metrics, alerts and dashboards of one"),
      ("catalog redis --source >packs/valkey.yaml", "the file of one, to change it into your own"),
    ],
    run: { arguments, console throws(Failure) in
      let entries = CatalogueEntry.all
      guard let name = arguments.operands.first else {
        console.print(columns(entries.map { [$0.name, $0.summary] }))
        return .success
      }
      guard let entry = entries.first(where: { $0.name == name }) else {
        throw .usage(
          "the catalogue has no pack '\(name)'",
          help: suggestion(for: name, among: entries.map(\.name))
            ?? "`stackgen catalog` lists all of them")
      }
      console.print(arguments.has(.source) ? entry.source : entry.text)
      return .success
    })
}

extension Option {
  fileprivate static let source = Option(
    name: "source",
    summary: "print the file of a pack; yours is named in the spec: `packs: [packs/NAME.yaml]`")
}

extension CatalogueEntry {
  /// The pack as a terminal shows it.
  fileprivate var text: String {
    var text = "\(title): \(summary)\n" + (homepage.map { "\($0)\n" } ?? "")
    text += "named under '\(section):'\n"
    for note in notes { text += "note: \(note)\n" }
    text += part(
      "params",
      params.map {
        [$0.name, $0.isRequired ? "(required)" : $0.standard.map { "= \($0)" } ?? "", $0.summary]
      })
    text += part(
      "alerts",
      alerts.map {
        [$0.name, $0.limit ?? "", $0.pending.map { "for \($0)" } ?? "", $0.severity]
      })
    text += part(
      "metrics",
      metrics.map { [$0.name, $0.type, $0.labels.joined(separator: ", "), $0.unit ?? ""] })
    return text + part("dashboards", dashboards.map { [$0.name, $0.title] })
  }

  private func part(_ title: String, _ rows: [[String]]) -> String {
    rows.isEmpty ? "" : "\n\(title):\n" + columns(rows)
  }
}

/// Rows with their columns one below the other, two blanks from the left.
private func columns(_ rows: [[String]]) -> String {
  let widths = (rows.first ?? []).indices.map { index in
    rows.map { $0[index].count }.max() ?? 0
  }
  return rows.reduce(into: "") { text, row in
    var line = " "
    for (cell, width) in zip(row, widths) {
      line += " " + cell + String(repeating: " ", count: width - cell.count + 1)
    }
    while line.hasSuffix(" ") { line.removeLast() }
    text += line + "\n"
  }
}
