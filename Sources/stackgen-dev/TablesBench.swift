internal import Diagnostics
internal import SpecLanguage

/// 100,000 names out of one text.
func namesBench() -> [String] {
  var bytes = 0
  let seconds = bestTimes([
    {
      do {
        let names = try NameRange(parsing: "SR:C{01..50}-VA:PG{0001..2000}:PRESSURE").names
        bytes = names.reduce(0) { $0 + $1.utf8.count }
      } catch {
        preconditionFailure("the name range is valid")
      }
    }
  ])[0]
  return [benchRow("names", seconds: seconds, bytes: bytes, note: "100,000 names")]
}

/// A table of 100,000 rows and 8 columns, read and every cell taken as text.
func tableBench() -> [String] {
  let columns = (0..<8).map { TableColumn("column \($0)") }
  var text = Array("column_0,column_1,column_2,column_3,column_4,column_5,column_6,column_7\n".utf8)
  for row in 0..<100_000 {
    text +=
      "SR:C01-VA:PG\(row):PRESSURE,1e-8,5e-8,gt,mbar,\"vacuum, ring\",1m,owner\(row % 9)\n".utf8
  }
  var length = 0
  func read(_ use: @escaping (CSVTable) -> Void) -> Double {
    bestTimes([
      {
        let diagnostics = Diagnostics()
        let source = diagnostics.sources.add(name: "bench.csv", text: text)
        guard let table = readTable(source, columns: columns, Reading(diagnostics)) else {
          preconditionFailure("the generated table is valid")
        }
        use(table)
      }
    ])[0]
  }
  let cells = read { _ in }
  let texts = read { table in
    for row in 0..<table.rowCount {
      for column in 0..<8 { length += table.text(row, column).utf8.count }
    }
  }
  precondition(length > 0, "the table has text")
  return [
    benchRow("CSV to cells", seconds: cells, bytes: text.count, note: "100,000 rows, 8 columns"),
    benchRow("CSV to texts", seconds: texts, bytes: text.count, note: "and each cell as text"),
  ]
}
