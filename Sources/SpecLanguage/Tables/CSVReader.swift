internal import Diagnostics

/// Reads the cells of a CSV text, one record after the other.
struct CSVReader {
  private let text: [UInt8]
  private let source: SourceID
  private let diagnostics: Diagnostics
  private var index: Int
  private var separator = UInt8(ascii: ",")
  private var badRows = 0
  private var isBroken = false

  // After so many bad rows the rest would tell nothing new.
  private static let mostBadRows = 20

  init(_ source: SourceID, _ diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
    text = diagnostics.sources[source].text
    index = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The names of the columns, without empty ones at the end.
  mutating func header() -> [CSVCell]? {
    skipEmptyLines()
    guard index < text.count else {
      diagnostics.error(.invalidTable, "the table has no header", at: SourceRange(source, 0, 0))
      return nil
    }
    separator = separatorOfLine()
    var cells: [CSVCell] = []
    record(&cells)
    while let last = cells.last, last.start == last.end { cells.removeLast() }
    return isBroken || cells.isEmpty ? nil : cells
  }

  /// The cells of all rows, each row as wide as the header; `nil` when a row is wrong.
  mutating func rows(width: Int) -> [CSVCell]? {
    var cells: [CSVCell] = []
    cells.reserveCapacity(text.count / 8)
    while !isBroken, badRows < Self.mostBadRows {
      skipEmptyLines()
      guard index < text.count else { break }
      let start = cells.count
      record(&cells)
      let row = cells[start...]
      if row.allSatisfy({ $0.start == $0.end }) {
        cells.removeSubrange(start...)
      } else if row.count > width, row.dropFirst(width).allSatisfy({ $0.start == $0.end }) {
        cells.removeSubrange((start + width)...)
      } else if row.count != width {
        reportRagged(row, width)
        cells.removeSubrange(start...)
      }
    }
    return isBroken || badRows > 0 ? nil : cells
  }

  private mutating func reportRagged(_ row: ArraySlice<CSVCell>, _ width: Int) {
    guard !isBroken, let first = row.first, let last = row.last else { return }
    badRows += 1
    let start = row.count > width ? row[row.startIndex + width].start : first.start
    var finding = Diagnostic(
      .invalidTable, .error,
      "this row has \(row.count) cell\(row.count == 1 ? "" : "s"), the header has \(width)",
      at: SourceRange(source, Int(start), max(Int(last.end), Int(start) + 1)))
    if row.count > width {
      finding = finding.help(
        "put a value that holds '\(separator == 9 ? "tabs" : String(UnicodeScalar(separator)))'"
          + " in double quotes")
    }
    if badRows == Self.mostBadRows { finding = finding.note("the rows below were not read") }
    diagnostics.report(finding)
  }

  private mutating func skipEmptyLines() {
    while index < text.count {
      var place = index
      while place < text.count, text[place] == 0x20 { place += 1 }
      guard place < text.count else {
        index = place
        return
      }
      switch text[place] {
      case 0x0D, 0x0A: index = place + 1
      case UInt8(ascii: "#"):
        index = text[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
      default: return
      }
    }
  }

  private func separatorOfLine() -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var place = index
    var isQuoted = false
    while place < text.count, isQuoted || text[place] != 0x0A {
      if text[place] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[text[place], default: 0] += 1 }
      place += 1
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? candidates[0]
  }

  /// Reads one record up to and with its line break.
  private mutating func record(_ cells: inout [CSVCell]) {
    while true {
      while index < text.count, isBlank(text[index]) { index += 1 }
      if index < text.count, text[index] == UInt8(ascii: "\"") {
        guard let cell = quotedCell() else { return }
        cells.append(cell)
      } else {
        cells.append(plainCell())
      }
      guard index < text.count, text[index] == separator else { break }
      index += 1
    }
    if index < text.count, text[index] == 0x0D { index += 1 }
    if index < text.count, text[index] == 0x0A { index += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    (byte == 0x20 || byte == 0x09) && byte != separator
  }

  private mutating func plainCell() -> CSVCell {
    let start = index
    while index < text.count {
      let byte = text[index]
      if byte == separator || byte == 0x0A || byte == 0x0D { break }
      index += 1
    }
    var end = index
    while end > start, isBlank(text[end - 1]) { end -= 1 }
    return CSVCell(start: Int32(start), end: Int32(end))
  }

  private mutating func quotedCell() -> CSVCell? {
    let open = index
    index += 1
    var cell = CSVCell(start: Int32(index), end: 0)
    while index < text.count {
      guard text[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      if index + 1 < text.count, text[index + 1] == UInt8(ascii: "\"") {
        cell.hasDoubledQuotes = true
        index += 2
        continue
      }
      cell.end = Int32(index)
      index += 1
      return closed(cell)
    }
    isBroken = true
    diagnostics.report(
      Diagnostic(
        .invalidTable, .error, "this quote is never closed", at: SourceRange(source, open, open + 1)
      ).help("add the closing '\"'; a quote inside quotes is written twice"))
    return nil
  }

  /// Checks that nothing but blanks follows the closing quote.
  private mutating func closed(_ cell: CSVCell) -> CSVCell? {
    while index < text.count, isBlank(text[index]) { index += 1 }
    guard index < text.count, text[index] != separator, text[index] != 0x0A, text[index] != 0x0D
    else { return cell }
    isBroken = true
    diagnostics.report(
      Diagnostic(
        .invalidTable, .error, "text follows the closing quote",
        at: SourceRange(source, index, index + 1)
      ).help("write a quote inside quotes twice: \"\""))
    return nil
  }
}
