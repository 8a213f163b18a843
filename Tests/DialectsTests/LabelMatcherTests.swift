import Dialects
import Testing

@Suite struct LabelMatcherTests {
  @Test(arguments: [
    (#"team="db""#, [#"team="db""#]),
    (#"{a=b, "c.d"=~"e|f",}"#, [#"a="b""#, #""c.d"=~"e|f""#]),
    (#" x != "" , y !~ "a\\.b\"" "#, [#"x!="""#, #"y!~"a\\.b\"""#]),
  ])
  func `matchers are read and written back in the safe form`(_ text: String, _ safe: [String])
    throws
  {
    #expect(try parseMatchers(text).map(\.text) == safe)
  }

  @Test(arguments: [
    ("team", 3..<4), (#"team="db"#, 5..<8), (#"{a="b""#, 0..<1), (#"a="b"}"#, 5..<6),
    (#"a="b" c="d""#, 6..<11), (#"a=~"(""#, 3..<6), (#"a="\d""#, 3..<5), ("", 0..<1),
    ("a=", 1..<2),
  ])
  func `a mistake is shown at its bytes`(_ text: String, _ place: Range<Int>) {
    do {
      _ = try parseMatchers(text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.range == place, "\(error.message)")
    }
  }

  @Test func `values can be counted where the pattern is words between bars`() {
    #expect(LabelMatcher("a", .equal, "x").values == ["x"])
    #expect(LabelMatcher("a", .matches, #"a\.b|c|"#).values == ["a.b", "c", ""])
    #expect(LabelMatcher("a", .matches, "a.b").values == nil)
    #expect(LabelMatcher("a", .matches, #"\d"#).values == nil)
    #expect(LabelMatcher("a", .notEqual, "x").values == nil)
  }

  @Test func `any of some values says exactly those`() {
    let matcher = LabelMatcher.anyOf(["a.b", "x|y"], "team")
    #expect(matcher == LabelMatcher("team", .matches, #"a\.b|x\|y"#))
    #expect(matcher.values == ["a.b", "x|y"])
    #expect(LabelMatcher.anyOf(["a"], "team", isNegative: true).text == #"team!="a""#)
  }
}
