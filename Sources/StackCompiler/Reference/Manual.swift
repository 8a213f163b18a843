internal import Diagnostics
internal import SpecLanguage
internal import StackSpec

/// The reference manual as Markdown: every record of the language, every pack, every code.
package func manual() -> String {
  var text = """
    # Reference of the spec language

    A stack spec is one YAML file, or several that include each other. This page is printed by
    `stackgen docs`; it is made from the same descriptions that read a spec.

    - [The spec](#the-spec): every section and key
    - [Kinds of values](#kinds-of-values): how durations, sizes, conditions are written
    - [The catalogue](#the-catalogue): the packs that are built in
    - [Packs of your own](#packs-of-your-own)
    - [Findings](#findings): every code, with what is wrong and what is right


    """
  var chapters = RecordChapters()
  text += "## The spec\n\n" + chapters.text(Stack.recordShape)
  let packs = chapters.text(packFormat)
  text += "## Kinds of values\n\n" + chapters.kindsOfValues()
  text += "## The catalogue\n\n"
  for entry in CatalogueEntry.all { text += entry.markdown + "\n" }
  text += """
    ## Packs of your own

    A pack of your own is a file in the format of the catalogue. Its name is that of the file: with \
    `packs: [packs/printer.yaml]` a spec can say `exporters: {printer: }`. A file with the name of a \
    built-in pack replaces it; `stackgen catalog NAME --source` prints one to start from.


    """
  text += packs + "## Findings\n\n"
  for page in CodePage.all { text += page.markdown + "\n" }
  while text.hasSuffix("\n\n") { text.removeLast() }
  return text
}

extension CodePage {
  /// The page with its headings below those of a chapter.
  fileprivate var markdown: String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("## ") ? "**\(line.dropFirst(3))**" : String(line)
    }
    return "### \(code.rawValue): \(title)\n\n" + lines.joined(separator: "\n")
  }
}

/// The chapters on records, each record once, in the order in which they are met.
private struct RecordChapters {
  private var seen: Set<String> = []
  private var texts: [(name: String, example: String)] = []

  mutating func text(_ root: RecordShape) -> String {
    var text = ""
    var queue = [root][...]
    while let record = queue.popFirst() {
      guard seen.insert(record.name).inserted else { continue }
      let keys = record.keys()
      text += chapter(record, keys)
      for shape in keys.map(\.shape) + (record.others.map { [$0()] } ?? []) {
        queue += records(in: shape)
      }
    }
    return text
  }

  private mutating func chapter(_ record: RecordShape, _ keys: [KeyDescription]) -> String {
    var text = "### \(record.name)\n\n\(record.summary)"
    if record.mayBeEmpty { text += " It may be empty." }
    text += "\n\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n"
    for key in keys {
      collectTexts(key.shape)
      let standard =
        key.rule.isRequired ? "**required**" : key.defaultText.map { "`\($0)`" } ?? ""
      let cells = ["`\(key.name)`", words(key.shape), standard, key.description]
      text += "| " + cells.map(cell).joined(separator: " | ") + " |\n"
    }
    if let others = record.others?() {
      text += "| any other name | \(cell(words(others))) | | |\n"
    }
    return text + "\n```yaml\n" + ExampleWriter.text(record) + "```\n\n"
  }

  /// What may be written, with links to the chapters of records.
  private func words(_ shape: Shape) -> String {
    switch shape {
    case .text(let text): return text.name
    case .integer(let range):
      if range == 0...Int.max { return "whole number" }
      return "whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: return "number"
    case .boolean: return "`true` or `false`"
    case .choice(let words): return words.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let item): return "list of: " + words(item)
    case .map(let keys, let value): return "mapping of \(keys) to: " + words(value)
    case .kinds(let keys, _, _): return "mapping of \(keys), see [the catalogue](#the-catalogue)"
    case .record(let record):
      let anchor = record.name.lowercased().filter {
        $0.isLetter || $0.isNumber || " -_".contains($0)
      }
      .split(separator: " ").joined(separator: "-")
      return record.isPartial ? "parts of the spec" : "[\(record.name)](#\(anchor))"
    case .either(let shapes): return words(of: shapes)
    case .anything: return "anything"
    }
  }

  /// A list that may be written without brackets when it holds one item is said in one breath.
  private func words(of shapes: [Shape]) -> String {
    var shapes = shapes
    var ending = ""
    if case .list(let item) = shapes.first, shapes.count > 1, words(item) == words(shapes[1]) {
      shapes.removeFirst()
      ending = ", or a list of these"
    }
    return shapes.map(words).uniqued().joined(separator: " or ") + ending
  }

  private func records(in shape: Shape) -> [RecordShape] {
    switch shape {
    case .record(let record): record.isPartial ? [] : [record]
    case .list(let item): records(in: item)
    case .map(_, let value): records(in: value)
    case .either(let shapes): shapes.flatMap(records)
    case .kinds, .text, .integer, .number, .boolean, .choice, .anything: []
    }
  }

  private mutating func collectTexts(_ shape: Shape) {
    switch shape {
    case .text(let text):
      guard let example = text.example, !texts.contains(where: { $0.name == text.name }) else {
        return
      }
      texts.append((text.name, example))
    case .list(let item): collectTexts(item)
    case .map(_, let value): collectTexts(value)
    case .either(let shapes): for shape in shapes { collectTexts(shape) }
    case .kinds, .record, .integer, .number, .boolean, .choice, .anything: break
    }
  }

  func kindsOfValues() -> String {
    let rows = texts.sorted { $0.name < $1.name }
      .map { "| \($0.name) | `\(cell($0.example))` |\n" }
    return "| kind | example |\n| --- | --- |\n" + rows.joined() + "\n"
  }
}

/// A text that does not end its cell of a table.
func cell(_ text: String) -> String {
  text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
}
