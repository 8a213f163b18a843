import Dialects
import Testing

@Suite struct CheckRE2Tests {
  @Test(arguments: [
    "", "a|b|", "(.*)", "^(?:https?://)?([^/:]+)(?::(\\d+))?$", "a{2}", "a{2,}?", "a{,2}", "a{x",
    "[]a]", "[^]a]", "[a-]", "[[:alpha:]_]", "[[:^digit:]]", "[\\d\\pL-]", "\\p{Greek}+", "\\PN",
    "(?i)a(?s-m:b)", "(?P<name>a)(?<other>b)", "\\Qa*(\\E+", "\\x41\\x{1F600}\\101\\0", "\\_\\.\\-",
    "\\Aa\\b\\B\\z", "a(?i)*", "a*(?i)*", "é+", "(a{10}){100}",
  ])
  func `accepts what Go accepts`(_ text: String) {
    #expect(checkRE2(text) == [])
  }

  @Test func `names the constructs of other dialects`() {
    check("a«(?=»b)", says: "a lookahead", checkRE2All)
    check("«(?!»b)", says: "a negative lookahead", help: "!~", checkRE2All)
    check("«(?<=»b)", says: "a lookbehind", checkRE2All)
    check("«(?<!»b)c", says: "a negative lookbehind", checkRE2All)
    check("«(?>»b)", says: "an atomic group", checkRE2All)
    check("a«(?#note)»b", says: "a comment", checkRE2All)
    check("(?P<n>a)«(?P=n)»", says: "a reference back", checkRE2All)
    check("(a)«\\1»", says: "refers back", checkRE2All)
    check("(a)«\\k»<n>", says: "refers back", checkRE2All)
    check("a+«+»", says: "possessive", help: "leave the '+' away", checkRE2All)
    check("(?i«x»)a", says: "'x' is not a flag", checkRE2All)
    check("«(?'n'»a)", says: "name in quotes", help: "(?P<name>", checkRE2All)
  }

  @Test func `points at repetitions that cannot be`() {
    check("«*»a", says: "nothing before it", help: "'\\*'", checkRE2All)
    check("(«+»)", says: "nothing before it", checkRE2All)
    check("a|«?»", says: "nothing before it", checkRE2All)
    check("a«{1001}»", says: "greater than 1000", checkRE2All)
    check("a«{5,2}»", says: "greater", replacement: "{2,5}", checkRE2All)
    check("a«{2}{3}»", says: "repeats a repetition", checkRE2All)
    check("a«**»", says: "repeats a repetition", checkRE2All)
    check("((a{100}){10})«{2}»", says: "more than 1000 copies", checkRE2All)
  }

  @Test func `points at escapes that RE2 does not know`() {
    check("a«\\Z»", says: "not an escape", replacement: "\\z", checkRE2All)
    check("«\\e»", says: "not an escape", replacement: "\\x1b", checkRE2All)
    check("«\\h»", says: "not an escape", replacement: "[ \\t]", checkRE2All)
    check("«\\u00e9»", says: "not an escape", replacement: "\\x{00e9}", checkRE2All)
    check("[«\\b»]", says: "word boundary", checkRE2All)
    check("«\\q»", help: "write 'q'", checkRE2All)
    check("«\\é»", says: "not an escape", checkRE2All)
    check("«\\x4»g", says: "number of a character", checkRE2All)
    check("«\\x{110000}»", says: "number of a character", checkRE2All)
    check("a«\\»", says: "single '\\'", checkRE2All)
    check("«\\p{Gerek}»", says: "no Unicode class", help: "'Greek'", checkRE2All)
    check("«\\p{»Greek", says: "no closing", checkRE2All)
  }

  @Test func `points at groups and brackets that do not close`() {
    check("a«(»b", says: "never closed", checkRE2All)
    check("«(»«(?:»b", says: "never closed", checkRE2All)
    check("a«)»b", says: "closes nothing", checkRE2All)
    check("a«[»b", says: "never closed", checkRE2All)
    check("«[»]", says: "never closed", checkRE2All)
    check("[«z-a»]", says: "backwards", help: "a-z", checkRE2All)
    check("[«[:alhpa:]»]", says: "no class", help: "[:alpha:]", checkRE2All)
    check("[a-«\\d»]", says: "cannot end a range", checkRE2All)
    check("«(?P<»n", says: "no closing '>'", checkRE2All)
    check("(?P<«n-1»>a)", says: "cannot name", checkRE2All)
    check("«(?P<>»a)", says: "empty name", checkRE2All)
    check("«(?i»", says: "never closed", checkRE2All)
  }

  @Test func `reports all faults of one text at once`() {
    check("é«(?=»a)[«z-a»]«\\Z»", checkRE2All)
  }

  @Test func `knows what older versions lack`() {
    let old = { (text: String) in checkRE2(text, version: .go1_19) }
    check("«(?<»n>a)", says: "(?P<name>", replacement: "(?P<", old)
    check("(?P<n>a)\\pL", old)
    check("\\p{«Letter»}", says: "by that name", replacement: "L", old)
    check("\\p{«greek»}", replacement: "Greek", old)
    check("\\p{Letter}\\p{greek}\\p{ASCII}", checkRE2All)
  }

  @Test func `counts and names groups`() {
    #expect(RE2.captureCount("a") == 0)
    #expect(RE2.captureCount("(a)(?:b)(?P<c>d)") == 2)
    #expect(RE2.groupNames("(a)(?P<c>d)") == [nil, "c"])
    #expect(RE2.captureCount("(") == nil)
  }

  @Test func `refuses nesting without end`() {
    let deep = String(repeating: "(", count: 50_000) + String(repeating: ")", count: 50_000)
    #expect(checkRE2(deep).count == 1)
    #expect(checkRE2(String(repeating: "(", count: 50_000)).count == 20)
  }

  @Test func `survives any text`() {
    let pieces = [
      "a", "é", "(", ")", "(?", "(?P<", ">", "[", "]", "[:", ":]", "^", "-", "\\", "\\p", "{", "}",
      "1", ",", "*", "+", "?", "|", "\\x", "\\Q", "\\E", "<", "=", "!", "i", "😀", "$", "(?#",
    ]
    for text in randomTexts(pieces, count: 5000) {
      let findings = checkRE2(text)
      expectRangesInside(text, findings)
      #expect((RE2.captureCount(text) == nil) == !findings.isEmpty)
      _ = RE2Pattern(text)?.firstMatch(in: text, anchored: false)
    }
  }
}

private func checkRE2All(_ text: String) -> [Finding] { checkRE2(text) }
