import Diagnostics
import Testing

@testable import YAMLTree

@Suite struct ScalarPlacesTests {
  private static let styles: [Scalar.Style] = [
    .plain, .singleQuoted, .doubleQuoted, .literal, .folded,
  ]

  @Test(arguments: styles)
  func `every byte of a text is found where it was written`(style: Scalar.Style) throws {
    for seed in 0..<3000 {
      var random = RandomNumbers(seed: seed)
      let prefix = random.oneIn(3) ? "가: é\na:\n  b: &x " : "a:\n  b: "
      let written = WrittenScalar.random(style, in: prefix, &random)
      let isBlock = style == .literal || style == .folded
      let next = isBlock ? "next: 1" : "\n\nnext: 1\n"
      let file = written.file + (random.oneIn(2) ? Array(next.utf8) : [])
      let shown = "seed \(seed): \(String(decoding: file, as: UTF8.self).debugDescription)"
      let diagnostics = Diagnostics()
      let source = diagnostics.sources.add(name: "x.yaml", text: file)
      let tree = parseYAML(source, diagnostics)
      let node = try #require(tree?["a"]?["b"], "\(shown) \(diagnostics.list)")
      let scalar = try #require(node.scalar)
      try #require(scalar.style == style, "\(shown)")
      try #require(Array(scalar.text.utf8) == written.text, "\(shown)")
      let decoded = DecodedScalar(scalar, raw: file[node.range.bytes])
      try #require(decoded.bytes == written.text, "\(shown)")
      try #require(decoded.places.dropLast() == written.places[...], "\(shown)")
    }
  }

  @Test(arguments: [
    ("k: abc def", 4..<7, "def"), ("k: 'it''s'", 2..<3, "''"),
    ("k: \"a\\u00e9b\"", 1..<3, "\\u00e9"),
    ("k: \"a\\nb\"", 2..<3, "b"), ("k: a\n  b", 1..<2, "\n"), ("k: |2\n   a", 0..<1, " "),
    ("k: &x 'a b'", 2..<3, "b"), ("k: &x # why\n  a b", 2..<3, "b"), ("k: 한국어", 3..<6, "국"),
    ("k: >-\n  a\n\n  b\n", 1..<2, "\n"), ("k: \"a\\\n  b\"", 1..<2, "b"), ("k: ''", 0..<0, "'"),
  ])
  func `a stretch of the text is a stretch of the file`(
    file: String, content: Range<Int>, stretch: String
  ) throws {
    let diagnostics = Diagnostics()
    let source = diagnostics.sources.add(name: "x.yaml", text: Array(file.utf8))
    let node = try #require(parseYAML(source, diagnostics)?["k"])
    let range = diagnostics.range(of: content, in: node)
    #expect(String(decoding: Array(file.utf8)[range.bytes], as: UTF8.self) == stretch)
  }
}
