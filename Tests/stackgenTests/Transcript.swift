import Foundation
import Synchronization

@testable import stackgen

/// What a command wrote, by stream.
final class Transcript: Sendable {
  private let texts = Mutex<[Console.Stream: String]>([:])

  var result: String { texts.withLock { $0[.result] ?? "" } }
  var messages: String { texts.withLock { $0[.messages] ?? "" } }

  var console: Console {
    Console { text, stream in self.texts.withLock { $0[stream, default: ""] += text } }
  }
}

/// A folder of its own for a test, gone afterwards.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "stackgen-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      print("left behind: \(path)")
    }
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}
