/// What a commit did, by path.
package struct CommitReport: Equatable, Sendable {
  package var written: [String] = []
  package var unchanged: [String] = []
  package var removed: [String] = []
  /// Whether files had to be replaced one by one, so that a kill could have left a mixture.
  package var isOneByOne = false
}

/// One way in which a folder is not what a build would make of it.
package struct Difference: Equatable, Sendable {
  package let path: String
  package let kind: Kind

  package enum Kind: String, Sendable {
    case missing, changed, extra
  }
}

/// What happens to files in the way that stackgen did not write as they are.
package enum ObstacleRule: Sendable {
  case refuse, overwrite
}

extension FileSet {
  /// Makes the folder hold these files; a kill at any instant leaves the old folder or the new
  /// one, whole.
  package func commit(
    to path: String, obstacles rule: ObstacleRule = .refuse
  ) throws(FileError) -> CommitReport {
    try commit(to: path, rule, .exchange)
  }

  /// Compares without writing, by path.
  package func differences(from path: String) throws(FileError) -> [Difference] {
    guard let site = try OutputSite(existing: path) else {
      return files.map { Difference(path: $0.path, kind: .missing) }
    }
    let plan = try site.plan(self)
    let written = plan.written.map { file in
      Difference(
        path: file.path, kind: plan.contents.found[file.path] == nil ? .missing : .changed)
    }
    let extra = plan.removed.map { Difference(path: $0, kind: .extra) }
    return (written + extra).sorted { $0.path < $1.path }
  }

  func commit(
    to path: String, _ rule: ObstacleRule, _ method: CommitMethod
  ) throws(FileError) -> CommitReport {
    if isWritten(to: path) { return CommitReport(unchanged: files.map(\.path)) }
    let site = try OutputSite(making: path)
    let lock = try site.lock()
    let result = Result { () throws(FileError) in try site.update(to: self, rule, method) }
    do {
      try site.finish(lock)
    } catch {
      if case .success = result { throw error }
    }
    return try result.get()
  }

  /// A build that changes nothing writes nothing, not even a lock. A manifest like ours lists no
  /// file that we do not have.
  private func isWritten(to path: String) -> Bool {
    do {
      guard let site = try OutputSite(existing: path), try !site.hasLeftovers() else {
        return false
      }
      var cursor = try FolderCursor(in: try site.around.folder(site.name))
      for file in files.reversed() {
        let name = try cursor.enter(folderOf: file.path)
        guard try cursor.here.read(name) == file.bytes else { return false }
      }
      return true
    } catch {
      return false  // There is none, or another build is at work, or it shows again under the lock.
    }
  }
}

extension CommitReport {
  init(_ plan: CommitPlan) {
    self.init(
      written: plan.written.map(\.path), unchanged: plan.unchanged, removed: plan.removed)
  }
}
