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
    #expect(await archiver.run("sync", spec).text.contains("0 requests taken"))
    #expect(await archiver.run("plan", spec).status == .success)
    #expect(try archiver.batches() == [4])
  }

  @Test
  func `a sync that breaks off goes on where it was, and sends nothing twice`() async throws {
    let archiver = try FakeArchiver("--broken-after", "1000")
    let spec = try archiver.spec("\"V{1..2500}\"")
    let broken = await archiver.run("sync", spec)
    #expect(broken.status == .unreadable)
    #expect(broken.text.contains("may be run again"))
    #expect(await archiver.run("sync", spec).text.contains("1500 requests taken"))
    #expect(try archiver.batches() == [1000, 1000, 500])
  }

  @Test
  func `another sampling, pauses and lost connections are told of`() async throws {
    let archiver = try FakeArchiver()
    _ = await archiver.run("sync", try archiver.spec("[A, PAUSED, DEAD]"))
    let other = try archiver.spec("[A, PAUSED, DEAD]", archive: "{period: 5s}")
    let text = await archiver.run("status", other, "--json").text
    #expect(text.contains("\"drifted\": [\"A\", \"DEAD\"]"))
    #expect(text.contains("\"paused\": [\"PAUSED\"]"))
    #expect(text.contains("\"disconnected\": [\"DEAD\"]"))
  }

  @Test
  func `more than 500 variables are pulled, sorted, with the limits that are set`() async throws {
    let archiver = try FakeArchiver()
    let spec = try archiver.spec("\"V{001..600}\"")
    _ = await archiver.run("sync", spec)
    let lines = await archiver.run("pull", spec).text.split(separator: "\n")
    #expect(lines.count == 601)
    #expect(lines[1] == "V001,mbar,2,9.0,8.0,,1.0,monitor,1s,ca")
    #expect(lines.dropFirst().sorted() == Array(lines.dropFirst()))
  }

  @Test
  func `an appliance that is not there, and one that is something else, are told apart`()
    async throws
  {
    let archiver = try FakeArchiver()
    let wrong = try archiver.spec("A", path: "/elsewhere")
    #expect(await archiver.run("plan", wrong).text.contains("knows no getVersions"))
    archiver.stop()
    let gone = await archiver.run("plan", try archiver.spec("A"))
    #expect(gone.status == .unreadable)
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

/// An appliance of its own for a test.
private final class FakeArchiver {
  private let process = Process()
  private let folder: TemporaryFolder
  private let port: String

  init(_ arguments: String...) throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "fake_archiver.py")
    folder = try TemporaryFolder()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [script.path, "\(folder.path)/log"] + arguments
    process.standardOutput = output
    try process.run()
    var line = Data()
    while line.last != 0x0A {
      let byte = output.fileHandleForReading.readData(ofLength: 1)
      if byte.isEmpty { break }
      line += byte
    }
    port = String(decoding: line, as: UTF8.self).filter(\.isNumber)
    try #require(!port.isEmpty)
  }

  deinit { stop() }

  func stop() {
    guard process.isRunning else { return }
    // A child of a test may have been born with other signals blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func spec(
    _ names: String, archive: String = "{}", path: String = ""
  ) throws -> String {
    let name = "\(UUID().uuidString).yaml"
    try folder.write(
      name,
      """
      stackgen: 1
      name: test
      archiver: {url: "http://127.0.0.1:\(port)\(path)"}
      pvs: {a: {names: \(names), archive: \(archive), connection: false}}

      """)
    return "\(folder.path)/\(name)"
  }

  func run(_ words: String...) async -> (status: Outcome, text: String) {
    let transcript = Transcript()
    let status = await stackgen.run(["archiver"] + words, on: transcript.console)
    return (status, transcript.result + transcript.messages)
  }

  /// How many names each request to archive had.
  func batches() throws -> [Int] {
    try folder.text("log").split(separator: "\n").compactMap { line in
      line.hasPrefix("archivePV ") ? Int(line.dropFirst(10)) : nil
    }
  }
}
