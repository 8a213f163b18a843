import Documents
import Foundation
import Testing

@Suite struct KillTests {
  private let one = Dictionary(
    uniqueKeysWithValues: (0..<30).map { ("f\($0 % 4)/g\($0 % 3)/\($0).yml", "old \($0)") })

  private var other: [String: String] {
    var files = one.filter { Int($0.value.utf8.last ?? 0) % 3 != 0 }
    for path in files.keys.sorted().prefix(10) { files[path] = "new \(path)" }
    for index in 0..<8 { files["new/\(index)/file.yml"] = "new \(index)" }
    return files
  }

  @Test func `A kill at any instant leaves the old tree or the new one`() throws {
    let folder = try TemporaryFolder()
    for (path, text) in one { try folder.write(text, "one/" + path) }
    for (path, text) in other { try folder.write(text, "other/" + path) }
    let trees = try ["out", "out"].enumerated().map { index, _ in
      _ = try FileSet(
        (index == 0 ? one : other).map { GeneratedFile(path: $0.key, bytes: Array($0.value.utf8)) },
        facts: []
      ).commit(to: folder.output)
      try folder.write("mine", "out/f1/foreign.txt")
      return try folder.tree()
    }
    #expect(trees[0] != trees[1])

    var random = Seeded(seed: UInt64(Date().timeIntervalSince1970 * 1e6))
    var cutShort = 0
    var seen: Set<Int> = []
    // A busy machine spreads the kills unevenly: more of them then, until each case was met.
    for kills in 0..<600 where kills < 60 || cutShort <= 10 || seen.count < 2 {
      try killCommit(in: folder, after: .random(in: 0..<20_000, using: &random))
      let tree = try folder.tree()
      let index = try #require(trees.firstIndex(of: tree), "a mixed tree")
      seen.insert(index)
      if try folder.names().contains(".out.stackgen-staged") { cutShort += 1 }
    }
    #expect(cutShort > 10, "the kills must hit commits, not the pauses between them")
    #expect(seen == [0, 1])

    let files = other.map { GeneratedFile(path: $0.key, bytes: Array($0.value.utf8)) }
    _ = try FileSet(files, facts: []).commit(to: folder.output)
    #expect(try folder.names() == ["one", "other", "out"])
  }

  private func killCommit(in folder: borrowing TemporaryFolder, after microseconds: UInt32) throws {
    let process = Process()
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("commit-forever")
    process.arguments = [folder.output, folder.path + "/one", folder.path + "/other"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    #expect(output.fileHandleForReading.availableData == Data("ready\n".utf8))
    usleep(microseconds)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
  }
}
