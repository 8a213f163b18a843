import Diagnostics
import SpecLanguage
import Testing
import YAMLTree

@Suite struct CSVTableTests {
  private let spec = SpecText()
  private let columns = [
    TableColumn("pv", aliases: ["pv_name", "name"], .required), TableColumn("high limit"),
    TableColumn("unit"),
  ]

  private func read(_ text: String, others: OtherColumns = .refused) -> CSVTable? {
    let source = spec.diagnostics.sources.add(name: "pvs.csv", text: Array(text.utf8))
    return readTable(source, columns: columns, others: others, spec.reading)
  }

  private func rows(_ table: CSVTable?) -> [[String]] {
    guard let table else { return [] }
    return (0..<table.rowCount).map { row in (0..<3).map { table.text(row, $0) } }
  }

  @Test(arguments: [
    "pv,high limit,unit\nA,1,mm\nB,2,s\n", "pv;high limit;unit\r\nA;1;mm\r\nB;2;s",
    "pv\thigh limit\tunit\nA\t1\tmm\nB\t2\ts", "\u{FEFF}pv,high limit,unit\nA,1,mm\nB,2,s",
    "# made by hand\n\nPV_Name,High_Limit,UNIT\n# more\nA, 1 ,mm\n\n  \nB,2,s\n,,\n",
    "\"pv\",\"high-limit\",unit,,\n\"A\",\"1\" , \"mm\",,\nB,2,s,,",
    "unit,name,high limit\nmm,A,1\ns,B,2",
  ])
  func `tables of all habits read alike`(text: String) {
    #expect(rows(read(text)) == [["A", "1", "mm"], ["B", "2", "s"]])
    #expect(spec.findings.isEmpty)
  }

  @Test func `quotes hold separators, quotes and line breaks`() {
    let table = read("pv,high limit,unit\n\"a,b\",\"x\"\"y\",\"1\n2\"\n\"\",,''\n")
    #expect(rows(table) == [["a,b", "x\"y", "1\n2"], ["", "", "''"]])
    #expect(table?[1, 0] == nil)
  }

  @Test func `a cell reads as a value of a spec and knows its place`() {
    let table = read("unit;pv;high limit\n\"가\"\"x\"\"\";A B;12\nm;\"B\nC\";> 3")
    let quoted = table?[0, 2]
    #expect(quoted?.scalar?.text == "가\"x\"")
    #expect(
      quoted.map { spec.shown(spec.diagnostics.range(of: 4..<5, in: $0)) } == "pvs.csv:2:5 «x»")
    #expect(quoted.map { spec.shown($0.range) } == "pvs.csv:2:2 «가\"\"x\"\"»")
    #expect(table?[0, 1]?.scalar?.int == 12)
    let broken = table?[1, 0]
    #expect(
      broken.map { spec.shown(spec.diagnostics.range(of: 2..<3, in: $0)) } == "pvs.csv:4:1 «C»")
    #expect(table.map { spec.shown($0.range(ofRow: 1)) } == "pvs.csv:3:1 «m;\"B\nC\";> 3»")
  }

  @Test(arguments: [
    ("", "1:1 «» the table has no header"),
    ("pv,limt,unti\nA,1,2", "1:9 «unti» unknown column 'unti' | did you mean 'unit'?"),
    ("pv,xyz", "1:4 «xyz» unknown column 'xyz' | known columns: pv, high limit, unit"),
    ("unit,high_limit", "1:1 «unit,high_limit» the column 'pv' is missing"),
    (
      "pv,Name", "1:4 «Name» the column 'pv' stands here twice; pvs.csv:1:1 «pv» first written here"
    ),
    ("pv,unit\nA", "2:1 «A» this row has 1 cell, the header has 2"),
    ("pv,unit\nA,1,x", "2:5 «x» this row has 3 cells, the header has 2"),
    ("pv\n\"A\nB", "2:1 «\"» this quote is never closed"),
    ("pv\n\"A\"x", "2:4 «x» text follows the closing quote"),
  ])
  func `a wrong table is shown at its bytes`(text: String, finding: String) {
    #expect(read(text) == nil)
    #expect(spec.findings.contains { $0.contains("pvs.csv:\(finding)") }, "\(spec.findings)")
  }

  @Test func `all wrong rows up to a bound are found in one run`() {
    #expect(read("pv,unit\n" + String(repeating: "A\n", count: 1000)) == nil)
    #expect(spec.findings.count == 20)
    #expect(spec.diagnostics.list.last?.notes == ["the rows below were not read"])
  }

  @Test func `columns of others can be left alone`() {
    #expect(rows(read("pv,note,unit\nA,x,mm", others: .ignored)) == [["A", "", "mm"]])
  }

  @Test func `text that is not UTF-8 is refused`() {
    let source = spec.diagnostics.sources.add(name: "pvs.csv", text: Array("pv\n".utf8) + [0xB0])
    #expect(readTable(source, columns: columns, spec.reading) == nil)
    #expect(spec.findings.first?.contains("pvs.csv:2:1") == true)
  }
}
