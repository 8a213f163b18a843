import Diagnostics
import Dialects
import Reports
import SpecLanguage
import StackCompiler
import YAMLTree

/// Called by libFuzzer with one input after the other.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe compile(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Everything that may happen to one input: no text may crash, hang or point outside itself.
///
/// An input is a whole spec, unless its first line says otherwise: `#csv`, `#names` or `#set`.
func compile(_ input: [UInt8]) {
  let diagnostics = Diagnostics()
  let reading = Reading(diagnostics)
  let kinds: [(prefix: String, use: (String) -> Void)] = [
    ("#csv\n", { readCells($0, reading) }), ("#names\n", { readNames($0) }),
    ("#set\n", { compileSpec("stackgen: 1\nname: fuzz\n", settings: [$0], diagnostics) }),
  ]
  if let kind = kinds.first(where: { input.starts(with: $0.prefix.utf8) }) {
    kind.use(String(decoding: input.dropFirst(kind.prefix.utf8.count), as: UTF8.self))
  } else {
    compileSpec(input, settings: [], diagnostics)
  }
  checkPlaces(diagnostics)
  let findings = Findings(diagnostics)
  _ = humanReport([findings], .ansi)
  _ = jsonReport([findings])
}

private func compileSpec(_ text: String, settings: [String], _ diagnostics: Diagnostics) {
  compileSpec(Array(text.utf8), settings: settings, diagnostics)
}

private func compileSpec(_ text: [UInt8], settings: [String], _ diagnostics: Diagnostics) {
  var sources = TextSources(["base.yaml": "name: base"])
  sources.texts["spec.yaml"] = text
  let request = SpecRequest("spec.yaml", settings: settings)
  _ = compile(request, from: sources, diagnostics)
  if let whole = readWholeSpec(request, from: sources, Diagnostics()) { _ = dump(whole, .shown) }
}

private func readCells(_ text: String, _ reading: Reading) {
  let source = reading.diagnostics.sources.add(name: "table.csv", text: Array(text.utf8))
  let columns = [TableColumn("pv", .required), TableColumn("limit")]
  guard let table = readTable(source, columns: columns, others: .ignored, reading) else { return }
  for row in 0..<table.rowCount {
    for column in columns.indices {
      guard let node = table[row, column] else { continue }
      _ = reading.diagnostics.range(of: 0..<table.text(row, column).utf8.count, in: node)
    }
  }
}

private func readNames(_ text: String) {
  do {
    let range = try NameRange(parsing: text)
    guard range.count <= 1000 else { return }
    precondition(range.names.count == range.count, "the names are as many as were counted")
  } catch {
    precondition(error.range.lowerBound <= text.utf8.count, "the finding is inside the text")
  }
}

/// Every range of every finding must be a stretch of its source.
private func checkPlaces(_ diagnostics: Diagnostics) {
  for finding in diagnostics.sorted {
    for range in [finding.range, finding.edit?.range].compactMap({ $0 })
      + finding.related.map(\.range)
    {
      let text = diagnostics.sources[range.source].text
      precondition(range.start >= 0 && range.start <= range.end, "a range runs forwards")
      precondition(range.start <= text.count, "a range begins inside its source")
      _ = diagnostics.sources.position(of: range)
    }
  }
}
