import Diagnostics
import Testing
import YAMLTree

@Suite struct YAMLTreeTests {
  private let diagnostics = Diagnostics()

  private func read(_ text: [UInt8]) -> Node? {
    parseYAML(diagnostics.sources.add(name: "x", text: text), diagnostics)
  }

  private func read(_ text: String) -> Node? { read(Array(text.utf8)) }

  /// The line, column and text of a range.
  private func place(_ range: SourceRange?) -> String {
    guard let range else { return "nowhere" }
    let position = diagnostics.sources.position(of: range)
    let text = diagnostics.sources[range.source].text[range.bytes]
    return "\(position.line):\(position.column) \(String(decoding: text, as: UTF8.self))"
  }

  @Test func `keys and values know their places`() {
    let tree = read("제목: 한국어 😀 # x\nb:\n  - {c: 'd'}\n  -\n    e: |\n      f\n\ng: 1")
    #expect(place(tree?.entries?[0].key.range) == "1:1 제목")
    #expect(place(tree?.entries?[0].value.range) == "1:5 한국어 😀")
    #expect(place(tree?["b"]?.items?[0].range) == "3:5 {c: 'd'}")
    #expect(place(tree?["b"]?.items?[0]["c"]?.range) == "3:9 'd'")
    #expect(place(tree?["b"]?.items?[1]["e"]?.range) == "5:8 |\n      f\n\n")
    #expect(place(tree?.entries?[2].key.range) == "8:1 g")
    #expect(place(tree?["g"]?.range) == "8:4 1")
  }

  @Test(arguments: ["a:\n- 1\n- 2\n\n# x\nb: 3", "a: &x\n  - 1\n  - 2\n\n# x\nb: 3"])
  func `a list ends with its last item`(text: String) {
    let list = read(text)?["a"]
    #expect(place(list?.range).hasSuffix("- 1\n  - 2") || place(list?.range) == "2:1 - 1\n- 2")
  }

  @Test func `a byte order mark and CRLF make no difference`() {
    let tree = read("\u{FEFF}a: 1\r\nb: 'x\r\n  y'\r\n")
    #expect(tree?["b"]?.scalar?.text == "x y")
    #expect(place(tree?.entries?[0].key.range) == "1:1 a")
    #expect(place(tree?.entries?[1].key.range) == "2:1 b")
    #expect(diagnostics.list.isEmpty)
  }

  @Test func `anchors, aliases and merge keys work`() {
    let tree = read(
      "base: &b {x: 1, y: 2}\none: {<<: *b, y: 3}\ntwo: *b\n&k key: *k\n"
        + "many: {<<: [{x: 5}, *b], z: 6}")
    #expect(tree?["one"]?["x"]?.scalar?.text == "1")
    #expect(tree?["one"]?["y"]?.scalar?.text == "3")
    #expect(place(tree?["one"]?["x"]?.range) == "1:14 1")
    #expect(tree?["two"]?["y"]?.scalar?.text == "2")
    #expect(tree?["key"]?.scalar?.text == "key")
    #expect(
      tree?["many"]?.entries?.map { "\($0.key.name)\($0.value.scalar?.text ?? "")" } == [
        "z6", "x5", "y2",
      ])
    #expect(diagnostics.list.isEmpty)
  }

  @Test func `a quoted merge key is a key`() {
    #expect(read("{'<<': {a: 1}}")?["<<"]?["a"] != nil)
  }

  @Test(arguments: [2, 40])
  func `a duplicate key names both places`(count: Int) {
    let keys = (1..<count).map { "k\($0): \($0)\n" }.joined()
    _ = read("dup: 1\n" + keys + "dup: 2\n")
    #expect(diagnostics.list.map(\.code) == [.duplicateKey])
    #expect(place(diagnostics.list.first?.range) == "\(count + 1):1 dup")
    #expect(place(diagnostics.list.first?.related.first?.range) == "1:1 dup")
  }

  @Test func `an alias bomb is refused`() {
    let levels = (1...9).map { level in
      "a\(level): &a\(level) [" + (0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ", ")
        + "]"
    }
    #expect(read("a0: &a0 x\n" + levels.joined(separator: "\n")) == nil)
    #expect(diagnostics.list.map(\.code) == [.tooLarge])
  }

  @Test func `an alias cannot hold itself`() {
    #expect(read("a: &a [*a]") == nil)
    #expect(diagnostics.list.map(\.code) == [.unknownAnchor])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `a depth bomb is refused`(opening: String) {
    #expect(read(String(repeating: opening, count: 100_000)) == nil)
    #expect(diagnostics.list.count == 1)
  }

  @Test func `a hundred levels are read, not more`() {
    let text = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    let isRead = [text, "[" + text + "]"].map { read($0) != nil }
    #expect(isRead == [true, false])
  }

  @Test(arguments: [
    (Array("a: ".utf8) + [0xFF], DiagnosticCode.invalidText, "1:4"),
    (Array("a: 가".utf8.dropLast()), .invalidText, "1:4"),
    (Array("a: \0".utf8), .invalidText, "1:4"), (Array("".utf8), .emptySpec, "1:1"),
    (Array("# only\n".utf8), .emptySpec, "1:1"),
    (Array("a: 1\n---\nb: 2".utf8), .severalDocuments, "2:1"),
  ])
  func `what is no spec is refused at its place`(
    text: [UInt8], code: DiagnosticCode, start: String
  ) {
    #expect(read(text) == nil)
    #expect(diagnostics.list.map(\.code) == [code])
    let position = diagnostics.list.first?.range.map { diagnostics.sources.position(of: $0) }
    #expect(position.map { "\($0.line):\($0.column)" } == start)
  }

  @Test func `a text that is too long is refused before it is read`() {
    #expect(read([UInt8](repeating: 0x5B, count: YAMLLimits.bytes + 1)) == nil)
    #expect(diagnostics.list.map(\.code) == [.tooLarge])
  }

  @Test func `a stretch of a text is read at its places`() {
    let source = diagnostics.sources.add(name: "x", text: Array("가=[a, b]".utf8))
    let node = parseYAML(source, 4..<10, diagnostics)
    #expect(place(node?.items?[1].range) == "1:7 b")
  }
}
