/// A process variable as a row of a table that a group can name with `file:`.
struct PVRow {
  var name = ""
  private(set) var cells: [Column: String] = [:]

  init(name: String) { self.name = name }

  /// Columns as the manual of tables has them, in the order of a file.
  enum Column: String, CaseIterable {
    case group, unit, precision, lowest = "min", highest = "max"
    case hihi, high, low, lolo, hysteresis, pending = "for"
    case method, period, protocolName = "protocol", policy
    case description, runbook, enabled
  }

  subscript(column: Column) -> String {
    get { cells[column] ?? "" }
    set { cells[column] = newValue.isEmpty ? nil : newValue }
  }
}

/// The rows as text, sorted by name; columns that are wanted, or that any row needs.
func tableText(_ rows: [PVRow], always wanted: [PVRow.Column] = []) -> String {
  let columns = PVRow.Column.allCases.filter { column in
    wanted.contains(column) || rows.contains { !$0[column].isEmpty }
  }
  var text = (["pv_name"] + columns.map(\.rawValue)).joined(separator: ",") + "\n"
  for row in rows.sorted(by: { $0.name < $1.name }) {
    text += ([row.name] + columns.map { row[$0] }).map(quoted).joined(separator: ",") + "\n"
  }
  return text
}

/// A cell, in quotes where it would end or mean something else.
private func quoted(_ cell: String) -> String {
  guard cell.utf8.contains(where: { ",;\"\t\r\n#".utf8.contains($0) }) else { return cell }
  return "\""
    + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}

/// A number of seconds as a duration of the spec; empty for what is none.
func secondsText(_ text: String) -> String {
  guard let value = Double(text), value.isFinite, value > 0, value < 1e9 else { return "" }
  return value == value.rounded() ? "\(Int(value))s" : "\(Int((value * 1000).rounded()))ms"
}

/// A whole number that is written with a fraction.
func wholeText(_ text: String) -> String {
  guard let value = Double(text), (0..<100).contains(value) else { return "" }
  return "\(Int(value))"
}
