/// The list of the files that stackgen wrote into a folder, as it was read back from there.
struct Manifest {
  let hashes: [String: String]

  static func bytes(of files: [GeneratedFile], facts: [(key: String, value: String)]) -> [UInt8] {
    precondition(!facts.contains { $0.key == "files" }, "the manifest has one list of files")
    return jsonDocument { root in
      for fact in facts { root.field(fact.key, fact.value) }
      root.object("files") { list in
        for file in files { list.field(file.path, file.sha256.hex) }
      }
    }
  }

  static let empty = Manifest(hashes: [:])

  private init(hashes: [String: String]) { self.hashes = hashes }

  /// Reads only what `bytes(of:facts:)` writes, line by line; nil for anything else.
  init?(reading bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }[...]
    guard lines.popFirst() == "{", lines.popLast() == "}" else { return nil }
    guard let start = lines.firstIndex(where: { $0.hasPrefix("  \"files\": {") }) else {
      return nil
    }
    var entries: [Substring] = []
    if lines[start] == "  \"files\": {" {
      guard lines.popLast() == "  }" else { return nil }
      entries = lines[(start + 1)...].map { $0.dropFirst(4) }
    } else {  // One file with a short path, or none, stands on one line.
      guard lines[start].last == "}" else { return nil }
      entries = [lines[start].dropFirst("  \"files\": {".count).dropLast()].filter { !$0.isEmpty }
    }
    var hashes: [String: String] = [:]
    for entry in entries {
      let parts = entry.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count == 5, parts[0].isEmpty, parts[2] == ": ", parts[3].utf8.count == 64,
        parts[4] == "," || parts[4].isEmpty
      else { return nil }
      hashes[String(parts[1])] = String(parts[3])
    }
    self.hashes = hashes
  }
}
