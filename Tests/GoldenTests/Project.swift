import Foundation
import SpecLanguage

/// The files of this project, by paths relative to its folder.
struct Project: SourceProvider {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static var isUpdating: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" }

  /// The specs of `stacks/`, sorted.
  static func specs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/stacks")
      .filter { $0.hasSuffix(".yaml") }.sorted().map { "stacks/\($0)" }
  }

  /// The specs whose outputs are small enough to be kept and to be compiled again and again.
  static func smallSpecs() throws -> [String] { try specs().filter { !isLarge($0) } }

  /// Of these the README and the manifest are kept, which has every file's hash.
  static func isLarge(_ spec: String) -> Bool { spec.hasSuffix("-large.yaml") }

  static func text(_ path: String) -> String {
    FileManager.default.contents(atPath: "\(folder)/\(path)")
      .map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  func read(_ path: String) throws(SourceError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: "\(Self.folder)/\(path)") else {
      throw .missing
    }
    return Array(data)
  }

  func list(_ folder: String) throws(SourceError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(folder)")
    } catch {
      throw .missing
    }
  }
}
