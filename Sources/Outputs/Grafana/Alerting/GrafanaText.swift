internal import Documents
internal import OrderedTree

/// Text as a provisioning file must hold it: Grafana replaces `$NAME`, and reads `$$` as one `$`.
func grafanaText(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
  return text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
}

/// The same for every text of a tree; keys are never replaced.
func grafanaTree(_ tree: Tree) -> Tree {
  switch tree {
  case .text(let text): .text(grafanaText(text))
  case .list(let items): .list(items.map(grafanaTree))
  case .mapping(let entries): .mapping(entries.map { ($0.key, grafanaTree($0.value)) })
  case .null, .bool, .int, .number: tree
  }
}

/// The uid of an alert, by the name it was first emitted under.
func alertUID(_ identity: String) -> String { stableUID("alerts/\(identity)") }

/// A readable uid that only the path of an object decides: 40 bytes at the most.
func stableUID(_ path: String) -> String {
  let hash = SHA256(of: Array(path.utf8)).hex.prefix(8)
  let name = path.split(separator: "/").dropFirst().joined(separator: "-")
  var slug: [UInt8] = []
  for byte in name.utf8 {
    let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    let isPlain = (0x61...0x7A).contains(lower) || (0x30...0x39).contains(lower)
    if isPlain {
      slug.append(lower)
    } else if slug.last != UInt8(ascii: "-"), !slug.isEmpty {
      slug.append(UInt8(ascii: "-"))
    }
  }
  let readable = String(decoding: slug.prefix(31), as: UTF8.self)
  return readable.isEmpty ? String(hash) : "\(readable)-\(hash)"
}
