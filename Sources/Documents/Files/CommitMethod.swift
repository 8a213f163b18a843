internal import Glibc
internal import Parallel

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
    try makeFolders(plan.folders, in: new)
    let failures = plan.written.concurrentStretches { files in
      do throws(FileError) {
        try write(files, into: new)
        return FileError?.none
      } catch {
        return error
      }
    }
    if let failure = failures.compactMap(\.self).first { throw failure }
    try new.synchronize()
    return new
  }

  private func write(
    _ files: ArraySlice<GeneratedFile>, into folder: borrowing OpenFolder
  ) throws(FileError) {
    var cursor = try FolderCursor(in: folder)
    for file in files {
      let name = try cursor.enter(folderOf: file.path)
      try cursor.here.write(file.bytes, to: name)
    }
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
      var from = try FolderCursor(in: new)
      var to = try FolderCursor(in: old)
      for file in plan.written {
        let name = try from.enter(folderOf: file.path)
        _ = try to.enter(folderOf: file.path)
        try from.here.link(name, to: around, link)
        try around.move(link, to: to.here, name)
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
    var from = try FolderCursor(in: old)
    var to = try FolderCursor(in: new)
    for path in plan.unchanged + plan.kept {
      let name = try from.enter(folderOf: path)
      _ = try to.enter(folderOf: path)
      try from.here.link(name, to: to.here, name)
    }
    for path in plan.folders.reversed() {
      guard case .folder(let mode, _) = plan.contents.found[path] else { continue }
      let name = try to.enter(folderOf: path)
      try to.here.folder(name).setMode(mode)
    }
    if let mode = plan.contents.mode { try new.setMode(mode) }
  }

  /// Removes what is no longer wanted and makes the folders for what is new.
  private func rearrange(_ old: borrowing OpenFolder, _ plan: CommitPlan) throws(FileError) {
    var cursor = try FolderCursor(in: old)
    for path in plan.removed {
      let name = try cursor.enter(folderOf: path)
      try cursor.here.remove(name)
    }
    for path in plan.emptied {
      let name = try cursor.enter(folderOf: path)
      try cursor.here.removeEmptyFolder(name)
    }
    let missing = plan.folders.filter { path in
      if case .folder = plan.contents.found[path] { false } else { true }
    }
    try makeFolders(missing, in: old)
  }

  private func makeFolders(
    _ paths: [String], in folder: borrowing OpenFolder
  ) throws(FileError) {
    var cursor = try FolderCursor(in: folder)
    for path in paths {
      let name = try cursor.enter(folderOf: path)
      try cursor.here.makeFolder(name)
    }
  }

  private func moveOneByOne(
    from new: borrowing OpenFolder, _ plan: CommitPlan
  ) throws(FileError) {
    let old = try around.folder(name)
    // Where not even this works, at a mount point, it must fail before anything is removed.
    try around.write([], to: link)
    try around.move(link, to: old, link)
    try old.move(link, to: around, link)
    try rearrange(old, plan)
    var from = try FolderCursor(in: new)
    var to = try FolderCursor(in: old)
    for file in plan.written {
      let name = try from.enter(folderOf: file.path)
      _ = try to.enter(folderOf: file.path)
      try from.here.move(name, to: to.here, name)
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
