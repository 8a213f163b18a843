import Foundation
import StackCompiler
import Testing

/// The schema and the manual in `generated/spec` are what today's compiler prints.
@Suite struct ReferenceTests {
  @Test func `the JSON Schema is up to date`() throws {
    try expect("generated/spec/schema.json", jsonSchema())
  }

  @Test func `the manual is up to date`() throws {
    try expect("generated/spec/manual.md", Array(manual().utf8))
  }

  private func expect(_ path: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: "\(Project.folder)/\(path)")
    if Project.isUpdating {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    let committed = Array(try Data(contentsOf: url))
    // Compared outside the macro: it would look for the shortest difference of long texts.
    let isSame = committed == bytes
    #expect(isSame, "\(path) \(firstDifference(committed, bytes))")
  }
}
