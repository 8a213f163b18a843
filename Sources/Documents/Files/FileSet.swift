/// All files of one stack's folder, the manifest among them, with paths that are safe to write.
package struct FileSet: Sendable {
  /// Sorted by path; the manifest comes last, so that it never lists what is not there yet.
  package let files: [GeneratedFile]

  static let manifestPath = "manifest.json"

  /// The manifest lists every file's hash after the `facts` of the caller.
  package init(
    _ files: [GeneratedFile], facts: [(key: String, value: String)]
  ) throws(FileError) {
    let sorted = files.sorted { $0.path < $1.path }
    var places: [String: Place] = [:]
    for file in sorted { try Self.claim(file.path, in: &places) }
    let manifest = Manifest.bytes(of: sorted, facts: facts)
    self.files = sorted + [GeneratedFile(path: Self.manifestPath, bytes: manifest)]
  }

  /// What stands at a path, under the spelling that came first.
  private struct Place {
    let path: String
    let isFolder: Bool
  }

  /// Takes the path's places in a file system that may not tell upper from lower case.
  private static func claim(_ path: String, in places: inout [String: Place]) throws(FileError) {
    if let reason = reasonToRefuse(path) { throw .badPath(path, reason: reason) }
    for folder in ancestors(of: path) {
      let taken = places.updateValue(
        Place(path: folder, isFolder: true), forKey: folder.lowercased())
      if let taken, !taken.isFolder || !sameSpelling(taken.path, folder) {
        throw .clash(taken.path, path)
      }
    }
    let taken = places.updateValue(Place(path: path, isFolder: false), forKey: path.lowercased())
    if let taken { throw .clash(taken.path, path) }
  }

  /// Swift calls differently composed letters equal; a file system may not.
  private static func sameSpelling(_ one: String, _ other: String) -> Bool {
    one.utf8.elementsEqual(other.utf8)
  }

  private static func reasonToRefuse(_ path: String) -> String? {
    let bytes = path.utf8Span.span
    if path.isEmpty { return "is empty" }
    if path.utf8.first == UInt8(ascii: "/") { return "is absolute" }
    if path.lowercased() == manifestPath { return "is reserved for the manifest" }
    if bytes.indices.contains(where: { bytes.needsEscape(at: $0) }) {
      return "has a quote, a backslash or an unprintable character"
    }
    for name in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      switch String(decoding: name, as: UTF8.self).lowercased() {
      case "": return "has an empty part"
      case ".", "..": return "leaves its folder"
      case ".git": return "reaches into a git repository"
      default: if name.count > 255 { return "has a part of more than 255 bytes" }
      }
    }
    return nil
  }
}

/// The folders that a path goes through, outermost first.
func ancestors(of path: String) -> [String] {
  path.utf8.indices.lazy.filter { path.utf8[$0] == UInt8(ascii: "/") }.map { String(path[..<$0]) }
}
