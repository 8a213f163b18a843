internal import CLinux
internal import Glibc

/// An open folder: every name is looked up inside it, and no symbolic link is ever followed.
struct OpenFolder: ~Copyable {
  /// As the user knows it, for messages.
  let path: String
  private let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Opens a folder that the user named; links on the way to it are the user's business.
  init(at path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .refused(action: "open the folder", path: path, code: errno)
    }
    self.init(path: path, descriptor: descriptor)
  }

  /// Makes a folder that the user named, and the folders around it.
  static func make(at path: String) throws(FileError) {
    for folder in ancestors(of: path) + [path] where !folder.isEmpty {
      guard unsafe mkdir(folder, 0o777) != 0, errno != EEXIST else { continue }
      throw .refused(action: "make the folder", path: folder, code: errno)
    }
  }

  func folder(_ name: String) throws(FileError) -> OpenFolder {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let inner = unsafe openat(descriptor, name, flags)
    guard inner >= 0 else { throw refused("open the folder", name) }
    return OpenFolder(path: joined(name), descriptor: inner)
  }

  /// Nil when there is nothing of that name.
  func status(_ name: String) throws(FileError) -> FileStatus? {
    var status = stat()
    if unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
      return FileStatus(status)
    }
    guard errno == ENOENT else { throw refused("look at", name) }
    return nil
  }

  func status() throws(FileError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw refused("look at", ".") }
    return FileStatus(status)
  }

  func mayRead(_ name: String) -> Bool {
    unsafe faccessat(descriptor, name, R_OK | X_OK, AT_EACCESS) == 0
  }

  func names() throws(FileError) -> [String] {
    let copy = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard let stream = unsafe fdopendir(copy) else { throw refused("list the folder", ".") }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func makeFolder(_ name: String, mode: UInt32 = 0o777) throws(FileError) {
    guard unsafe mkdirat(descriptor, name, mode) == 0 else {
      throw refused("make the folder", name)
    }
  }

  /// Sets the permissions of this folder.
  func setMode(_ mode: UInt32) throws(FileError) {
    guard fchmod(descriptor, mode) == 0 else { throw refused("set the permissions of", ".") }
  }

  func remove(_ name: String) throws(FileError) {
    guard unsafe unlinkat(descriptor, name, 0) == 0 else { throw refused("remove", name) }
  }

  func removeEmptyFolder(_ name: String) throws(FileError) {
    guard unsafe unlinkat(descriptor, name, AT_REMOVEDIR) == 0 else {
      throw refused("remove the folder", name)
    }
  }

  /// Gives a file a second name.
  func link(
    _ name: String, to folder: borrowing OpenFolder, _ newName: String
  ) throws(FileError) {
    guard unsafe linkat(descriptor, name, folder.descriptor, newName, 0) == 0 else {
      throw refused("link", name)
    }
  }

  func move(
    _ name: String, to folder: borrowing OpenFolder, _ newName: String
  ) throws(FileError) {
    guard unsafe renameat(descriptor, name, folder.descriptor, newName) == 0 else {
      let code = errno
      throw .refused(action: "write", path: folder.joined(newName), code: code)
    }
  }

  /// Lets two names swap what they stand for, in one step that no reader can see halfway.
  func exchange(_ one: String, _ other: String) throws(FileError) {
    let renameExchange: UInt32 = 2
    guard unsafe renameat2(descriptor, one, descriptor, other, renameExchange) == 0 else {
      throw refused("exchange", one)
    }
  }

  /// Waits until everything written to this file system is on the disk.
  func synchronize() throws(FileError) {
    guard syncfs(descriptor) == 0 else { throw refused("write", ".") }
  }

  func read(_ name: String) throws(FileError) -> [UInt8] {
    // Without blocking, for a pipe may have taken the file's place.
    try openFile(name, O_RDONLY | O_NONBLOCK).readAll()
  }

  /// Writes a file that must not exist yet.
  func write(_ bytes: [UInt8], to name: String) throws(FileError) {
    try openFile(name, O_WRONLY | O_CREAT | O_EXCL).write(bytes)
  }

  func openLock(_ name: String) throws(FileError) -> OpenFile {
    try openFile(name, O_RDWR | O_CREAT)
  }

  private func openFile(_ name: String, _ flags: Int32) throws(FileError) -> OpenFile {
    let file = unsafe openat(descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw refused("open", name) }
    return OpenFile(path: joined(name), descriptor: file)
  }

  private func joined(_ name: String) -> String {
    if name == "." { return path }
    return path == "." ? name : path.hasSuffix("/") ? path + name : path + "/" + name
  }

  private func refused(_ action: String, _ name: String) -> FileError {
    let code = errno  // before anything else can change it
    return .refused(action: action, path: joined(name), code: code)
  }
}
