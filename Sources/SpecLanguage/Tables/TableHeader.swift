internal import Diagnostics

/// Finds the known columns in the header of a table.
struct TableHeader {
  private let cells: [CSVCell]
  private let columns: [TableColumn]
  private let others: OtherColumns
  private let source: SourceID
  private let diagnostics: Diagnostics
  private let text: [UInt8]

  init(
    _ cells: [CSVCell], _ columns: [TableColumn], _ others: OtherColumns, _ source: SourceID,
    _ reading: Reading
  ) {
    self.cells = cells
    self.columns = columns
    self.others = others
    self.source = source
    diagnostics = reading.diagnostics
    text = diagnostics.sources[source].text
  }

  /// For each known column its place; `nil` after an error.
  func places() -> [Int?]? {
    var places: [Int?] = Array(repeating: nil, count: columns.count)
    var unknown: [Int] = []
    var isSound = true
    for (place, cell) in cells.enumerated() {
      let name = normalized(words(of: cell))
      guard let column = columns.firstIndex(where: { $0.answers(to: name) }) else {
        unknown.append(place)
        continue
      }
      if let first = places[column] {
        reportTwice(columns[column].name, range(of: cell), first: range(of: cells[first]))
        isSound = false
      } else {
        places[column] = place
      }
    }
    if others == .refused, !unknown.isEmpty {
      let free = columns.indices.filter { places[$0] == nil }.map { columns[$0].name }
      for place in unknown { reportUnknown(cells[place], free) }
      isSound = false
    }
    for (column, place) in zip(columns, places) where place == nil && column.need == .required {
      reportMissing(column)
      isSound = false
    }
    return isSound ? places : nil
  }

  private func words(of cell: CSVCell) -> String {
    String(decoding: text[cell.bytes], as: UTF8.self)
  }

  private func range(of cell: CSVCell) -> SourceRange {
    SourceRange(source, Int(cell.start), max(Int(cell.end), Int(cell.start) + 1))
  }

  private func reportTwice(_ name: String, _ range: SourceRange, first: SourceRange) {
    diagnostics.report(
      Diagnostic(.invalidTable, .error, "the column '\(name)' stands here twice", at: range)
        .related(first, "first written here"))
  }

  private func reportUnknown(_ cell: CSVCell, _ free: [String]) {
    let name = words(of: cell)
    guard !name.isEmpty else {
      diagnostics.error(.unknownColumn, "a column has no name", at: range(of: cell))
      return
    }
    let known = columns.map(\.name).joined(separator: ", ")
    var finding = Diagnostic(
      .unknownColumn, .error, "unknown column '\(name)'", at: range(of: cell))
    let words = nearest(to: name, among: free)
    finding = finding.help(suggestion(for: name, among: free) ?? "known columns: \(known)")
    if words.count == 1, let only = words.first {
      finding = finding.replacing(range(of: cell), with: only)
    }
    diagnostics.report(finding)
  }

  private func reportMissing(_ column: TableColumn) {
    guard let first = cells.first, let last = cells.last else { return }
    let other = column.aliases.map { "'\($0)'" }.joined(separator: ", ")
    diagnostics.report(
      Diagnostic(
        .missingKey, .error, "the column '\(column.name)' is missing",
        at: range(of: first).extended(to: range(of: last))
      ).help(other.isEmpty ? nil : "it may also be called \(other)"))
  }
}

extension TableColumn {
  fileprivate func answers(to name: String) -> Bool {
    normalized(self.name) == name || aliases.contains { normalized($0) == name }
  }
}

/// A header word as it is compared: lower case, with `_` for blanks and `-`.
private func normalized(_ word: String) -> String {
  String(word.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
}
