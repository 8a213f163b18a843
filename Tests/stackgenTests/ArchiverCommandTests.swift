import Foundation
import Testing

@testable import stackgen

/// The commands of the archiver against one that is as strict as the real one.
@Suite
struct ArchiverCommandTests {
  @Test
  func `what is missing is asked for once, and then nothing is`() async throws {
    let archiver = try FakeArchiver()
    let spec = try archiver.spec("[\"A{1..3}\", \"pva://B\"]")
    #expect(await archiver.run("plan", spec).status == .outOfDate)
    #expect(await archiver.run("sync", spec, "--dry-run").text.contains("0 requests taken"))
    #expect(await archiver.run("sync", spec).text.contains("4 requests taken"))
    // They wait for a first sample now, and are not asked for again.
    let again = await archiver.run("sync", spec).text
    #expect(again.contains("4 waiting for a first sample"))
    #expect(again.contains("0 requests taken"))
    try archiver.tell("settle")
    #expect(await archiver.run("plan", spec).status == .success)
    #expect(try archiver.batches() == [4])
  }

  @Test
  func `a batch whose answer is lost is not sent again`() async throws {
    let archiver = try FakeArchiver("--lost-after", "1000")
    let spec = try archiver.spec("\"V{1..2500}\"")
    let broken = await archiver.run("sync", spec)
    #expect(broken.status == .unreadable)
    #expect(broken.text.contains("may be run again"))
    #expect(await archiver.run("sync", spec).text.contains("1500 requests taken"))
    #expect(try archiver.batches() == [1000, 1000, 500])
    #expect(try archiver.archivedOnce() == 2500)
  }

  @Test
  func `killed again and again, a sync loses nothing and sends nothing twice`() async throws {
    let archiver = try FakeArchiver()
    let spec = try archiver.spec("\"V{00001..20000}\"")
    var kills = 0
    for _ in 0..<200 {
      // On a busy machine a run may need long for its first batch.
      let patience = 0.05 * Double(kills)
      let status = try archiver.sync(spec, killedAfter: .random(in: 0.3...0.9) + patience)
      if status == 0 { break }
      kills += 1
    }
    #expect(kills > 0)
    try archiver.tell("settle")
    #expect(await archiver.run("plan", spec).status == .success)
    #expect(try archiver.archivedOnce() == 20000)
  }

  @Test
  func `a hundred thousand variables are asked for, each of them once`() async throws {
    let archiver = try FakeArchiver()
    let spec = try archiver.spec("\"SR:C{01..50}-VA:PG{0001..2000}:PRESSURE\"")
    #expect(await archiver.run("sync", spec).text.contains("100000 requests taken"))
    try archiver.tell("settle")
    #expect(await archiver.run("plan", spec).status == .success)
    #expect(try archiver.batches() == [Int](repeating: 1000, count: 100))
    #expect(try archiver.archivedOnce() == 100_000)
  }

  @Test
  func `another sampling, pauses and lost connections are told of`() async throws {
    let archiver = try FakeArchiver()
    _ = await archiver.run("sync", try archiver.spec("[A, PAUSED, DEAD, NEVER]"))
    try archiver.tell("settle")
    try archiver.ask("/mgmt/bpl/pauseArchivingPV?pv=PAUSED")
    let other = try archiver.spec("[A, PAUSED, DEAD, NEVER]", archive: "{period: 5s}")
    let text = await archiver.run("status", other, "--json").text
    #expect(text.contains("\"drifted\": [\"A\", \"DEAD\"]"))
    #expect(text.contains("\"paused\": [\"PAUSED\"]"))
    #expect(text.contains("\"disconnected\": [\"DEAD\"]"))
    #expect(text.contains("\"never_connected\": [\"NEVER\"]"))
  }

  @Test
  func `a sync gives variables the sampling of the spec`() async throws {
    let archiver = try FakeArchiver()
    _ = await archiver.run("sync", try archiver.spec("[A, B]"))
    try archiver.tell("settle")
    let other = try archiver.spec("[A, B]", archive: "{method: scan, period: 500ms}")
    let plan = await archiver.run("plan", other)
    #expect(plan.status == .outOfDate && plan.text.contains("2 sampled otherwise"))
    #expect(await archiver.run("sync", other).text.contains("2 changed: A, B"))
    #expect(await archiver.run("plan", other).status == .success)
  }

