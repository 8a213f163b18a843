import PromQL
import Testing

@Suite struct `The promql command` {
  private func run(
    _ verb: PromQLCommand.Verb, _ format: PromQLCommand.Format, _ text: String
  ) -> PromQLCommand.Outcome {
    PromQLCommand(verb, .everything, format: format).run([text])
  }

  @Test func `splits lines and NUL-ended expressions`() {
    let lines = PromQLCommand.expressions(in: Array("a\nb\n".utf8), endedByNul: false)
    #expect(lines == ["a", "b"])
    let ended = PromQLCommand.expressions(in: Array("a\nb\0\0c".utf8), endedByNul: true)
    #expect(ended == ["a\nb", "", "c"])
  }

  @Test func `prints one object for a good expression`() {
    let outcome = run(.check, .json, "sum(foo)")
    #expect(outcome.text == "{\"ok\":true,\"type\":\"instant vector\"}\n")
    #expect(!outcome.hasErrors)
  }

  @Test func `prints the place of an error in bytes`() {
    let outcome = run(.check, .json, "'ä' + rate(foo)")
    #expect(outcome.hasErrors)
    #expect(outcome.text.hasPrefix("{\"ok\":false,\"error\":\"'+' cannot"))
    #expect(run(.check, .json, "\"ä\" [").text.contains("\"start\":5,\"end\":6"))
  }

  @Test func `underlines for people`() {
    #expect(
      run(.check, .human, "1 +\n  rate(föö)").text == """
        error[SG0500]: PromQL has no 'ö'
            rate(föö)
                  ^

        """)
  }

  @Test func `formats and leaves comments alone`() {
    #expect(run(.fmt, .human, "SUM(foo)BY(a)").text == "sum by (a) (foo)\n")
    #expect(run(.fmt, .human, "SUM(foo) # why").text == "SUM(foo) # why\n")
    #expect(run(.fmt, .json, "SUM(foo)").text.contains("\"canonical\":\"sum(foo)\""))
  }

  @Test func `tells the labels`() {
    #expect(run(.labels, .human, "sum by (b, a) (foo)").text == "{a, b}\n")
    #expect(
      run(.labels, .json, "sum by (b, a) (foo)").text
        == "{\"ok\":true,\"type\":\"instant vector\",\"labels\":[\"a\",\"b\"],\"precision\":\"exact\"}\n"
    )
  }

  @Test func `explains part by part`() {
    #expect(
      run(.explain, .human, "sum by (a) (rate(foo[5m])) > 1").text == """
        >: instant vector {a}
          sum by (a): instant vector {a}
            rate(): instant vector {...}
              foo[5m]: range vector {__name__, ...}
          1: scalar

        """)
  }
}
