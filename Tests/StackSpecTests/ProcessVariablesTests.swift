import Testing

@Suite
struct ProcessVariablesTests {
  private static let head = """
    stackgen: 1
    name: ring
    secrets: {GRAFANA: {env: GRAFANA}, HOOK: {file: secrets/hook}}
    grafana: {admin: {password: {secret: GRAFANA}}}
    archiver: {url: http://arch.example.com, mgmt: 17665, retrieval: 17668}
    receivers: {ops: {slack: {channel: "#ops", webhook: {secret: HOOK}}}}
    routes: {default: ops}

    """

  private func compiled(_ pvs: String, csv: String = "") -> Compiled {
    Compiled(pvs, head: Self.head, tables: ["limits.csv": csv])
  }

  private let table = "pvs:\n  cryo: {file: limits.csv, unit: K, for: 1m}\n"

  private func rules(_ pvs: String, csv: String = "") -> [String] {
    lines(pvs, csv: csv, of: "title")
  }

  private func lines(_ pvs: String, csv: String = "", of key: String) -> [String] {
    let file = compiled(pvs, csv: csv).file(
      "grafana/provisioning/alerting/pvs-\(pvs.contains("cryo:") ? "cryo" : "vac").yaml")
    return file.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "-" } }
      .filter { $0.hasPrefix(key + ":") }.map { String($0.dropFirst(key.count + 2)) }
  }

  @Test
  func `one rule watches all variables of a limit, fifty at a time`() {
    #expect(
      rules("pvs:\n  vac: {names: \"V{1..120}\", thresholds: {warning: \"> 3\"}}\n") == [
        "\"vac warning: above 3 (1 of 3)\"", "\"vac warning: above 3 (2 of 3)\"",
        "\"vac warning: above 3 (3 of 3)\"", "vac disconnected (1 of 3)",
        "vac disconnected (2 of 3)", "vac disconnected (3 of 3)",
      ])
  }

  @Test
  func `a table with three columns is enough`() {
    let csv = "pv_name,threshold,condition\nA,4.5,gt\nB,4.5,gt\nC,2,lte\n"
    #expect(
      rules(table, csv: csv) == [
        "\"cryo warning: above 4.5 K\"", "\"cryo warning: at most 2 K\"", "cryo disconnected",
      ])
  }

  @Test(arguments: [
    ("gt", "gt", "above"), ("gte", "gte", "at least"), ("lt", "lt", "below"),
    ("lte", "lte", "at most"),
  ])
  func `each condition of a table is a test of Grafana`(
    _ word: String, _ evaluator: String, _ title: String
  ) {
    let csv = "pv_name,threshold,condition\nA,4.5,\(word)\n"
    #expect(rules(table, csv: csv).first == "\"cryo warning: \(title) 4.5 K\"")
    #expect(lines(table, csv: csv, of: "type").contains(evaluator))
  }

  @Test
  func `rows of one variable add their limits, and disabled rows are left out`() {
    let csv = """
      pv_name,threshold,condition,hysteresis,for,owner,enabled
      A,4.5,gt,0.5,30s,cryo,yes
      A,1,lt,,,cryo,TRUE
      B,1,lt,,,,no
      """
    let result = compiled(table, csv: csv)
    let file = result.file("grafana/provisioning/alerting/pvs-cryo.yaml")
    #expect(result.findings == [])
    #expect(file.contains("above 4.5 K") && file.contains("below 1 K"))
    #expect(file.contains("unloadEvaluator:\n                    type: lt"))
    #expect(file.contains("owner: cryo") && file.contains("for: 30s"))
    #expect(!file.contains("\\\"B\\\""))
  }

  @Test
  func `limits of a record are inclusive and keep their hysteresis`() {
    let file = compiled(
      "pvs:\n  vac: {names: A, limits: {HIHI: 9, HIGH: 8, LOW: 2, LOLO: 1, HYST: 0.5}}\n"
    ).file("grafana/provisioning/alerting/pvs-vac.yaml")
    for title in ["critical: at least 9", "critical: at most 1", "warning: at least 8"] {
      #expect(file.contains(title))
    }
    #expect(file.contains("type: gte\n                    params:\n                      - 9.0"))
    #expect(file.contains("type: lt\n                    params:\n                      - 8.5"))
    #expect(file.contains("type: gt\n                    params:\n                      - 1.5"))
  }

  private static let pulled = """
    pv_name,unit,hihi,method
    A:P1,mbar,9,monitor
    A:P2,mbar,,scan
    A:T1,K,,monitor

    """

  @Test
  func `a pattern gives what it fits the limits of the group, where a row has none`() {
    let group = "pvs:\n  vac: {file: limits.csv, match: \"*:P?\", thresholds: {warning: \"> 3\"}"
    #expect(
      rows(group + "}\n") == ["vac critical: at least 9 mbar", "vac warning: above 3 mbar"])
    #expect(rows(group + ", row_limits: false}\n") == ["vac warning: above 3 mbar"])
    let registered = compiled(group + "}\n", csv: Self.pulled).file("archiver/register-001.json")
    #expect(registered.contains("A:P2") && !registered.contains("A:T1"))
  }

  private func rows(_ pvs: String) -> [String] {
    rules(pvs, csv: Self.pulled).map { $0.filter { $0 != "\"" } }.filter { $0.contains(":") }
  }

  @Test(arguments: [
    ("match: \"B*\"", "SG1104 «\"B*\"» no row of the file fits 'B*'"),
    ("match: \"A B\"", "SG0202 « » a name of a process variable holds no blank"),
    (
      "match: \"A*\", unit: K, thresholds: {warning: \"> 3\"}",
      "SG0603 «A:P2,mbar,,scan» the row is in 'mbar'"
    ),
  ])
  func `a pattern that cannot be meant is told of`(_ keys: String, _ finding: String) {
    let findings = compiled("pvs:\n  a: {file: limits.csv, \(keys)}\n", csv: Self.pulled).findings
    #expect(findings.count == 1 && findings[0].hasPrefix(finding), "\(findings)")
  }

  @Test(arguments: [
    ("A,1e400,gt,", "SG0202 «1e400» the number is larger than any"),
    ("A,nan,gt,", "SG0201 «nan» a number is expected here, not text"),
    ("A,,gt,", "SG0205 «gt» the condition 'gt' has no threshold"),
    ("A,,,1e400", "SG0202 «1e400» the number is larger than any"),
  ])
  func `what a spreadsheet makes of a number is told of`(_ row: String, _ finding: String) {
    let csv = "pv_name,threshold,condition,hihi\n\(row)\n"
    let findings = compiled(table, csv: csv).findings
    #expect(findings.count == 1 && findings[0].hasPrefix(finding), "\(findings)")
  }

  @Test
  func `a row that two patterns fit is a variable named twice`() {
    let findings = compiled(
      "pvs:\n  a: {file: limits.csv, match: \"A*\"}\n  b: {file: limits.csv, match: \"*T1\"}\n",
      csv: Self.pulled
    ).findings
    #expect(findings.count == 1 && findings[0].hasPrefix("SG1103 «\"*T1\"»"), "\(findings)")
  }

  @Test
  func `registration holds texts only and the protocol of each name`() {
    let file = compiled(
      "pvs:\n  vac: {names: [A.VAL, \"pva://B\"], archive: {method: scan, period: 500ms}}\n"
    ).file("archiver/register-001.json")
    let entry = #"", "samplingperiod": "0.5", "samplingmethod": "SCAN"}"#
    let flat = file.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(flat == #"[ {"pv": "A\#(entry), {"pv": "pva://B\#(entry) ]"#)
  }

  @Test
  func `a thousand variables are a request`() {
    let result = compiled("pvs:\n  vac: {names: \"V{1..2001}\"}\n")
    #expect(result.file("archiver/register-003.json").contains("V2001"))
    #expect(result.file("archiver/register-002.json").contains("V2000"))
    #expect(result.file("archiver/register-004.json").isEmpty)
  }

  @Test(arguments: ["A.VAL", "ca://A", "pva://A", "pva://A.VAL"])
  func `a variable is found again under every spelling`(_ spelling: String) {
    let findings = compiled("pvs:\n  a: {names: A}\n  b: {names: \"\(spelling)\"}\n").findings
    #expect(findings.count == 1)
    #expect(findings.first?.hasPrefix("SG1103 «\"\(spelling)\"»") == true)
  }

  @Test
  func `a repeated range is reported once`() {
    let findings = compiled("pvs:\n  a: {names: \"A{1..99}\"}\n  b: {names: \"A{1..99}\"}\n")
      .findings
    #expect(findings.count == 1)
  }

  @Test(arguments: [
    ("A B", " "), ("A=B", "="), ("A.B.C", "."), ("A%", "%"), ("Ä", "Ä"), ("A@B", "@"),
  ])
  func `a bad byte of a name is pointed at`(_ name: String, _ bad: String) {
    let findings = compiled("pvs:\n  a: {names: \"\(name)\"}\n").findings
    #expect(findings.count == 1)
    #expect(findings.first?.hasPrefix("SG1101") == true)
    if name != "Ä" { #expect(findings.first?.hasPrefix("SG1101 «\(bad)»") == true) }
  }

  @Test
  func `a wrong cell is shown at its place in the table`() {
    let findings = compiled(table, csv: "pv_name,threshold,condition\nA,4.5,higher\n").findings
    #expect(findings.first?.hasPrefix("SG0203 «higher»") == true)
  }

  @Test
  func `Infinity may ask for nothing but reading`() {
    let file = compiled("pvs:\n  a: {names: A}\n").file(
      "grafana/provisioning/datasources/datasources.yaml")
    let allowed = file.split(separator: "\n").filter { $0.contains("- http://") }
    #expect(allowed.count == 5)
    #expect(allowed.allSatisfy { $0.hasSuffix("?") })
    #expect(!file.contains("deletePV"))
  }

  @Test
  func `the own plugin is asked for its newest sample, and told of by its label`() {
    let spec = Self.head.replacing(
      "retrieval: 17668", with: "retrieval: 17668, datasource: plugin")
    let result = Compiled(
      "pvs:\n  vac: {names: \"V{1..2}\", thresholds: {warning: \"> 3\"}}\n", head: spec)
    let file = result.file("grafana/provisioning/alerting/pvs-vac.yaml")
    #expect(result.findings == [])
    #expect(file.contains("target: (V1|V2)"))
    #expect(file.contains("operator: last"))
    #expect(file.contains(#"pv: "{{ $$labels.pvname }}""#))
    #expect(file.contains("datasourceUid: archiver-plugin"))
  }
}
