/// Moves through the folders below one folder, part by part, so that no part is a link.
///
/// Files come sorted by path, so most of them are in the folder that is open already.
struct FolderCursor: ~Copyable {
  private let root: OpenFolder
  private var path = ""
  private(set) var here: OpenFolder

  init(in folder: borrowing OpenFolder) throws(FileError) {
    let root = try folder.folder(".")
    let here = try folder.folder(".")
    self.root = root
    self.here = here
  }

  /// Opens the folder that holds `file`, and returns the file's name in it.
  mutating func enter(folderOf file: String) throws(FileError) -> String {
    let slash = file.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { file[..<$0] } ?? ""
    if folder != path {
      here = try root.folder(".")
      path = String(folder)
      for name in folder.split(separator: "/") { here = try here.folder(String(name)) }
    }
    return slash.map { String(file[file.utf8.index(after: $0)...]) } ?? file
  }
}
