import PromQL
import Testing

@Suite struct `The printer` {
  @Test(arguments: canonical.indices)
  func `writes one form`(index: Int) throws {
    let (text, wanted) = canonical[index]
    #expect(try parsed(text).canonical == wanted)
  }

  @Test func `keeps a short expression in one line`() throws {
    #expect(try parsed("sum by(a)(rate(foo[5m]))").pretty() == "sum by (a) (rate(foo[5m]))")
  }

  @Test func `breaks what does not fit`() throws {
    let text = """
      sum by (job) (rate(http_requests_total{status=~"5.."}[5m])) / on (job) group_left (team) \
      sum by (job) (rate(http_requests_total[5m])) > 0.05
      """
    #expect(
      try parsed(text).pretty() == """
        sum by (job) (rate(http_requests_total{status=~"5.."}[5m]))
        / on (job) group_left (team) sum by (job) (rate(http_requests_total[5m]))
        > 0.05
        """)
  }

  @Test func `indents what it breaks`() throws {
    let text = "histogram_quantile(0.9, sum by (le) (rate(foo_bucket{a=\"b\",c=\"d\"}[5m])))"
    #expect(
      try parsed(text).pretty(width: 30) == """
        histogram_quantile(
          0.9,
          sum by (le) (
            rate(
              foo_bucket{
                a="b",
                c="d"
              }[5m]
            )
          )
        )
        """)
  }

  @Test func `walks long chains`() throws {
    let text = Array(repeating: "foo", count: 5000).joined(separator: " or ")
    #expect(try parsed(text).canonical == text)
    #expect(try parsed(text).pretty().split(separator: "\n").count == 5000)
  }
}

private let canonical: [(String, String)] = [
  ("foo{ a = 'b' , c=~`d` , }", #"foo{a="b", c=~"d"}"#), ("SUM(foo)BY(a)", "sum by (a) (foo)"),
  ("foo{}", "foo"), ("{'foo'}", "foo"), ("{'a.b'}", #"{"a.b"}"#), ("{'on'}", #"{"on"}"#),
  ("foo+bar*2", "foo + bar * 2"), ("- foo", "-foo"), ("--1", "1"), ("+foo", "+foo"),
  ("0x10", "16"), ("1e3", "1000"), ("1e20", "1e+20"), ("0.5", "0.5"), ("1_000", "1000"),
  ("iNf", "Inf"), ("-inf", "-Inf"), ("nan", "NaN"), ("90s", "1m30s"), ("1w", "7d"),
  ("foo[90s]", "foo[1m30s]"), ("foo[300]", "foo[300]"), ("foo[1h:]", "foo[1h:]"),
  ("foo @ 5 offset 1m", "foo offset 1m @ 5"), ("foo @ end()", "foo @ end()"),
  ("foo==bool 1", "foo == bool 1"),
  ("a*on(b)group_left()(c)", "a * on (b) group_left () (c)"),
  ("a*on(b)group_left()c", "a * on (b) group_left c"),
  ("a + fill_left(0)fill_right(0)b", "a + fill(0) b"),
  ("a +fill_right(1)b", "a + fill_right(1) b"), (#"'it\'s'"#, #""it's""#),
  (#"`a\b`"#, #""a\\b""#), (#""\u00e4\x07""#, #""ä\x07""#), (#""\xff""#, #""\xff""#),
  ("sum by (\"a\", \"b.c\", \"without\") (foo)", #"sum by (a, "b.c", "without") (foo)"#),
  ("info(foo,{})", "info(foo, {})"), ("foo[5m*2]", "foo[5m * 2]"), ("foo[(5m)]", "foo[(5m)]"),
  ("foo # why\n + bar", "foo + bar"), ("TOPK(5,foo)", "topk(5, foo)"),
]
