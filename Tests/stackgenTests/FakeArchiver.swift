import Foundation
import Testing

@testable import stackgen

/// An appliance of its own for a test.
final class FakeArchiver {
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
    try written("names: \(names), archive: \(archive)", path)
  }

  func spec(file: String) throws -> String { try written("file: \(file)", "") }

  private func written(_ keys: String, _ path: String) throws -> String {
    let name = "\(UUID().uuidString).yaml"
    // Limits that are pulled are of no use without a program that evaluates them.
    let rows = keys.hasPrefix("file") ? ", row_limits: false" : ""
    try folder.write(
      name,
      """
      stackgen: 1
      name: test
      archiver: {url: "\(url)\(path)"}
      pvs: {a: {\(keys), connection: false\(rows)}}

      """)
    return self.path(name)
  }

  var url: String { "http://127.0.0.1:\(port)" }

  func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  func text(_ name: String) throws -> String { try folder.text(name) }

  /// What the test wants of the fake itself.
  func tell(_ action: String, _ body: String? = nil) throws {
    let address = try #require(HTTPAddress(url))
    let answer = try askHTTP(address, "/test/\(action)", posting: body.map { Array($0.utf8) })
    try #require(answer.status == 200)
  }

  @discardableResult
  func ask(_ target: String) throws -> String {
    let answer = try raw(target)
    try #require(answer.status == 200)
    return String(decoding: answer.body, as: UTF8.self)
  }

  func raw(_ target: String) throws -> HTTPAnswer {
    try askHTTP(try #require(HTTPAddress(url)), target)
  }

  /// Runs the program itself and kills it after a while; its exit status, or -1.
  func sync(_ spec: String, killedAfter seconds: Double) throws -> Int32 {
    let process = Process()
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(filePath: tests).deletingLastPathComponent()
      .appending(path: "stackgen")
    process.arguments = ["archiver", "sync", spec]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let end = Date(timeIntervalSinceNow: seconds)
    while process.isRunning, Date() < end { usleep(5000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  func run(_ words: String...) async -> (status: Outcome, text: String) {
    let transcript = Transcript()
    let status = await stackgen.run(["archiver"] + words, on: transcript.console)
    return (status, transcript.result + transcript.messages)
  }

  /// How many names each request to archive had.
  func batches() throws -> [Int] { try log("archivePV ").compactMap { Int($0) } }

  /// How many names were asked for, if none of them was twice.
  func archivedOnce() throws -> Int {
    let names = try log("archive ")
    return Set(names).count == names.count ? names.count : -1
  }

  /// What follows a word in the log.
  func log(_ word: String) throws -> [String] {
    try folder.text("log").split(separator: "\n").compactMap { line in
      line.hasPrefix(word) ? String(line.dropFirst(word.utf8.count)) : nil
    }
  }
}
