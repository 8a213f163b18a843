/// What a folder holds before a commit, seen with the eyes of the files that shall be in it.
struct FolderContents {
  private(set) var found: [String: Found] = [:]
  /// Nil for a folder that does not exist yet.
  private(set) var mode: UInt32?
  /// Nil when there is none, or none that stackgen wrote.
  private(set) var manifest: Manifest?

  enum Found: Equatable {
    /// Has the bytes that shall be written.
    case same
    /// Has other bytes, or is no longer wanted.
    case file(sha256: String)
    /// Neither generated now nor listed by a manifest; or not a plain file.
    case foreign
    /// A folder that we may not look into, or that something is mounted on.
    case closed
    case folder(mode: UInt32, isEmpty: Bool)
  }

  /// A folder that does not exist.
  init() {}

  init(
    of folder: borrowing OpenFolder, expecting files: FileSet, alsoOurs: Manifest
  ) throws(FileError) {
    if try folder.status(FileSet.manifestPath)?.kind == .file {
      manifest = Manifest(
        reading: try folder.read(FileSet.manifestPath))
    }
    let status = try folder.status()
    mode = status.mode
    var reader = ContentsReader(device: status.device, manifests: [manifest ?? .empty, alsoOurs])
    for file in files.files { reader.expected[file.path] = file }
    try reader.read(folder, prefix: "")
    found = reader.found
  }
}

private struct ContentsReader {
  let device: UInt
  let manifests: [Manifest]
  var expected: [String: GeneratedFile] = [:]
  var found: [String: FolderContents.Found] = [:]

  mutating func read(_ folder: borrowing OpenFolder, prefix: String) throws(FileError) {
    for name in try folder.names() {
      let path = prefix + name
      guard let status = try folder.status(name) else { continue }
      switch status.kind {
      case .other: found[path] = .foreign
      case .file: found[path] = try look(atFile: name, path, in: folder)
      case .folder:
        guard status.device == device, folder.mayRead(name) else {
          found[path] = .closed
          continue
        }
        let before = found.count
        try read(try folder.folder(name), prefix: path + "/")
        found[path] = .folder(mode: status.mode, isEmpty: found.count == before)
      }
    }
  }

  private func look(
    atFile name: String, _ path: String, in folder: borrowing OpenFolder
  ) throws(FileError) -> FolderContents.Found {
    let file = expected[path]
    guard file != nil || manifests.contains(where: { $0.hashes[path] != nil }) else {
      return .foreign
    }
    let bytes = try folder.read(name)
    return bytes == file?.bytes ? .same : .file(sha256: SHA256(of: bytes).hex)
  }
}
