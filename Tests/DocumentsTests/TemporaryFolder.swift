import Documents
import Foundation

/// A folder of one test, with short words for what tests do in it.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/documents-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print(error) }
  }

  var output: String { path + "/out" }

  func write(_ text: String, _ name: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: path + "/" + name, withIntermediateDirectories: true)
  }

  func makeLink(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + name).sorted()
  }

  /// Everything under a name: texts of files, `->` of links, `/` of folders.
  func tree(_ name: String = "out") throws -> [String: String] {
    let manager = FileManager.default
    let root = path + "/" + name
    var tree: [String: String] = [:]
    for item in try manager.subpathsOfDirectory(atPath: root) {
      let kind =
        try manager.attributesOfItem(atPath: root + "/" + item)[.type] as? FileAttributeType
      switch kind {
      case .typeDirectory: tree[item] = "/"
      case .typeSymbolicLink:
        tree[item] = "-> " + (try manager.destinationOfSymbolicLink(atPath: root + "/" + item))
      default: tree[item] = read(name + "/" + item)
      }
    }
    return tree
  }

  /// Which file or folder a name stands for, and when it was last written.
  func identity(_ name: String) throws -> [String] {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return [FileAttributeKey.systemFileNumber, .modificationDate].map { "\(attributes[$0] ?? "")" }
  }

  func number(_ name: String) throws -> String { try identity(name)[0] }
}

/// A file set from texts by path.
func set(_ texts: [String: String]) throws -> FileSet {
  try FileSet(
    texts.map { GeneratedFile(path: $0.key, bytes: Array($0.value.utf8)) },
    facts: [("stackgen", "1.0")])
}
