import Diagnostics
package import SpecLanguage
package import YAMLTree

extension Reading {
  /// What a file exported from Grafana says, below what the spec says of the dashboard itself.
  func dashboard(withFileOf node: Node) -> Node {
    guard let written = node["file"], let files,
      let item = Located<RelativePath>.read(written, self)
    else { return node }
    return exported(item, below: node, from: files) ?? node
  }

  private func exported(
    _ item: Located<RelativePath>, below node: Node, from sources: some SourceProvider
  ) -> Node? {
    let named = NamedFiles(sources, self)
    guard
      let path = named.paths(item, namedIn: diagnostics.sources[item.range.source].name).first,
      let text = named.text(path, item), let json = parseJSON(text, path, self),
      let spec = ImportedDashboard(json, self).spec()
    else { return nil }
    return overlay(spec, with: node)
  }
}

/// A dashboard exported from Grafana as a spec writes it, under `dashboards:`; `nil` after an
/// error.
package func importedDashboard(
  _ json: [UInt8], path: String, _ reading: Reading
) -> Node? {
  guard let document = parseJSON(json, path, reading) else { return nil }
  return ImportedDashboard(document, reading).spec()
}

/// JSON is YAML but for pairs of escapes that stand for one character.
private func parseJSON(_ text: [UInt8], _ path: String, _ reading: Reading) -> Node? {
  let source = reading.diagnostics.sources.add(name: path, text: joiningSurrogates(in: text))
  return parseYAML(source, reading.diagnostics)
}

/// `\ud83d\ude00` becomes the character itself.
private func joiningSurrogates(in text: [UInt8]) -> [UInt8] {
  guard text.contains(UInt8(ascii: "\\")) else { return text }
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var index = 0
  while index < text.count {
    guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
      result.append(text[index])
      index += 1
      continue
    }
    if let high = codeUnit(text, at: index), (0xD800..<0xDC00).contains(high),
      let low = codeUnit(text, at: index + 6), (0xDC00..<0xE000).contains(low),
      let scalar = UnicodeScalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    {
      result += Array(String(Character(scalar)).utf8)
      index += 12
    } else {
      result.append(text[index])
      result.append(text[index + 1])
      index += 2
    }
  }
  return result
}

/// The number of a `\uXXXX`.
private func codeUnit(_ text: [UInt8], at index: Int) -> UInt32? {
  guard index + 6 <= text.count, text[index] == UInt8(ascii: "\\"),
    text[index + 1] == UInt8(ascii: "u")
  else { return nil }
  return UInt32(String(decoding: text[index + 2..<index + 6], as: UTF8.self), radix: 16)
}
