import Diagnostics
import PromQL
import Testing

@Suite struct `Whatever is thrown at the parser` {
  @Test func `deep nesting is an error`() {
    for (open, close) in [
      ("(", ")"), ("-(", ")"), ("sum(", ")"), ("abs(", ")"), ("2 ^ ", ""), ("- ", ""),
      ("foo[(", ""),
    ] {
      let text =
        String(repeating: open, count: 20_000) + "1" + String(repeating: close, count: 20_000)
      #expect(parsePromQL(text, .everything).query == nil)
    }
    let text = String(repeating: "(", count: 500) + "foo" + String(repeating: ")", count: 500)
    #expect(parsePromQL(text, .everything).findings.first?.code == .queryDepth)
    let duration = "foo[" + Array(repeating: "1", count: 5000).joined(separator: "+") + "]"
    #expect(parsePromQL(duration, .everything).findings.first?.code == .queryDepth)
  }

  @Test func `long chains are fine`() throws {
    let text = Array(repeating: "foo{a=\"b\"}", count: 20_000).joined(separator: " + ")
    let query = try parsed(text)
    #expect(query.inferLabels().count == 39_999)
    #expect(lintPromQL(query, PromQLContext(.alert)).isEmpty)
    #expect(query.canonical == text)
    #expect(query.pretty().utf8.count >= text.utf8.count)
    _ = query.explanation()
  }

  @Test func `long chains are looked at in linear time and without recursion`() throws {
    var dictionary = MetricDictionary()
    dictionary.add(Metric("known_total", .counter))
    dictionary.completePrefixes = ["foo"]
    let context = PromQLContext(
      .alert, dictionary: dictionary, labelReaders: [LabelReader("a", by: "the summary")])
    for joint in ["or", "and", "+"] {
      let term = "sum(foo) > 1"
      let text = Array(repeating: "(\(term))", count: 10_000).joined(separator: " \(joint) ")
      let findings = lintPromQL(try parsed("known_total \(joint) " + text), context)
      #expect(findings.count < 20_002)
    }
    let sums = Array(repeating: "sum(foo)", count: 20_000).joined(separator: " + ")
    #expect(lintPromQL(try parsed(sums), context).contains { $0.code == .lostLabel })
  }

  @Test func `random texts never crash it and ranges stay inside`() {
    var random = SplitMix(state: 7)
    let pieces = [
      "foo", "sum", "rate", "(", ")", "[", "]", "{", "}", "5m", "1", "\"a\"", "'", "\"", "`", "\\",
      "=", "=~",
      "+", "-", "^", "offset", "@", "by", "on", "group_left", ",", ":", " ", "\n", "#", "$", "$x",
      "${", "[[x]]", "ä", "😀",
      "\u{0}", "0x", "1e", "_", ".", "!", "bool", "step()", "fill(", "anchored", "<", "/", "and",
    ]
    for round in 0..<20_000 {
      let count = Int(random.next() % 12) + 1
      let text = (0..<count).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      let dialect = round % 2 == 0 ? PromQLDialect.everything : .dashboard
      let result = parsePromQL(text, dialect)
      for finding in result.findings {
        #expect(
          finding.range.lowerBound >= 0 && finding.range.upperBound <= text.utf8.count, "\(text)")
      }
      #expect(result.query != nil || !result.findings.isEmpty, "\(text)")
      guard let query = result.query else { continue }
      _ = lintPromQL(query, PromQLContext(.alert))
      #expect(parsePromQL(query.canonical, dialect).query == query, "\(text) → \(query.canonical)")
    }
  }
}

/// A small generator of random numbers, the same on every run.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
