import Dialects
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("", ""), ("*", ""), ("*", "abc"), ("a*", "a"), ("*c", "abc"), ("a*b*c", "axxbyyc"),
    ("a?c", "abc"), ("**", "x"), ("*ab", "aab"), ("*a*a", "aaa"), ("[x]", "[x]"),
  ])
  func `a pattern fits`(_ pattern: String, _ text: String) {
    #expect(matchesGlob(text, pattern))
  }

  @Test(arguments: [
    ("", "a"), ("a", ""), ("a*", "ba"), ("*c", "abcd"), ("a?c", "ac"), ("?", ""), ("A", "a"),
    ("*ab", "aba"), ("a*b*c", "acb"), ("[ab]", "a"),
  ])
  func `a pattern does not fit`(_ pattern: String, _ text: String) {
    #expect(!matchesGlob(text, pattern))
  }
}
