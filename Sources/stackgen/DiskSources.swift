import Glibc
import SpecLanguage

/// Spec files on disk, by paths relative to the working directory.
struct DiskSources: SourceProvider {
  /// What messages call the spec that comes in through a pipe.
  static let standardInput = "<standard input>"

  func read(_ path: String) throws(SourceError) -> [UInt8] {
    if path == Self.standardInput { return try readAll(STDIN_FILENO) }
    // A pipe nobody writes to would keep an ordinary open waiting.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw lastError() }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw lastError() }
    let isPipe = status.st_mode & S_IFMT == S_IFIFO
    // What a shell writes for <(command).
    let isGiven = ["/dev/fd/", "/dev/stdin", "/proc/self/fd/"].contains { path.hasPrefix($0) }
    if isPipe, !isGiven { throw .unreadable("it is a pipe") }
    if isPipe { _ = fcntl(descriptor, F_SETFL, 0) }
    return try readAll(descriptor)
  }

  /// Whether there is a file that can be read.
  func isThere(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

  private func readAll(_ descriptor: Int32) throws(SourceError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 { throw lastError() }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      // What is too long is refused by its length; there is no need to see all of it.
      if bytes.count > 1 << 28 { return bytes }
    }
  }

  func list(_ folder: String) throws(SourceError) -> [String] {
    guard let stream = unsafe opendir(folder.isEmpty ? "." : folder) else { throw lastError() }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private func lastError() -> SourceError {
    errno == ENOENT ? .missing : .unreadable(unsafe String(cString: strerror(errno)))
  }
}
