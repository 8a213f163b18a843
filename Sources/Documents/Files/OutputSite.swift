internal import Glibc

/// A stack's output folder, seen from the folder around it, where a commit does its work.
struct OutputSite: ~Copyable {
  let around: OpenFolder
  let name: String

  /// The new tree before the exchange, the old one after it.
  var staged: String { ".\(name).stackgen-staged" }
  /// A second name of one file on its way into a folder that is in use.
  var link: String { ".\(name).stackgen-link" }
  var lockName: String { ".\(name).stackgen-lock" }

  /// Opens the folder around the output folder; nil when there is none.
  init?(existing path: String) throws(FileError) {
    let (parent, name) = try Self.split(path)
    do {
      around = try OpenFolder(at: parent)
    } catch .refused(_, _, ENOENT) {
      return nil
    }
    self.name = name
  }

  /// Opens the folder around the output folder, and makes it when there is none.
  init(making path: String) throws(FileError) {
    let (parent, name) = try Self.split(path)
    try OpenFolder.make(at: parent)
    around = try OpenFolder(at: parent)
    self.name = name
  }

  private static func split(_ path: String) throws(FileError) -> (parent: String, name: String) {
    let parts = path.split(separator: "/")
    guard let name = parts.last, name != ".", name != ".." else {
      throw .badPath(path, reason: "must end with the name of a folder that stackgen may own")
    }
    let parent = parts.dropLast().joined(separator: "/")
    if path.hasPrefix("/") { return ("/" + parent, String(name)) }
    return (parent.isEmpty ? "." : parent, String(name))
  }

  func plan(_ files: FileSet, alsoOurs: Manifest = .empty) throws(FileError) -> CommitPlan {
    guard try around.status(name) != nil else {
      return CommitPlan(files, over: FolderContents(), alsoOurs: alsoOurs)
    }
    let contents = try FolderContents(
      of: try around.folder(name), expecting: files, alsoOurs: alsoOurs)
    return CommitPlan(files, over: contents, alsoOurs: alsoOurs)
  }

  /// Waits until no other build works here. The lock is free again when its file is closed.
  func lock() throws(FileError) -> OpenFile {
    while true {
      let file = try around.openLock(lockName)
      try file.lock()
      // Whoever had the lock may have removed the file; then others lock a new one.
      if try around.status(lockName) == file.status() { return file }
    }
  }

  func hasLeftovers() throws(FileError) -> Bool {
    for name in [staged, link, lockName] where try around.status(name) != nil { return true }
    return false
  }

  /// Clears what a killed build left, and returns the list of what it was about to write: some of
  /// it may have arrived.
  func clearLeftovers() throws(FileError) -> Manifest {
    var manifest: Manifest?
    if try around.status(staged)?.kind == .folder {
      let folder = try around.folder(staged)
      if try folder.status(FileSet.manifestPath)?.kind == .file {
        let bytes = try folder.read(FileSet.manifestPath)
        manifest = Manifest(reading: bytes)
      }
    }
    try around.removeTree(staged)
    try around.removeTree(link)
    return manifest ?? .empty
  }
}

extension OpenFolder {
  /// Removes a file, or a folder of ours and all in it; nothing when there is none.
  func removeTree(_ name: String) throws(FileError) {
    guard let status = try status(name) else { return }
    guard status.kind == .folder else { return try remove(name) }
    let inner = try folder(name)
    if status.mode & 0o700 != 0o700 { try inner.setMode(0o700) }
    for name in try inner.names() { try inner.removeTree(name) }
    try removeEmptyFolder(name)
  }
}
