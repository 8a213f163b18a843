import Dialects
import Testing

@Suite struct LogQLTests {
  /// Each text as it is printed; those that differ are in the second place.
  @Test(arguments: [
    ("{app=\"a\"}", nil), ("{app=\"a\", env!~`b.*`}", "{app=\"a\", env!~\"b.*\"}"),
    ("{app=\"a\"} |= \"x\" or \"y\" != \"z\" |~ \"r.*\" |> \"<_> a\"", nil),
    ("{app=\"a\"}|=ip(\"10.0.0.0/8\")", "{app=\"a\"} |= ip(\"10.0.0.0/8\")"),
    ("{app=\"a\"} | json | logfmt --strict a=\"b\", c=\"c\" | unpack", nil),
    ("{app=\"a\"} | regexp \"(?P<a>x)\" | pattern \"<ip> <_>\"", nil),
    ("{app=\"a\"} | status >= 400 | took > 1.5s | size < 1KB | level=\"error\"", nil),
    ("{app=\"a\"} | a>1 or b=2, c=3", "{app=\"a\"} | (a > 1 or (b = 2 and c = 3))"),
    ("{app=\"a\"} | a>1 and b=2 or c=3", "{app=\"a\"} | ((a > 1 and b = 2) or c = 3)"),
    ("{app=\"a\"} | a=ip(\"1.1.1.1\")", "{app=\"a\"} | a = ip(\"1.1.1.1\")"),
    ("{app=\"a\"} | line_format \"{{.a}}\" | label_format a=b, c=\"{{.d}}\" | decolorize", nil),
    ("{app=\"a\"} | drop a, b=\"c\" | keep d", nil),
    ("rate({app=\"a\"} |= \"x\"[5m] offset 1h)", "rate({app=\"a\"} |= \"x\" [5m] offset 1h)"),
    ("count_over_time(({app=\"a\"})[5m])", "count_over_time({app=\"a\"} [5m])"),
    ("rate({app=\"a\"}[5m] |= \"x\")", "rate({app=\"a\"} |= \"x\" [5m])"),
    ("quantile_over_time(0.95, {app=\"a\"} | unwrap duration(took) | took > 0 [5m]) by (job)", nil),
    ("SUM BY (job) (rate({app=\"a\"}[1m]))", "sum by (job) (rate({app=\"a\"} [1m]))"),
    ("topk(5, sum(rate({app=\"a\"}[1m])) by (a))", "topk(5, sum by (a) (rate({app=\"a\"} [1m])))"),
    ("1 + 2 * 3 ^ 2 ^ 1", "1 + (2 * (3 ^ (2 ^ 1)))"), ("vector(1) > bool 0.5", nil),
    ("vector(1) / on (a) group_left (b) vector(2)", nil),
    ("label_replace(vector(1), \"a\", \"$1\", \"b\", \"(.*)\")", nil),
    ("# note\n{app=\"a\"} # more\n", "{app=\"a\"}"), ("{rate=\"a\"}", nil),
  ])
  func `reads and prints`(_ text: String, _ printed: String?) throws {
    let (expression, findings) = parseLogQL(text)
    #expect(findings == [])
    let first = try #require(expression).text
    #expect(first == printed ?? text)
    #expect(try #require(parseLogQL(first).expression).text == first)
  }

  @Test func `tells what a query gives`() {
    #expect(parseLogQL("{app=\"a\"} | json").expression?.type == .logStream)
    #expect(parseLogQL("rate({app=\"a\"}[5m]) > 1").expression?.type == .instantVector)
    #expect(parseLogQL("1 + 2").expression?.type == .scalar)
  }

  @Test func `points at what cannot be read`() {
    check("«»", says: "query ends too early", logQL)
    check("{app=\"a\"«»", says: "too early", logQL)
    check("{app=«'a'»}", says: "no meaning", help: "double quotes", logQL)
    check("{app=«\"a}»", says: "never closed", logQL)
    check("{app«==»\"a\"}", help: "single '='", logQL)
    check("{«json»=\"a\"}", says: "name of a label", help: "word of LogQL", logQL)
    check("{app=\"a\"} | «jsn»", says: "not a stage", help: "'json'", logQL)
    check("{app=\"a\"} | level = «error»", says: "value", help: "text in quotes", logQL)
    check("{app=\"a\"} |= «x»", says: "text to look for", logQL)
    check("«rete»({app=\"a\"}[5m])", says: "no function", help: "'rate'", logQL)
    check("rate({app=\"a\"}«)»", says: "range such as [5m]", logQL)
    check("rate({app=\"a\"}[5«x»])", says: "not a unit", logQL)
    check("rate({app=\"a\"}«[»5m)", says: "never closed", logQL)
    check("rate(«rate»({app=\"a\"}[5m])[5m])", says: "selector", logQL)
    check("{app=\"a\"} «)»", says: "not expected", logQL)
    check("{app=\"a\"} | a > «$x»", says: "variable of a dashboard", logQL)
  }

