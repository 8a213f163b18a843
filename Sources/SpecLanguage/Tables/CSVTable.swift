package import Diagnostics
package import YAMLTree

/// A column a table may have: its name, other words a header may use for it, whether it must be.
///
/// Upper and lower case, spaces, `_` and `-` make no difference in a header.
package struct TableColumn: Sendable {
  package var name: String
  package var aliases: [String]
  package var need: Need

  package enum Need: Sendable { case required, optional }

  package init(_ name: String, aliases: [String] = [], _ need: Need = .optional) {
    self.name = name
    self.aliases = aliases
    self.need = need
  }
}

/// What becomes of columns the reader does not know.
package enum OtherColumns: Sendable { case refused, ignored }

/// A CSV file read for a list of known columns; each cell knows its place in the file.
package struct CSVTable: Sendable {
  package let source: SourceID
  package let rowCount: Int
  private let text: [UInt8]
  private let cells: [CSVCell]
  private let width: Int
  /// For each known column, where the file has it.
  private let places: [Int?]

  init(_ text: [UInt8], _ source: SourceID, cells: [CSVCell], width: Int, places: [Int?]) {
    self.text = text
    self.source = source
    self.cells = cells
    self.width = width
    self.places = places
    rowCount = width > 0 ? cells.count / width : 0
  }

  /// Whether the file has one of the known columns.
  package func has(_ column: Int) -> Bool { places[column] != nil }

  /// The value in a row under one of the known columns; nothing for an empty cell.
  ///
  /// It reads like a plain value of a spec: `12` is a number, `> 3` a condition.
  package subscript(row: Int, column: Int) -> Node? {
    guard let cell = cell(row, column), cell.start < cell.end else { return nil }
    return node(of: cell)
  }

  /// The text in a row under one of the known columns; empty when there is none.
  package func text(_ row: Int, _ column: Int) -> String {
    guard let cell = cell(row, column) else { return "" }
    if cell.hasDoubledQuotes { return node(of: cell).scalar?.text ?? "" }
    return String(decoding: text[cell.bytes], as: UTF8.self)
  }

  /// Where a row stands in the file.
  package func range(ofRow row: Int) -> SourceRange {
    SourceRange(
      source, Int(cells[row * width].start), Int(cells[row * width + width - 1].end))
  }

  private func cell(_ row: Int, _ column: Int) -> CSVCell? {
    places[column].map { cells[row * width + $0] }
  }

  private func node(of cell: CSVCell) -> Node {
    var scalar = Scalar("", .plain)
    scalar.writtenStyle = .verbatim
    if cell.hasDoubledQuotes {
      cell.unquote(text, into: &scalar)
    } else {
      scalar.text = String(decoding: text[cell.bytes], as: UTF8.self)
    }
    return Node(.scalar(scalar), SourceRange(source, Int(cell.start), Int(cell.end)))
  }
}

/// The bytes of one cell, without its quotes.
struct CSVCell: Sendable {
  var start: Int32
  var end: Int32
  var hasDoubledQuotes = false

  var bytes: Range<Int> { Int(start)..<Int(end) }

  fileprivate func unquote(_ text: [UInt8], into scalar: inout Scalar) {
    var result: [UInt8] = []
    var place = Int(start)
    while place < end {
      let byte = text[place]
      let isDoubled = byte == UInt8(ascii: "\"")
      if isDoubled {
        let written = place - Int(start)
        scalar.pieces.append(
          Scalar.Piece(result: result.count..<result.count + 1, written: written..<written + 2))
      }
      result.append(byte)
      place += isDoubled ? 2 : 1
    }
    scalar.text = String(decoding: result, as: UTF8.self)
  }
}

/// Reads a CSV file: quotes as RFC 4180 has them; `,`, `;` or tabs, whichever the header uses;
/// blank lines and lines that begin with `#` are skipped. `nil` when the table has an error.
package func readTable(
  _ source: SourceID, columns: [TableColumn], others: OtherColumns = .refused, _ reading: Reading
) -> CSVTable? {
  guard checkText(source, reading.diagnostics) else { return nil }
  var reader = CSVReader(source, reading.diagnostics)
  guard let header = reader.header() else { return nil }
  let places = TableHeader(header, columns, others, source, reading).places()
  guard let cells = reader.rows(width: header.count), let places else { return nil }
  return CSVTable(
    reading.diagnostics.sources[source].text, source, cells: cells, width: header.count,
    places: places)
}
