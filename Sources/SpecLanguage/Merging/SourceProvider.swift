/// Where the texts of a build come from: the disk, or a few texts in a test.
///
/// Paths are written with `/`, relative to one folder of the provider's choice.
package protocol SourceProvider: Sendable {
  func read(_ path: String) throws(SourceError) -> [UInt8]
  /// The names of the files in a folder, in any order; the empty text is the first folder.
  func list(_ folder: String) throws(SourceError) -> [String]
}

/// Why a text could not be had.
package enum SourceError: Error, Hashable, Sendable {
  case missing
  /// It is there, but it cannot be read; the words say why.
  case unreadable(String)
}

/// Texts by their paths, in memory.
package struct TextSources: SourceProvider {
  package var texts: [String: [UInt8]]

  package init(_ texts: [String: String]) { self.texts = texts.mapValues { Array($0.utf8) } }

  package func read(_ path: String) throws(SourceError) -> [UInt8] {
    guard let text = texts[path] else { throw .missing }
    return text
  }

  package func list(_ folder: String) throws(SourceError) -> [String] {
    let names = texts.keys.filter { FilePath($0).folder == folder }.map { FilePath($0).name }
    guard !names.isEmpty else { throw .missing }
    return names
  }
}

/// A path of a spec file, taken apart and put together.
struct FilePath {
  var folder: String
  var name: String

  init(_ path: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      folder = ""
      name = path
      return
    }
    folder = String(path[..<slash])
    name = String(path[path.utf8.index(after: slash)...])
  }

  /// A path as seen from a folder, with `.` and `..` worked out as far as they can be.
  static func joined(_ folder: String, _ path: String) -> String {
    var parts: [Substring] = folder.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let root = folder.hasPrefix("/") ? "/" : ""
    return root + parts.joined(separator: "/")
  }
}

/// Whether a file name fits a pattern with `*` (any characters) and `?` (one of them).
func matches(_ name: String, pattern: String) -> Bool {
  let text = Array(name.unicodeScalars)
  let wanted = Array(pattern.unicodeScalars)
  if text.first == ".", wanted.first != "." { return false }
  var textIndex = 0
  var index = 0
  var star: (pattern: Int, text: Int)?
  while textIndex < text.count {
    if index < wanted.count, wanted[index] == "*" {
      star = (index, textIndex)
      index += 1
    } else if index < wanted.count, wanted[index] == "?" || wanted[index] == text[textIndex] {
      index += 1
      textIndex += 1
    } else if let last = star {
      star = (last.pattern, last.text + 1)
      index = last.pattern + 1
      textIndex = last.text + 1
    } else {
      return false
    }
  }
  return wanted[index...].allSatisfy { $0 == "*" }
}
