import Diagnostics
import Foundation
import Testing
import YAMLTree

/// Each mistake of `YAMLMistakes.txt` gets exactly the message that stands below it.
@Suite struct YAMLMistakesTests {
  @Test func `every mistake is explained as a kind expert would`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "YAMLMistakes.txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    let parts = text.components(separatedBy: "\n====\n")
    var written = parts[0]
    for part in parts.dropFirst() {
      let mistake = try #require(part.components(separatedBy: "\n----").first)
      let found = hidden(findings(shown(mistake)).joined(separator: "\n"))
      written += "\n====\n\(mistake)\n----\n\(found)\n"
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try written.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = text.components(separatedBy: "\n")
    let differing = zip(expected, written.components(separatedBy: "\n")).first { $0 != $1 }
    #expect(text == written, "first line that differs: \(String(describing: differing))")
  }

  @Test func `a lone carriage return does not lead messages astray`() {
    #expect(
      findings("a: \r\rb, c: d: e\r") == [
        "1:13 «:» a ': ' inside a value reads as another key | put the value in quotes"
      ])
  }

  @Test(arguments: ["port: 8080 # a: b", "a: 'b: c'", "a: |\n  b: c\n   - d", "- - a\n  - b"])
  func `what is no mistake is read`(text: String) {
    #expect(findings(text).isEmpty)
  }

  private static let marks = [("␉", "\t"), ("␈", "\u{8}"), ("␡", "\u{7F}")]

  private func shown(_ text: String) -> String {
    Self.marks.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  private func hidden(_ text: String) -> String {
    Self.marks.reduce(text) { $0.replacingOccurrences(of: $1.1, with: $1.0) }
  }
}

/// What reading a text finds: place, marked text, message, help, related places.
func findings(_ text: String) -> [String] { findings(Array(text.utf8)) }

func findings(_ text: [UInt8]) -> [String] {
  let diagnostics = Diagnostics()
  let source = diagnostics.sources.add(name: "x", text: text)
  _ = parseYAML(source, diagnostics)
  func shown(_ range: SourceRange) -> String {
    let position = diagnostics.sources.position(of: range)
    let bytes = range.bytes.clamped(to: 0..<text.count)
    let marked = String(decoding: text[bytes], as: UTF8.self)
    return "\(position.line):\(position.column) «\(marked)»"
  }
  return diagnostics.sorted.map { finding in
    let place = finding.range.map(shown) ?? "nowhere"
    let related = finding.related.map { "; \(shown($0.range)) \($0.text)" }.joined()
    return "\(place) \(finding.message)\(finding.help.map { " | \($0)" } ?? "")\(related)"
  }
}
