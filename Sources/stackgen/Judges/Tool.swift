import Glibc

/// A program of the system, such as promtool.
struct Tool {
  let path: String

  struct Answer {
    let status: Int32
    /// Everything it wrote, messages included.
    let text: String
  }

  /// A program by its path, or by a name that is looked up as a shell does.
  init?(_ name: String) {
    var candidates = [name]
    if !name.utf8.contains(UInt8(ascii: "/")) {
      let folders = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
      candidates = folders.split(separator: ":").map { "\($0)/\(name)" }
    }
    let found = candidates.first { path in unsafe access(path, X_OK) == 0 && !Self.isFolder(path) }
    guard let found else { return nil }
    path = found
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Runs it, with a file for what it says.
  func run(_ arguments: [String], answer file: String) throws(Failure) -> Answer {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(
      &actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let words = unsafe ([path] + arguments).map { unsafe strdup($0) }
    defer { unsafe words.forEach { unsafe free($0) } }
    var process = pid_t()
    let code = unsafe posix_spawn(&process, path, &actions, nil, words + [nil], environ)
    guard code == 0 else { throw failure(code) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw failure(errno) }
    }
    do {
      let text = try DiskSources().read(file)
      let isExit = status & 0x7F == 0
      return Answer(
        status: isExit ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
        text: String(decoding: text, as: UTF8.self))
    } catch {
      throw Failure(status: .unreadable, message: "what '\(path)' said cannot be read")
    }
  }

  private func failure(_ code: Int32) -> Failure {
    Failure(
      status: .unreadable,
      message: "cannot run '\(path)': \(unsafe String(cString: strerror(code)))")
  }
}
