/// What a commit has to do to a folder, decided before anything is touched.
struct CommitPlan {
  /// New and changed files; the manifest last.
  private(set) var written: [GeneratedFile] = []
  private(set) var unchanged: [String] = []
  /// Ours and no longer generated.
  private(set) var removed: [String] = []
  /// Foreign, and not in the way.
  private(set) var kept: [String] = []
  /// Every folder that shall exist, outer ones first.
  private(set) var folders: [String] = []
  /// Folders that nothing is left in, inner ones first.
  private(set) var emptied: [String] = []
  private(set) var obstacles: [Obstacle] = []
  let contents: FolderContents
  private let alsoOurs: Manifest

  init(_ files: FileSet, over contents: FolderContents, alsoOurs: Manifest) {
    self.contents = contents
    self.alsoOurs = alsoOurs
    for file in files.files { add(file) }
    let generated = Set(files.files.map(\.path))
    for path in contents.found.keys.sorted() where !generated.contains(path) { settle(path) }
    findBlockedPaths()
    let blocking = Set(removed)
    kept.removeAll { blocking.contains($0) }
    listFolders(generated)
    obstacles.sort { $0.path < $1.path }
  }

  var isDone: Bool { written.isEmpty && removed.isEmpty && obstacles.isEmpty }

  private mutating func add(_ file: GeneratedFile) {
    switch contents.found[file.path] {
    case nil, .folder: written.append(file)
    case .same: unchanged.append(file.path)
    case .file(let sha256):
      written.append(file)
      if file.path == FileSet.manifestPath {
        if contents.manifest == nil { obstacles.append(Obstacle(path: file.path, kind: .foreign)) }
      } else if !isOurs(file.path, sha256) {
        obstacles.append(Obstacle(path: file.path, kind: isListed(file.path) ? .edited : .foreign))
      }
    case .foreign:
      written.append(file)
      obstacles.append(Obstacle(path: file.path, kind: .foreign))
    case .closed:
      written.append(file)
      obstacles.append(Obstacle(path: file.path, kind: .closed))
    }
  }

  /// Decides about what is there and not generated.
  private mutating func settle(_ path: String) {
    switch contents.found[path] {
    case .file(let sha256):
      removed.append(path)
      if !isOurs(path, sha256) { obstacles.append(Obstacle(path: path, kind: .edited)) }
    case .foreign, .closed: kept.append(path)
    case nil, .same, .folder: break
    }
  }

  /// Finds files where folders must be, and folders where files must be.
  private mutating func findBlockedPaths() {
    var blocked: Set<String> = []
    for file in written {
      for folder in ancestors(of: file.path) where blocked.insert(folder).inserted {
        switch contents.found[folder] {
        case .foreign:
          removed.append(folder)
          obstacles.append(Obstacle(path: folder, kind: .foreign))
        case .closed: obstacles.append(Obstacle(path: folder, kind: .closed))
        case nil, .same, .file, .folder: break
        }
      }
      if case .folder = contents.found[file.path],
        kept.contains(where: { $0.hasPrefix(file.path + "/") })
      {
        obstacles.append(Obstacle(path: file.path, kind: .folder))
      }
    }
  }

  private mutating func listFolders(_ generated: Set<String>) {
    var needed: Set<String> = []
    for path in generated { needed.formUnion(ancestors(of: path)) }
    for path in kept { needed.formUnion(ancestors(of: path)) }
    for case (let path, .folder(_, isEmpty: true)) in contents.found
    where !generated.contains(path) {
      needed.insert(path)
      needed.formUnion(ancestors(of: path))
    }
    folders = needed.sorted()
    for case (let path, .folder) in contents.found where !needed.contains(path) {
      emptied.append(path)
    }
    emptied.sort(by: >)
  }

  private func isListed(_ path: String) -> Bool {
    contents.manifest?.hashes[path] != nil || alsoOurs.hashes[path] != nil
  }

  private func isOurs(_ path: String, _ sha256: String) -> Bool {
    contents.manifest?.hashes[path] == sha256 || alsoOurs.hashes[path] == sha256
  }
}
