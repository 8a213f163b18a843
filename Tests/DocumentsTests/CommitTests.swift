import Foundation
import Testing

@testable import Documents

@Suite struct CommitTests {
  @Test func `The first commit writes every file and leaves nothing beside`() throws {
    let folder = try TemporaryFolder()
    let report = try set(["a.txt": "a", "x/y/b.txt": "b"]).commit(to: folder.path + "/new/out/")
    #expect(report.written == ["a.txt", "x/y/b.txt", "manifest.json"])
    #expect(folder.read("new/out/x/y/b.txt") == "b")
    #expect(try folder.names(in: "new") == ["out"])
  }

  @Test func `A commit without changes writes nothing at all`() throws {
    let folder = try TemporaryFolder()
    let files = try set(["a.txt": "a", "x/b.txt": "b"])
    _ = try files.commit(to: folder.output)
    let names = ["", "out", "out/a.txt", "out/x", "out/x/b.txt", "out/manifest.json"]
    let before = try names.map { try folder.identity($0) }
    let report = try files.commit(to: folder.output)
    #expect(report.written.isEmpty && report.removed.isEmpty && report.unchanged.count == 3)
    #expect(try names.map { try folder.identity($0) } == before)
  }

  @Test(arguments: [CommitMethod.exchange, .oneByOne])
  func `What is the same is untouched, folders keep their place`(method: CommitMethod) throws {
    let folder = try TemporaryFolder()
    _ = try set(["x/same.txt": "s", "x/new.txt": "1", "y/gone.txt": "g"]).commit(to: folder.output)
    try folder.write("mine", "out/x/foreign.txt")
    try folder.makeFolder("out/empty")
    try folder.makeLink("out/link", to: "/nowhere")
    let same = try folder.identity("out/x/same.txt")
    let mounted = try folder.number("out/x")
    let report = try set(["x/same.txt": "s", "x/new.txt": "2", "z/more.txt": "m"])
      .commit(to: folder.output, .refuse, method)
    #expect(report.written == ["x/new.txt", "z/more.txt", "manifest.json"])
    #expect(report.unchanged == ["x/same.txt"])
    #expect(report.removed == ["y/gone.txt"])
    #expect(report.isOneByOne == (method == .oneByOne))
    #expect(try folder.identity("out/x/same.txt") == same)
    #expect(try folder.number("out/x") == mounted)
    var tree = try folder.tree()
    tree["manifest.json"] = nil
    #expect(
      tree == [
        "x": "/", "x/same.txt": "s", "x/new.txt": "2", "x/foreign.txt": "mine", "z": "/",
        "z/more.txt": "m", "empty": "/", "link": "-> /nowhere",
      ])
    #expect(try folder.names() == ["out"])
  }

  @Test(arguments: [CommitMethod.exchange, .oneByOne])
  func `A file may become a folder, and a folder a file`(method: CommitMethod) throws {
    let folder = try TemporaryFolder()
    let one = try set(["a": "1", "b/c/d": "2"])
    let other = try set(["a/x/y": "3", "b": "4"])
    for files in [one, other, one] {
      _ = try files.commit(to: folder.output, .refuse, method)
      #expect(try files.differences(from: folder.output).isEmpty)
    }
    #expect(try folder.tree().count == 5)
  }

  @Test func `Permissions of folders stay`() throws {
    let folder = try TemporaryFolder()
    _ = try set(["x/a": "1"]).commit(to: folder.output)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o750], ofItemAtPath: folder.output + "/x")
    _ = try set(["x/a": "2"]).commit(to: folder.output)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.output + "/x")
    #expect(attributes[.posixPermissions] as? Int == 0o750)
  }

  @Test func `Leftovers of a killed build are cleared, even when nothing changes`() throws {
    let folder = try TemporaryFolder()
    let files = try set(["a": "1"])
    _ = try files.commit(to: folder.output)
    try folder.write("junk", ".out.stackgen-staged/deep/junk")
    try folder.write("junk", ".out.stackgen-link")
    try folder.write("", ".out.stackgen-lock")
    try folder.makeLink(".out.stackgen-staged/out", to: folder.output)
    _ = try files.commit(to: folder.output)
    #expect(try folder.names() == ["out"])
    #expect(folder.read("out/a") == "1")
  }

  @Test func `What a killed build had already moved in counts as ours`() throws {
    let folder = try TemporaryFolder()
    _ = try set(["a": "1", "b": "1"]).commit(to: folder.output)
    _ = try set(["a": "2", "b": "2"]).commit(to: folder.path + "/.out.stackgen-staged")
    try folder.write("2", "out/a")
    _ = try set(["a": "3", "b": "3"]).commit(to: folder.output)
    #expect(folder.read("out/a") == "3")
  }

  @Test func `Builds at once take turns`() async throws {
    let folder = try TemporaryFolder()
    let output = folder.output
    let sets = try (0..<4).map { round in
      try set(["a": "\(round)", "x/\(round)": "1", "same": "s"])
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for files in sets {
        group.addTask {
          for _ in 0..<10 { _ = try files.commit(to: output) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try sets.filter { try $0.differences(from: output).isEmpty }.count == 1)
    #expect(try folder.names() == ["out"])
  }

  @Test func `Differences are missing, changed and extra files`() throws {
    let folder = try TemporaryFolder()
    #expect(try set([:]).differences(from: folder.output).map(\.kind) == [.missing])
    _ = try set(["a": "1", "b": "1", "c": "1"]).commit(to: folder.output)
    try FileManager.default.removeItem(atPath: folder.output + "/b")
    try folder.write("mine", "out/foreign")
    let differences = try set(["a": "2", "b": "1"]).differences(from: folder.output)
    #expect(
      differences == [
        Difference(path: "a", kind: .changed), Difference(path: "b", kind: .missing),
        Difference(path: "c", kind: .extra), Difference(path: "manifest.json", kind: .changed),
      ])
  }
}
