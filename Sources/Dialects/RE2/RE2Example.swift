/// The shortest plain text that a pattern matches as a whole; nil when none is found.
package func example(of pattern: String) -> String? {
  var parser = RE2Parser(pattern, version: .newest)
  parser.parse()
  guard parser.findings.isEmpty, let text = parser.tree.node.example else { return nil }
  return RE2Pattern(pattern)?.matches(text) == true ? text : nil
}

extension RE2Node {
  fileprivate var example: String? {
    switch self {
    case .empty, .assertion: return ""
    case .set(let set): return set.example
    case .capture(_, let node): return node.example
    case .sequence(let nodes):
      let parts = nodes.compactMap(\.example)
      return parts.count == nodes.count ? parts.joined() : nil
    case .alternatives(let nodes):
      // A missing label is one of the alternatives often enough; a text shows more.
      let texts = nodes.compactMap(\.example)
      return texts.first { !$0.isEmpty } ?? texts.first
    case .repetition(let node, let count, _):
      guard count.least > 0 else { return "" }
      return node.example.map { String(repeating: $0, count: count.least) }
    }
  }
}

extension RE2Set {
  /// A digit, a letter or a sign of the set.
  fileprivate var example: String? {
    let likely = "0a-_./: Z".unicodeScalars.first(where: contains)
    let any = (0x21...0x7E).lazy.compactMap(Unicode.Scalar.init).first(where: contains)
    return (likely ?? any).map { String(Character($0)) }
  }
}
