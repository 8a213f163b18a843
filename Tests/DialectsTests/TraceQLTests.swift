import Dialects
import Testing

@Suite struct TraceQLTests {
  @Test(arguments: [
    "{}", "{ true }", "{ span.http.status_code >= 400 && resource.service.name = \"x\" }",
    "{ .a = nil || nil != .b }", "{ status = error && kind != server }", "{ duration > 1.5s }",
    "{ name =~ \"a.*\" && statusMessage !~ `b` }", "{ -.a ^ 2 + 1 > .b * 3 }", "{ !(.a && true) }",
    "{ .\"foo bar\" = 1 && span.\"a\\\"b\" > .5 }",
    "{ trace:rootName = \"x\" && span:childCount > 2 }",
    "{ event:name = \"x\" && link:traceID != \"\" && instrumentation:version = \"1\" }",
    "{ .a } >> { .b } && { .c } !~ { .d } &>> { .e }", "({ .a } > { .b }) | count() > 2",
    "{ } | by(resource.service.name) | avg(duration) > 1s | coalesce() | select(.a, name)",
    "({ .a } | count() > 1) && ({ .b } | max(span.x) >= 3)", "{} | max(duration) > -(1 + 2)",
    "// note\n{ } /* more */ | rate() by (span.a, name)", "{} | rate() > 5 | topk(3)",
    "{} | quantile_over_time(duration, 0.5, .99) by (.a) | bottomk(2)",
    "({} | rate()) / ({ .a } | count_over_time()) * 100 > 5 | topk(1)",
    "{} | compare({ status = error }, 5)", "{} | rate() with (sample=true, exemplars=100)",
    "by(.a) | count() > 2", "{ .a = minInt }",
  ])
  func `accepts what Tempo accepts`(_ text: String) {
    #expect(checkTraceQL(text) == [])
  }

  @Test func `points at what cannot be read`() {
    check("«»", says: "query ends too early", traceQL)
    check("{ .a «»", says: "too early", traceQL)
    check("{ .a =«=» 1 }", says: "missing", help: "single '='", traceQL)
    check("{ «.» = 1 }", says: "name of an attribute", traceQL)
    check("{ «durtion» > 1s }", says: "no field", help: "'duration'", traceQL)
    check("{ «service» = \"x\" }", says: "no field", help: "span.service", traceQL)
    check("{ «span:nam» = \"x\" }", says: "no field 'nam'", help: "span:name", traceQL)
    check("{ .a = «'x'» }", help: "double quotes", traceQL)
    check("{ .a = «\"x »", says: "never closed", traceQL)
    check("{ .a «&» .b }", help: "'&&'", traceQL)
    check("{} | «cont»() > 2", says: "no function", help: "'count'", traceQL)
    check("{} | rate() by («)»", says: "field", traceQL)
    check("{ .a = «$x» }", says: "variable of a dashboard", traceQL)
    check("«/*» {}", says: "comment", traceQL)
  }

  @Test func `points at what makes no sense`() {
    check("{ status = «\"error\"» }", says: "cannot be compared", help: "without quotes", traceQL)
    check("{ duration > «\"1s\"» }", says: "cannot be compared", help: "without quotes", traceQL)
    check("{ «status» > ok }", says: "does not go with a status", traceQL)
    check("{ «1» && true }", says: "does not go with a number", traceQL)
    check("{ «1 + 2» }", says: "true or false", traceQL)
    check("{ .a =~ \"«(»\" }", says: "never closed", traceQL)
    check("{ .a =~ «.b» }", says: "in quotes", traceQL)
    check("{ «name» = nil }", says: "never nil", traceQL)
    check("{ .a «>» nil }", says: "'nil'", traceQL)
    check("{ «parent.a» = 1 }", says: "parent", traceQL)
    check("{} | «count()»", says: "must be compared", help: "count() > 2", traceQL)
    check("{} | «2 < count()»", says: "fixed value", traceQL)
    check("{} | max(«name») > 2", says: "needs a number", traceQL)
    check("{} | by(«1»)", says: "field of the span", traceQL)
    check("«rate()»", says: "needs spans", traceQL)
    check("{} | «topk(3)»", says: "needs metrics", traceQL)
    check("{} | rate() | topk(«0»)", says: "above 0", traceQL)
    check("{} | quantile_over_time(duration, «95»)", says: "between 0 and 1", traceQL)
    check("({} | count() > 1) «&&» {}", says: "cannot join", help: "parentheses", traceQL)
    check("({}) «&&» ({} | count() > 1)", help: "must come first", traceQL)
    check("{ .a = -«nil» }", says: "nil", traceQL)
    check("{} «+» {}", says: "cannot join", traceQL)
  }

  @Test func `tells what a query gives and names`() {
    let query = readTraceQL("{ span.a = 1 && .b = resource.service.name } | rate() by (event.c)")
    #expect(query.kind == .metrics)
    #expect(query.attributes.map(\.scope) == ["span", "", "resource", "event"])
    #expect(query.attributes.map(\.name) == ["a", "b", "service.name", "c"])
    #expect(query.attributes.map(\.range) == [2..<8, 16..<18, 21..<42, 58..<65])
    #expect(readTraceQL("{ } | count() > 1").kind == .spans)
  }

  @Test func `reads the variables of a dashboard`() {
    let text = "{ resource.service.name =~ \"${app:regex}\" && span.x = $x } | rate() > $limit"
    #expect(checkTraceQL(text, variables: .allowed) == [])
    #expect(checkTraceQL(text).count == 2)
  }

  @Test func `survives any text`() {
    let pieces = [
      "{", "}", "(", ")", ".a", "span.", "span:", "name", "=", "=~", "\"x\"", "`", "|", "||", "&&",
      "&>", "!", ">", ">>", "rate()", "count()", "by(", "with", "5", "1s", "-", "+", "^", "nil",
      "$x",
      "é", "/*", "//", "\n", ",", "topk(", "parent.", "\"", "\\", "select(", "~", "true",
      "compare(",
    ]
    for text in randomTexts(pieces, count: 8000, length: 16) {
      expectRangesInside(text, checkTraceQL(text))
      expectRangesInside(text, checkTraceQL(text, variables: .allowed))
    }
    for piece in ["(", "{ (", "{ -", "1 ^ ", "{ !"] {
      #expect(!checkTraceQL(String(repeating: piece, count: 20_000)).isEmpty)
    }
  }
}

private func traceQL(_ text: String) -> [Finding] { checkTraceQL(text) }
