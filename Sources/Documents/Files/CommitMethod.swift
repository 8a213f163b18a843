internal import Glibc

/// How a new tree takes the place of the old one.
enum CommitMethod {
  /// The folders are exchanged in one step.
  case exchange
  /// The files are moved in, each in one step: for file systems that cannot exchange or link.
  case oneByOne
}

extension OutputSite {
  /// Brings the folder from what it is to `files`; needs the lock.
  func update(
    to files: FileSet, _ rule: ObstacleRule, _ method: CommitMethod
  ) throws(FileError) -> CommitReport {
    let plan = try plan(files, alsoOurs: try clearLeftovers())
    let obstacles = plan.obstacles.filter { rule == .refuse || !$0.kind.yieldsToForce }
    if !obstacles.isEmpty { throw .inTheWay(obstacles) }
    var report = CommitReport(plan)
    if plan.isDone { return report }
    report.isOneByOne = method == .oneByOne
    let new = try stage(plan)
    guard plan.contents.mode != nil else {
      try around.move(staged, to: around, name)
      return report
    }
    if method == .exchange { report.isOneByOne = try !exchange(new, plan) }
    if report.isOneByOne { try moveOneByOne(from: new, plan) }
    return report
  }

  /// Removes everything beside the output folder; the lock goes last.
  func finish(_ lock: consuming OpenFile) throws(FileError) {
    try around.removeTree(staged)
    try around.removeTree(link)
    try around.remove(lockName)
  }

  /// Writes what is new beside the output folder, safe on the disk.
  private func stage(_ plan: CommitPlan) throws(FileError) -> OpenFolder {
    try around.makeFolder(staged)
    let new = try around.folder(staged)
    for folder in plan.folders { try new.parent(of: folder).makeFolder(lastName(folder)) }
    for file in plan.written {
      let flags = O_WRONLY | O_CREAT | O_EXCL
      try new.parent(of: file.path).openFile(lastName(file.path), flags).write(file.bytes)
    }
    try new.synchronize()
    return new
  }

  /// Exchanges the trees, and then the folders: containers have mounted the old ones.
  ///
  /// The staged tree is completed with second names of all files that stay, and takes the old
  /// tree's place in one step. Now the old folders, out of sight, get the new files too, and come
  /// back in another step. Whenever this is cut short, a whole tree is in place. Returns false
  /// when the file system or a file that is not ours does not allow it; then nothing has happened.
  private func exchange(
    _ new: borrowing OpenFolder, _ plan: CommitPlan
  ) throws(FileError) -> Bool {
    let old = try around.folder(name)
    do {
      try complete(new, from: old, plan)
      try around.exchange(staged, name)
    } catch {
      if error.isLackOfSpace { throw error }
      return false
    }
    do {
      try rearrange(old, plan)
      for file in plan.written {
        let name = lastName(file.path)
        try new.parent(of: file.path).link(name, to: around, link)
        try around.move(link, to: try old.parent(of: file.path), name)
      }
      try around.exchange(staged, name)
    } catch {
      // The new tree is in place, in new folders.
    }
    return true
  }

  /// Links the files that stay, and gives folders the permissions that they had.
  private func complete(
    _ new: borrowing OpenFolder, from old: borrowing OpenFolder, _ plan: CommitPlan
  ) throws(FileError) {
    for path in plan.unchanged + plan.kept {
      let name = lastName(path)
      try old.parent(of: path).link(name, to: try new.parent(of: path), name)
    }
    for path in plan.folders.reversed() {
      guard case .folder(let mode, _) = plan.contents.found[path] else { continue }
      try new.parent(of: path).folder(lastName(path)).setMode(mode)
    }
    if let mode = plan.contents.mode { try new.setMode(mode) }
  }

  /// Removes what is no longer wanted and makes the folders for what is new.
  private func rearrange(_ old: borrowing OpenFolder, _ plan: CommitPlan) throws(FileError) {
    for path in plan.removed { try old.parent(of: path).remove(lastName(path)) }
    for path in plan.emptied { try old.parent(of: path).removeEmptyFolder(lastName(path)) }
    for path in plan.folders {
      if case .folder = plan.contents.found[path] { continue }
      try old.parent(of: path).makeFolder(lastName(path))
    }
  }

  private func moveOneByOne(
    from new: borrowing OpenFolder, _ plan: CommitPlan
  ) throws(FileError) {
    let old = try around.folder(name)
    // Where not even this works, at a mount point, it must fail before anything is removed.
    try around.openFile(link, O_WRONLY | O_CREAT | O_EXCL).write([])
    try around.move(link, to: old, link)
    try old.move(link, to: around, link)
    try rearrange(old, plan)
    for file in plan.written {
      let name = lastName(file.path)
      try new.parent(of: file.path).move(name, to: try old.parent(of: file.path), name)
    }
  }
}

extension FileError {
  fileprivate var isLackOfSpace: Bool {
    switch self {
    case .refused(_, _, ENOSPC), .refused(_, _, EDQUOT), .refused(_, _, EIO): true
    case .refused, .badPath, .clash, .inTheWay: false
    }
  }
}

private func lastName(_ path: String) -> String {
  path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}
