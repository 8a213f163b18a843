import Foundation
import Testing

@testable import Documents

@Suite struct ObstacleTests {
  /// Expects a refusal that names the obstacle and leaves all as it was, then force to win.
  private func check(
    _ folder: borrowing TemporaryFolder, _ next: FileSet, _ path: String, _ kind: Obstacle.Kind
  ) throws {
    let before = try folder.tree()
    let output = folder.output
    let error = #expect(throws: FileError.self) { try next.commit(to: output) }
    #expect(error == .inTheWay([Obstacle(path: path, kind: kind)]))
    #expect(try folder.tree() == before)
    #expect(try folder.names() == ["out"])
    _ = try next.commit(to: folder.output, obstacles: .overwrite)
    #expect(try next.differences(from: folder.output).isEmpty)
  }

  @Test func `A foreign file`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", "out/x/a")
    try check(folder, set(["x/a": "1"]), "x/a", .foreign)
  }

  @Test func `A file edited by hand`() throws {
    let folder = try TemporaryFolder()
    _ = try set(["a": "1"]).commit(to: folder.output)
    try folder.write("mine", "out/a")
    try check(folder, set(["a": "1"]), "a", .edited)
  }

  @Test func `A file edited by hand that is no longer generated`() throws {
    let folder = try TemporaryFolder()
    _ = try set(["a": "1", "b": "1"]).commit(to: folder.output)
    try folder.write("mine", "out/b")
    try check(folder, set(["a": "1"]), "b", .edited)
    #expect(folder.read("out/b") == nil)
  }

  @Test func `A manifest of someone else`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"name\": \"app\"}", "out/manifest.json")
    try check(folder, set(["a": "1"]), "manifest.json", .foreign)
  }

  @Test func `A link where a file must be`() throws {
    let folder = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try elsewhere.write("precious", "file")
    try folder.makeFolder("out")
    try folder.makeLink("out/a", to: elsewhere.path + "/file")
    try check(folder, set(["a": "1"]), "a", .foreign)
    #expect(elsewhere.read("file") == "precious")
  }

  @Test func `A link where a folder must be leads nowhere`() throws {
    let folder = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try folder.makeFolder("out")
    try folder.makeLink("out/x", to: elsewhere.path)
    try check(folder, set(["x/a": "1"]), "x", .foreign)
    #expect(try elsewhere.names().isEmpty)
  }

  @Test func `A file that equals what is generated is adopted`() throws {
    let folder = try TemporaryFolder()
    try folder.write("1", "out/a")
    #expect(try set(["a": "1"]).commit(to: folder.output).unchanged == ["a"])
  }

  @Test func `A folder with foreign files is not even destroyed by force`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", "out/a/b")
    let files = try set(["a": "1"])
    #expect(throws: FileError.self) {
      try files.commit(to: folder.output, obstacles: .overwrite)
    }
    #expect(try folder.tree() == ["a": "/", "a/b": "mine"])
  }

  @Test func `An output folder that is a link is refused`() throws {
    let folder = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try folder.makeLink("out", to: elsewhere.path)
    #expect(throws: FileError.self) { try set(["a": "1"]).commit(to: folder.output) }
    #expect(try elsewhere.names().isEmpty)
    #expect(try folder.names() == ["out"])
  }

  @Test func `A manifest cannot make us remove files outside`() throws {
    let folder = try TemporaryFolder()
    try folder.write("precious", "elsewhere")
    let hash = SHA256(of: Array("precious".utf8)).hex
    try folder.write(
      "{\n  \"files\": {\n    \"../elsewhere\": \"\(hash)\"\n  }\n}\n", "out/manifest.json")
    _ = try set(["a": "1"]).commit(to: folder.output)
    #expect(folder.read("elsewhere") == "precious")
  }

  @Test(arguments: ["/proc/nowhere/out", "/dev/null/out", "out/..", ".", "/"])
  func `A place that cannot be written is an error that names it`(path: String) throws {
    do {
      _ = try set(["a": "1"]).commit(to: path)
      Issue.record("it was written")
    } catch {
      #expect("\(error)".contains("'\(path.hasSuffix("/out") ? String(path.dropLast(4)) : path)'"))
    }
  }
}
