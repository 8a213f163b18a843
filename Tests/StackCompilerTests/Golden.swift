import Foundation
import Testing

/// A text kept beside the tests; `UPDATE_GOLDEN=1 swift test` writes it anew.
struct Golden {
  private let path: String

  init(_ name: String) {
    path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/" + name
  }

  func expect(_ text: String) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    let kept = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(kept == text, "UPDATE_GOLDEN=1 swift test writes \(path)")
  }
}
