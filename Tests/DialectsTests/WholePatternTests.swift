import Testing

@testable import Dialects

@Suite struct `A whole pattern` {
  @Test(arguments: [
    "", "a", "a|b", "a|", "|", "a\\.b|c", "web.*", "5..", "(a|b)c", "[ab]", "a\\|b", "a{2}",
    "서울|부산",
  ])
  func `matches as the regular expression does`(pattern: String) throws {
    let whole = try #require(WholePattern(pattern))
    let machine = try #require(RE2Pattern(pattern))
    for text in ["", "a", "b", "c", "ab", "ac", "aa", "a.b", "a|b", "web-1", "503", "서울"] {
      #expect(whole.matches(text) == machine.matches(text), "\(text)")
    }
  }

  @Test func `needs no machine for words`() {
    guard case .words(let words)? = WholePattern("node|\\$x|a\\.b") else {
      Issue.record("a machine was built")
      return
    }
    #expect(words == ["node", "$x", "a.b"])
  }

  @Test(arguments: ["a\\", "(", "a)", "*", "\\pX", "[z-a]"])
  func `is none where the expression is none`(pattern: String) {
    #expect(WholePattern(pattern) == nil)
  }
}
