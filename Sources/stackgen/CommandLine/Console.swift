import Glibc
import Reports

/// Where a command writes to. Tests read it back.
struct Console: Sendable {
  var write: @Sendable (_ text: String, _ stream: Stream) -> Void
  /// Whether somebody watches the messages as they appear.
  var isWatched = false
  var colours = Colours.none
  /// Ends the process where there is one: giving back a large stack takes longer than writing it.
  var leave: @Sendable (Outcome) -> Void = { _ in }

  enum Stream: Int32, Sendable {
    /// What a command was asked for.
    case result = 1
    /// What there is to say about it.
    case messages = 2
  }

  func print(_ text: String) { write(text, .result) }

  func print(_ bytes: [UInt8]) { write(String(decoding: bytes, as: UTF8.self), .result) }

  func say(_ text: String) { write(text, .messages) }

  func say(_ failure: Failure) {
    say("stackgen: \(failure.message)\n" + (failure.help.map { "  \($0)\n" } ?? ""))
  }
}

extension Console {
  /// The standard streams; colour when the environment and `--color` agree to it.
  static func standard(color: String?) -> Console {
    let isTerminal = isatty(Stream.messages.rawValue) == 1
    let isDumb = variable("TERM") == "dumb" || !(variable("NO_COLOR") ?? "").isEmpty
    let isColoured: Bool
    switch color {
    case "always": isColoured = true
    case "never": isColoured = false
    default: isColoured = isTerminal && !isDumb
    }
    return Console(
      write: { text, stream in writeAll(Array(text.utf8), to: stream.rawValue) },
      isWatched: isTerminal, colours: isColoured ? .ansi : .none, leave: { exit($0.rawValue) })
  }
}

private func variable(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// Writes to a stream of the process. When nobody can take the bytes, there is nobody to tell.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
      return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
    }
    if count > 0 { written += count } else if errno != EINTR { return }
  }
}
