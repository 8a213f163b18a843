import Diagnostics
import Testing

@testable import Reports

@Suite struct HumanReportTests {
  @Test func `a finding shows its line with a mark below the range`() {
    let spec = Written("a:\n  treshold: 1\n")
    spec.report(.unknownKey, "unknown key 'treshold'", at: "treshold") {
      $0.help("did you mean 'threshold'?")
    }
    #expect(
      spec.human == """
        error[SG0204]: unknown key 'treshold'
         --> spec.yaml:2:3
          |
        2 |   treshold: 1
          |   ^^^^^^^^
          = help: did you mean 'threshold'?

        1 error

        """)
  }

  @Test func `two places of one file share an excerpt, in the order of their lines`() {
    let spec = Written("port: 1\na: 2\nb: 3\nprot: 4\n")
    spec.report(.duplicateKey, "written twice", at: "prot") { finding in
      finding.related(spec.range("port"), "first here")
    }
    #expect(
      spec.human == """
        error[SG0003]: written twice
         --> spec.yaml:4:1
          |
        1 | port: 1
          | ---- first here
        ...
        4 | prot: 4
          | ^^^^

        1 error

        """)
  }

  @Test func `a place in another file has an excerpt of its own`() {
    let spec = Written("a: 1\n")
    let other = spec.diagnostics.sources.add(name: "other.yaml", text: Array("\n\nb: 2\n".utf8))
    spec.report(.includeClash, "clash", at: "a") {
      $0.related(SourceRange(other, 2, 3), "also here")
    }
    #expect(
      spec.human.hasPrefix(
        """
        error[SG0217]: clash
         --> spec.yaml:1:1
          |
        1 | a: 1
          | ^
         ::: other.yaml:3:1
          |
        3 | b: 2
          | - also here
        """))
  }

  @Test func `a range of several lines is marked in its first and its last line`() {
    let spec = Written("a:\n  b: 1\n  c: 2\n  d: 3\n")
    spec.report(.wrongType, "a mapping", at: "b: 1\n  c: 2\n  d: 3")
    #expect(
      spec.human.contains("2 |   b: 1\n  |   ^^^^\n...\n4 |   d: 3\n  |   ^^^^\n"))
  }

  @Test func `marks stand below Korean text, which is two columns wide, and below tabs`() {
    let korean = Written("title: 서울 bad\n")
    korean.report(.invalidValue, "bad", at: "bad")
    #expect(korean.human.contains("1:11\n"))
    #expect(korean.human.contains("  | " + String(repeating: " ", count: 12) + "^^^\n"))
    let tab = Written("a:\tbad\n")
    tab.report(.invalidValue, "bad", at: "bad")
    #expect(tab.human.contains("1 | a:    bad\n  |       ^^^\n"))
  }

  @Test func `a long line is cut to what stands around the mark`() {
    let long = String(repeating: "x", count: 500)
    let spec = Written("a: \(long)bad\(long)\n")
    spec.report(.invalidValue, "bad", at: "bad")
    let lines = spec.human.split(separator: "\n")
    #expect(lines[3].hasPrefix("1 | …xxx") && lines[3].hasSuffix("x…"))
    #expect(lines[3].unicodeScalars.count == 126)
    let mark = lines[4].utf8.firstIndex(of: UInt8(ascii: "^")) ?? lines[4].startIndex
    let column = lines[4].utf8.distance(from: lines[4].utf8.startIndex, to: mark)
    #expect(Array(lines[3].unicodeScalars)[column] == "b")
  }

  @Test func `nothing of a spec reaches the terminal as a command`() {
    let spec = Written("a: \u{1B}[31mred\n")
    spec.report(.invalidText, "not allowed: \u{1B}[31m", at: "\u{1B}")
    #expect(!spec.human.unicodeScalars.contains("\u{1B}"))
    #expect(spec.human.contains("1 | a: \u{FFFD}[31mred\n  |    ^\n"))
  }

  @Test func `a mark can stand behind the last byte`() {
    let spec = Written("a: 1")
    spec.diagnostics.error(.invalidYAML, "ends here", at: SourceRange(spec.source, 4, 4))
    #expect(spec.human.contains("1 | a: 1\n  |     ^\n"))
  }

  @Test func `at most a hundred findings are shown, all are counted`() {
    let spec = Written(String(repeating: "a: 1\n", count: 130))
    for line in 0..<130 {
      spec.diagnostics.warning(
        .unusedName, "unused", at: SourceRange(spec.source, line * 5, line * 5 + 1))
    }
    #expect(spec.human.split(separator: "\n").count { $0.hasPrefix("warning[") } == 100)
    #expect(spec.human.hasSuffix("\n30 more are not shown\n130 warnings\n"))
  }

  @Test func `colour is used only when it is asked for`() {
    let spec = Written("a: 1\n")
    spec.report(.unknownKey, "unknown", at: "a")
    #expect(!spec.human.contains("\u{1B}"))
    #expect(humanReport([spec.findings], .ansi).contains("\u{1B}[1;31merror[SG0204]\u{1B}[0m"))
  }

  @Test func `no findings, no words`() {
    #expect(Written("a: 1\n").human.isEmpty)
  }
}
