internal import Glibc

/// Why files could not be written or compared.
package enum FileError: Error, Equatable {
  /// The system said no: `action` completes "cannot ... PATH".
  case refused(action: String, path: String, code: Int32)
  case badPath(String, reason: String)
  case clash(String, String)
  case inTheWay([Obstacle])
}

/// A file that a commit would destroy although stackgen did not write it like that.
package struct Obstacle: Equatable, Sendable {
  package let path: String
  package let kind: Kind

  package enum Kind: Sendable {
    case foreign, edited, folder, closed

    /// Whether the user may tell us to destroy it.
    var yieldsToForce: Bool { self == .foreign || self == .edited }
  }
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .refused(let action, let path, let code):
      "cannot \(action) '\(path)': \(plainWords(for: code))"
    case .badPath(let path, let reason): "the output path '\(path)' \(reason)"
    case .clash(let one, let other) where one == other:
      "two outputs want to be the file '\(one)'"
    case .clash(let one, let other):
      "the output paths '\(one)' and '\(other)' cannot be kept apart on every file system"
    case .inTheWay(let obstacles):
      obstacles.map(\.description).joined(separator: "\n")
    }
  }
}

extension Obstacle: CustomStringConvertible {
  package var description: String {
    switch kind {
    case .foreign: "'\(path)' is in the way and was not written by stackgen"
    case .edited: "'\(path)' was edited by hand since stackgen wrote it"
    case .folder: "'\(path)' is a folder with files of its own where a file must be written"
    case .closed: "'\(path)' is in the way and is a folder that stackgen may not look into"
    }
  }
}

private func plainWords(for code: Int32) -> String {
  switch code {
  case ENOSPC: "the disk is full"
  case EDQUOT: "the disk quota is used up"
  case EROFS: "the file system is read-only"
  case EACCES, EPERM: "permission denied"
  case ENOENT: "a folder on the way to it does not exist"
  case ENOTDIR: "it, or something on the way to it, is not a folder"
  case ELOOP: "it is a symbolic link"
  case EXDEV: "it is a mount point or on another disk; choose a folder inside it"
  default: unsafe String(cString: strerror(code))
  }
}
