/// What the writer of Alloy's language puts between cells and lines until they are aligned; no text
/// holds these, for quoted text escapes them.
enum AlloyMark {
  /// Ends a cell, whose neighbours above and below become as wide.
  static let cellEnd: UInt8 = 0x0B
  static let lineEnd = UInt8(ascii: "\n")
  /// Ends a line and the run of lines that are aligned to each other.
  static let runEnd: UInt8 = 0x0C
}

/// Pads the cells of neighbouring lines to one width, as Alloy's own formatter does.
func alignedAlloy(_ bytes: [UInt8]) -> [UInt8] {
  var output: [UInt8] = []
  output.reserveCapacity(bytes.count + bytes.count / 8)
  let runs = bytes.split(separator: AlloyMark.runEnd, omittingEmptySubsequences: false)
  for (index, run) in runs.enumerated() {
    if index > 0 { output.append(AlloyMark.lineEnd) }
    output.appendAligned(run)
  }
  return output
}

extension [UInt8] {
  fileprivate mutating func appendAligned(_ run: ArraySlice<UInt8>) {
    let lines = run.split(separator: AlloyMark.lineEnd, omittingEmptySubsequences: false)
      .map { $0.split(separator: AlloyMark.cellEnd, omittingEmptySubsequences: false) }
    let widths = columnWidths(lines.map { $0.dropLast().map(\.width) })
    for (line, cells) in lines.enumerated() {
      if line > 0 { append(AlloyMark.lineEnd) }
      for (column, cell) in cells.enumerated() {
        append(contentsOf: cell)
        guard column < widths[line].count else { continue }
        let padding = widths[line][column] - cell.width + 1
        append(contentsOf: repeatElement(UInt8(ascii: " "), count: padding))
      }
    }
  }
}

/// The width of each cell by line: that of the widest in the lines around it that have as many.
private func columnWidths(_ widths: [[Int]]) -> [[Int]] {
  var widths = widths
  for column in 0..<(widths.map(\.count).max() ?? 0) {
    var start = 0
    while start < widths.count {
      let end = widths[start...].firstIndex { $0.count <= column } ?? widths.count
      let widest = widths[start..<end].map { $0[column] }.max() ?? 0
      for line in start..<end { widths[line][column] = widest }
      start = end + 1
    }
  }
  return widths
}

extension ArraySlice<UInt8> {
  /// How many characters; bytes that continue one begin with the bits 10.
  fileprivate var width: Int { reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
}