  @Test func `points at what makes no sense`() {
    check("«{}»", says: "must not match the empty text", logQL)
    check("sum(rate(«{app=~\".*\"}»[5m]))", says: "must not match the empty text", logQL)
    check("{app=~\"a«(»\"}", says: "never closed", logQL)
    check("{app=\"a\"} |~ \"a«(?=»b)\"", says: "lookahead", logQL)
    check("{app=\"a\"} | regexp «\"a\"»", says: "named group", logQL)
    check("{app=\"a\"} | pattern \"«a»\"", logQL)
    check("{app=\"a\"} | pattern \"<a>«<b>»\"", says: "between two captures", logQL)
    check("{app=\"a\"} |> \"«<a>» x\"", says: "no named captures", replacement: "<_>", logQL)
    check("{app=\"a\"} | line_format \"«{{».a\"", says: "never closed", logQL)
    check("{app=\"a\"} | label_format a=b, «a»=c", says: "twice", logQL)
    check("sum(«{app=\"a\"}»)", says: "not on log lines", logQL)
    check("«{app=\"a\"}» + 1", says: "not on log lines", logQL)
    check("vector(1) and «2»", says: "single number", logQL)
    check("«topk»(vector(1))", says: "needs a number", logQL)
    check("topk(«1.5», vector(1))", says: "whole number", logQL)
    check("sum(«1», vector(1))", says: "takes no number", logQL)
    check("«sum_over_time»({app=\"a\"}[5m])", says: "number of a label", help: "unwrap", logQL)
    check("«count_over_time»({app=\"a\"} | unwrap b [5m])", says: "takes no 'unwrap'", logQL)
    check("rate({app=\"a\"}[5m]) «by» (a)", says: "cannot group", help: "sum by", logQL)
    check("{app=\"a\"} | json | «unwrap» b", says: "inside a range aggregation", logQL)
    check("1 «+» bool 2", says: "comparisons only", logQL)
  }

  @Test(arguments: [
    "sum by ($label) (rate({app=\"$app\", env=~\"${env:regex}\"}[$__auto]))",
    "{$filter} |= \"$text\" | level=~\"$level\" | took > $limit",
    "topk($n, rate({a=\"b\"}[[[range]]]))",
    "rate({app=~\"[[app]]\"}[${range}] offset $shift)", "$query > 5",
  ])
  func `reads the variables of a dashboard`(_ text: String) {
    #expect(checkLogQL(text, variables: .allowed) == [])
    #expect(checkLogQL(text) != [] || !text.contains("$"))
  }

  @Test func `survives any text`() {
    let pieces = [
      "{", "}", "(", ")", "a", "=", "\"x\"", "`y`", "|", "|=", "!=", "json", "[5m]", "[", "rate",
      "sum", "by", ",", "5", "1s", "-", "or", "and", "unwrap", "offset", "#", "\n", "'", "$a", "é",
      "ip(", "\"", "\\", "label_format", "on", "group_left", "0b", "1KB", "--strict", "^", "topk(",
    ]
    for text in randomTexts(pieces, count: 8000, length: 16) {
      expectRangesInside(text, checkLogQL(text))
      let (expression, findings) = parseLogQL(text, variables: .allowed)
      #expect(expression != nil || !findings.isEmpty)
    }
    for piece in ["1 + ", "(", "{a=\"b\"} | (", "sum(", "1 ^ "] {
      #expect(!checkLogQL(String(repeating: piece, count: 20_000)).isEmpty)
    }
    let chain = String(repeating: "1 + ", count: 900) + "1"
    #expect(parseLogQL(chain).expression?.type == .scalar)
  }
}

private func logQL(_ text: String) -> [Finding] { checkLogQL(text) }
