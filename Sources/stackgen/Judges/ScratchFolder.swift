import Documents
import Glibc

/// A stack's files in a folder of their own, gone afterwards.
struct ScratchFolder: ~Copyable {
  /// Holds the stack's folder, and what tools say.
  let root: String
  let stack: String
  private let paths: [String]

  private init(root: String, _ files: FileSet) {
    self.root = root
    stack = "\(root)/stack"
    paths = files.files.map(\.path)
  }

  static func holding(_ files: FileSet) throws(Failure) -> ScratchFolder {
    let place = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(place)/stackgen-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw Failure(status: .unreadable, message: "cannot make a folder in '\(place)'")
    }
    let root = template.dropLast().map { UInt8(bitPattern: $0) }
    let folder = ScratchFolder(root: String(decoding: root, as: UTF8.self), files)
    do {
      _ = try files.commit(to: folder.stack)
    } catch {
      throw Failure(status: .unreadable, message: error.description)
    }
    return folder
  }

  /// Where the answer of a tool is kept.
  var answer: String { "\(root)/answer" }

  deinit {
    var folders: Set<String> = [stack, root]
    for path in paths {
      unsafe unlink("\(stack)/\(path)")
      var end = path.utf8.endIndex
      while let slash = path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) {
        folders.insert("\(stack)/\(path[..<slash])")
        end = slash
      }
    }
    unsafe unlink(answer)
    for folder in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      unsafe rmdir(folder)
    }
  }
}