  @Test
  func `nothing is removed unless it is asked for, and never with its samples`() async throws {
    let archiver = try FakeArchiver()
    _ = await archiver.run("sync", try archiver.spec("[A, \"OLD:{1..3}\", OTHER]"))
    try archiver.tell("settle")
    try archiver.tell("aliases", #"{"OLD:A": "A"}"#)
    let spec = try archiver.spec("A")
    #expect(!(await archiver.run("sync", spec).text.contains("removed")))
    let dry = await archiver.run("sync", spec, "--remove", "OLD:*", "--dry-run").text
    #expect(dry.contains("3 to be removed: OLD:1, OLD:2, OLD:3\n0 requests taken\n"))
    // A run that broke off left one paused.
    try archiver.ask("/mgmt/bpl/pauseArchivingPV?pv=OLD:2")
    #expect(await archiver.run("sync", spec, "--remove", "OLD:*").text.contains("3 removed"))
    let deleted = try archiver.log("delete ")
    #expect(deleted == ["OLD:1", "OLD:2", "OLD:3"].map { "\($0) deleteData=false" })
    #expect(await archiver.run("plan", spec, "--remove", "OLD:*").status == .success)
    #expect(await archiver.run("sync", spec, "--delete-data").status == .usage)
    _ = await archiver.run("sync", spec, "--remove", "*", "--delete-data")
    #expect(try archiver.log("delete ").last == "OTHER deleteData=true")
  }

  @Test
  func `what is pulled is a table that a spec takes, and the archiver is in line with it`()
    async throws
  {
    let archiver = try FakeArchiver()
    let names = "[\"V{001..600}\", \"pva://W.HIHI\", \"X{{A}}\"]"
    _ = await archiver.run("sync", try archiver.spec(names, archive: "{policy: slow}"))
    try archiver.tell("settle")
    try archiver.tell("aliases", #"{"B": "V001"}"#)
    let file = archiver.path("pvs.csv")
    let spec = try archiver.spec("A")
    #expect(await archiver.run("pull", spec, "-o", file).text.contains("pvs.csv: written"))
    #expect(await archiver.run("pull", spec, "-o", file).text.contains("pvs.csv: up to date"))
    let lines = try archiver.text("pvs.csv").split(separator: "\n")
    #expect(lines.count == 603)
    #expect(lines[1] == "V001,mbar,2,0.0,10.0,9.0,8.0,,1.0,monitor,1s,ca,slow")
    #expect(lines.dropFirst().sorted() == Array(lines.dropFirst()))
    let pulled = try archiver.spec(file: "pvs.csv")
    let plan = await archiver.run("plan", pulled)
    #expect(plan.status == .success && plan.text.contains("602 being archived"))
  }

  @Test
  func `an appliance that starts, one that is gone and one that is something else, are told apart`()
    async throws
  {
    let archiver = try FakeArchiver("--starting", "1")
    let wrong = try archiver.spec("A", path: "/elsewhere")
    #expect(await archiver.run("plan", wrong).text.contains("knows no getVersions"))
    let starting = await archiver.run("plan", try archiver.spec("A"))
    #expect(starting.status == .unreadable)
    #expect(starting.text.contains("after a start the appliance takes minutes"))
    #expect(await archiver.run("plan", try archiver.spec("A")).status == .outOfDate)
    archiver.stop()
    let gone = await archiver.run("plan", try archiver.spec("A"))
    #expect(gone.status == .unreadable && gone.text.contains("cannot be reached"))
  }

  @Test
  func `what was generated stands for its spec, and a start is waited for`() async throws {
    let archiver = try FakeArchiver("--starting", "2")
    let spec = try archiver.spec(
      "[A, \"pva://B\"]", archive: "{method: scan, period: 100ms, policy: slow}")
    let out = archiver.path("out")
    #expect(await stackgen.run(["build", spec, "-o", out], on: Transcript().console) == .success)
    let folder = "\(out)/test/archiver"
    #expect(await archiver.run("sync", folder).status == .unreadable)
    #expect(await archiver.run("sync", folder, "--wait", "1m").text.contains("2 requests taken"))
    try archiver.tell("settle")
    #expect(await archiver.run("plan", spec).status == .success)
    #expect(await archiver.run("plan", folder).status == .success)
    #expect(await archiver.run("plan", folder, "--wait", "soon").status == .usage)
  }

  @Test
  func `an appliance that does not answer is not waited for without end`() throws {
    let archiver = try FakeArchiver()
    let address = try #require(HTTPAddress(archiver.url))
    do {
      _ = try askHTTP(address, "/test/hang", timeout: 1)
      Issue.record("it answered")
    } catch {
      guard case .timeout = error else { throw error }
    }
  }

  @Test
  func `answers come whole or not at all`() throws {
    func parsed(_ text: String) throws -> HTTPAnswer { try answer(in: Array(text.utf8)) }
    let whole = try parsed(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n")
    #expect(whole.body == Array("[]".utf8))
    for broken in [
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[]", "HTTP/1.1 200", "",
      "x\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    ] {
      #expect(throws: HTTPFailure.self) { try parsed(broken) }
    }
  }
}
