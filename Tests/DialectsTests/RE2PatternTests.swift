import Dialects
import Testing

@Suite struct RE2PatternTests {
  @Test(arguments: [
    ("warning|critical", "critical", true), ("warning|critical", "criticality", false),
    ("(?i)ERR.*", "error 1", true), ("a.b", "a\nb", false), ("(?s)a.b", "a\nb", true),
    ("\\pL+", "Straße", true), ("\\d+", "٣", false), ("\\p{Nd}+", "٣", true), ("[^a]", "é", true),
    ("(?i)[k]", "\u{212A}", true), ("(?i)\\W", "\u{17F}", false), ("", "", true), ("", "a", false),
    ("(a|ab)(c|bcd)", "abcd", true), ("a{2,3}", "aaaa", false), ("\\bfoo\\b", "foo", true),
    ("(?m)a$\\n^b", "a\nb", true), ("[[:upper:]][[:^upper:]]", "Ab", true), ("(|a)*", "aa", true),
  ])
  func `matches the whole text`(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try #require(RE2Pattern(pattern)).matches(text) == expected)
  }

  @Test func `finds the leftmost match`() throws {
    let pattern = try #require(RE2Pattern("b+?|c"))
    #expect(pattern.firstMatch(in: "éabbc", anchored: false)?.range == 3..<4)
    #expect(!pattern.matches("xyz", anchored: false))
  }

  @Test func `captures groups as Go does`() throws {
    let pattern = try #require(RE2Pattern("([^:]+)(?::(?P<port>\\d+))?"))
    let match = try #require(pattern.firstMatch(in: "host:9100"))
    #expect(match.group(0) == "host:9100")
    #expect(match.group(1) == "host")
    #expect(match.group(2) == "9100")
    #expect(match.group(3) == nil)
    #expect(try #require(pattern.firstMatch(in: "host")).group(2) == nil)
  }

  @Test func `expands replacements as Go does`() throws {
    let match = try #require(RE2Pattern("(?P<a>x)(y)")?.firstMatch(in: "xy"))
    #expect(match.expand("$2-${1}-$a") == "y-x-x")
    #expect(match.expand("$1x$$1${a}b") == "$1xb")
    #expect(match.expand("$ ${ ${a $") == "$ ${ ${a $")
    #expect(match.expand("$9") == "")
  }

  @Test func `replaces every match`() throws {
    #expect(
      try #require(RE2Pattern("(\\w+)\\.local")).replaceAll(in: "a.local b.local", with: "$1")
        == "a b")
    #expect(try #require(RE2Pattern("x*")).replaceAll(in: "abxé", with: "-") == "-a-b-é-")
  }

  @Test func `cannot try what it does not know`() {
    #expect(RE2Pattern("\\p{Greek}") == nil)
    #expect(RE2Pattern("(") == nil)
  }

  @Test func `takes linear time where others run for ever`() throws {
    let pattern = try #require(RE2Pattern("(a*)*(a|b|ab)*c"))
    #expect(!pattern.matches(String(repeating: "a", count: 5000)))
  }
}
