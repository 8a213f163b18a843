internal import CLinux
internal import Glibc

/// An open file.
struct OpenFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  func status() throws(FileError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw refused("look at") }
    return FileStatus(status)
  }

  func readAll() throws(FileError) -> [UInt8] {
    // One byte more than expected, which stays free unless the file has grown.
    var bytes = [UInt8](repeating: 0, count: try status().size + 1)
    var filled = 0
    while true {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        return unsafe read(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0 {
        if errno != EINTR { throw refused("read") }
      } else if count == 0 {
        bytes.removeLast(bytes.count - filled)
        return bytes
      } else {
        filled += count
        if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: filled)) }
      }
    }
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 { written += count } else if errno != EINTR { throw refused("write") }
    }
    // The disk may begin now: somebody will wait for it. Where it cannot be told, nothing is lost.
    _ = sync_file_range(descriptor, 0, 0, beginWriting)
  }

  /// Waits until no other process has the file locked; the lock ends with this value.
  func lock() throws(FileError) {
    while flock(descriptor, LOCK_EX) != 0 {
      if errno != EINTR { throw refused("lock") }
    }
  }

  private func refused(_ action: String) -> FileError {
    let code = errno  // before anything else can change it
    return .refused(action: action, path: path, code: code)
  }
}

/// `SYNC_FILE_RANGE_WRITE` of Linux.
private let beginWriting: UInt32 = 2

/// What a name stands for.
struct FileStatus: Equatable {
  let kind: Kind
  let size: Int
  let mode: UInt32
  let device: UInt
  let inode: UInt

  enum Kind {
    case file, folder, other
  }

  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: kind = .other
    }
    size = Int(status.st_size)
    mode = UInt32(status.st_mode & 0o7777)
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }
}
