import Foundation
import Testing

@testable import stackgen

/// What tools of EPICS wrote becomes a table that a spec takes.
@Suite struct ImportPVTests {
  private func imported(
    _ kind: String, _ text: String, _ options: String...
  ) async throws -> (status: Outcome, transcript: Transcript) {
    let folder = try TemporaryFolder()
    try folder.write("file", text)
    let transcript = Transcript()
    let status = await stackgen.run(
      ["import", kind, "\(folder.path)/file"] + options, on: transcript.console)
    return (status, transcript)
  }

  private static let database = #"""
    # Gauges of one cell.
    record(ai, "$(P)PG1:PRESSURE") {
      field(DESC, "Gauge \"north\", cell ${CELL=7}")
      field(EGU,  "mbar") field(PREC, "2")
      field(HIHI, "5e-8") field(HHSV, "MAJOR")
      field(HIGH, "1e-8") field(HSV,  "MINOR")
      field(LOW,  "1e-12")               # without a severity it is no limit
      field(HYST, "1e-9") field(AFTC, "2.5")
      field(INP,  {pva: {pv: "other"}})
      info(autosaveFields, "HIHI HIGH")
    }
    record(bi, "$(P)VALVE") { field(DESC, "Open") field(ZSV, "MAJOR") }
    record(seq, "$(P)START")
    alias("$(P)VALVE", "$(P)V")
    grecord(ao, $(P)SET.X) { field(LOLO, 3) field(LLSV, MINOR) field(LOW, 4) field(LSV, MINOR) }
    """#

  @Test func `records become rows with the limits that have a severity`() async throws {
    let (status, transcript) = try await imported("db", Self.database, "--macro", "P=SR:")
    #expect(status == .success)
    #expect(
      transcript.result == """
        pv_name,unit,precision,hihi,high,low,hysteresis,for,description
        SR:PG1:PRESSURE,mbar,2,5e-08,1e-08,,1e-9,2500ms,"Gauge ""north"", cell 7"
        SR:SET.X,,,,,4.0,,,
        SR:VALVE,,,,,,,,Open

        """)
    #expect(transcript.messages == "1 left out: SR:START\n")
  }

  @Test(arguments: [
    ("record(ai, \"$(P)X\") {}", "file:1: nothing is said of the macro 'P'"),
    ("\nrecord(ai \"X\")", "file:2: ',' is missing"), ("record(ai, \"X", "a text does not end"),
    ("record(ai, \"X\") { field(EGU, \"K\")", "a record does not end"),
    ("device(ai, X)", "'device' is no statement"), ("record(ai)", "a type and a name"),
  ])
  func `a database that cannot be read is shown its line`(
    _ text: String, _ message: String
  ) async throws {
    let (status, transcript) = try await imported("db", text)
    #expect(status == .findings)
    #expect(transcript.messages.contains(message), "\(transcript.messages)")
  }

  @Test func `macros stand for macros, and never for themselves`() async throws {
    let text = "record(ai, \"$(A)\")"
    let (_, good) = try await imported("db", text, "--macro", "A=$(B)1,B=X")
    #expect(good.result == "pv_name\nX1\n")
    let (status, bad) = try await imported("db", text, "-m", "A=$(A)")
    #expect(status == .findings && bad.messages.contains("a macro stands for itself"))
  }

  private static let tree = """
    <?xml version="1.0"?>
    <!DOCTYPE config>
    <config name="Ring"><!-- the whole -->
      <component name="Vacuum &amp; more">
        <guidance><title>Call</title><details>Call the group</details></guidance>
        <pv name="pva://A"><description>!Gauge</description><delay>5</delay></pv>
        <component name='Pumps'>
          <pv name="B"><enabled>2026-12-24T08:00:00</enabled>
            <guidance><title>Look</title><details><![CDATA[at <it>]]></details></guidance></pv>
          <pv name="A"/>
          <pv name="=`A` + 1"/><pv name="loc://x"/>
        </component>
      </component>
    </config>
    """

  @Test func `a tree of alarms becomes rows with their group and guidance`() async throws {
    let (status, transcript) = try await imported("alarms", Self.tree)
    #expect(status == .success)
    #expect(
      transcript.result == """
        pv_name,group,for,protocol,description,runbook,enabled
        A,Vacuum & more,5s,pva,Gauge,Call the group,
        B,Vacuum & more/Pumps,,,,at <it>,false

        """)
    #expect(transcript.messages.hasPrefix("2 left out: =`A` + 1, loc://x\n"))
  }

  @Test(arguments: [
    ("<config>\n<pv name='a'></config>", "file:2: 'pv' ends with '</config>'"),
    ("<a/>", "'a' is no configuration"), ("<config name=x/>", "is not in quotes"),
    ("<config>&nix;</config>", "no entity '&nix;'"), ("<config", "missing"), ("", "expected"),
    ("<!DOCTYPE c [<!ENTITY a 'b'>]><config/>", "declarations of its own"),
    ("<config/><config/>", "behind the document"), ("<config>a", "does not end"),
    (String(repeating: "<config>", count: 300), "too deeply"),
  ])
  func `a tree that cannot be read is shown its line`(
    _ text: String, _ message: String
  ) async throws {
    let (status, transcript) = try await imported("alarms", text)
    #expect(status == .findings)
    #expect(transcript.messages.contains(message), "\(transcript.messages)")
  }

  @Test(arguments: [
    "# names\nB 0.1 SCAN\r\npva://A\n\n", "B;0.1;scan\npva://A;;",
    #"[{"pv": "B", "samplingperiod": "0.1", "samplingmethod": "SCAN"}, "pva://A"]"#,
  ])
  func `a list of names becomes rows`(_ text: String) async throws {
    let (status, transcript) = try await imported("pvs", text)
    #expect(status == .success)
    #expect(transcript.result == "pv_name,method,period,protocol\nA,,,pva\nB,scan,100ms,\n")
  }

  @Test func `what is written for Phoebus and for the archiver comes back as it was`() async throws
  {
    let folder = try TemporaryFolder()
    try folder.write(
      "spec.yaml",
      """
      stackgen: 1
      name: ring
      title: A & B
      archiver: {url: http://archiver.example.com}
      phoebus: {latching: false}
      pvs:
        vac: {title: <Vacuum>, names: ["X{{A}}.RBV", "pva://B"], connection: false, latching: true}
        rf: {file: rows.csv, rows_of: "RF*", connection: false, runbook: "Ask \\"them\\""}

      """)
    try folder.write("rows.csv", "pv_name,group,description\nC,RF/1,one <kW>\nD,Other,two\n")
    let status = await stackgen.run(
      ["build", "\(folder.path)/spec.yaml", "-o", folder.path], on: Transcript().console)
    #expect(status == .success)
    let tree = Transcript()
    _ = await stackgen.run(
      ["import", "alarms", "\(folder.path)/ring/phoebus/alarms.xml"], on: tree.console)
    #expect(
      tree.result == #"""
        pv_name,group,protocol,description,runbook
        B,<Vacuum>,pva,,
        C,rf,,one <kW>,"Ask ""them"""
        X{A}.RBV,<Vacuum>,,,

        """#)
    let text = try folder.text("ring/phoebus/alarms.xml")
    #expect(text.contains("<config name=\"A &amp; B\">"))
    #expect(text.components(separatedBy: "<latching>true</latching>").count == 3)
    let list = Transcript()
    _ = await stackgen.run(
      ["import", "pvs", "\(folder.path)/ring/archiver/pvs.txt"], on: list.console)
    #expect(list.result == "pv_name,protocol\nB,pva\nC,\nX{A}.RBV,\n")
  }
}
