import Diagnostics
import PromQL
import Testing

@Suite struct `Variables of Grafana` {
  @Test(arguments: dashboardQueries)
  func `stand wherever Grafana could put text`(text: String) throws {
    let query = try parsed(text, .dashboard)
    #expect(try parsed(query.canonical, .dashboard) == query, "\(query.canonical)")
    #expect(try parsed(query.pretty(width: 20), .dashboard) == query)
  }

  @Test func `are refused in rules`() {
    expectError(.queryVariable, "rate(foo[‹$__rate_interval›])")
    expectError(.queryVariable, "‹$metric› > 1")
    expectError(.queryVariable, "topk(‹${n}›, foo)")
    expectError(.queryVariable, "sum by (‹$group›) (foo)")
    #expect(parsePromQL("rate(foo[$__interval])", .everything).findings.first?.replacement == "5m")
  }

  @Test func `are a warning where a rule compares a label with one`() throws {
    try expectLint(.queryVariable, "foo{a=‹\"$instance\"›}")
    try expectLint(.queryVariable, "foo{a=~‹\"${instance:regex}\"›}")
    try expectLint(nil, "foo{a=~\"bar$\"}")
    try expectLint(nil, "foo{a=\"$instance\"}", PromQLContext(.panel), .dashboard)
  }

  @Test func `keep their types open`() throws {
    #expect(try parsed("$x", .dashboard).type == .unknown)
    #expect(try parsed("$x + 1", .dashboard).type == .unknown)
    #expect(try parsed("$x + foo", .dashboard).type == .instantVector)
    #expect(try parsed("$x[5m]", .dashboard).type == .rangeVector)
  }

  @Test func `leave other mistakes visible`() {
    expectError(.queryType, "rate(‹foo›)", .dashboard)
    expectError(.querySyntax, "sum by ($a ‹b›) (foo)", .dashboard)
    #expect(
      parsePromQL("rate(foo)", .dashboard).findings.first?.replacement
        == "foo[$__rate_interval]")
  }
}

private let dashboardQueries = [
  "rate(foo[$__rate_interval])", "rate(foo[${__rate_interval}])", "rate(foo[[[interval]]])",
  "rate(foo[$__interval:])", "foo[$range:$step]", "foo[${__range_s}s]", "foo offset $offset",
  "foo[5$unit]", "foo[1h:${step}m]", "foo @ $time", "foo{a=\"$b\"}", "foo{a=~\"${b:regex}|c\"}",
  "foo{a=~\"[[b]]\"}", "foo{a=~\"$b(\"}", "foo{$label=\"x\"}", "foo{$filters}", "{\"a b$c\"}",
  "sum by (\"$a.b\") (foo)",
  "foo{a=\"b\",${more}}",
  "foo{a=~${b:doublequote}}", "{__name__=~\"$metric\"}", "$metric", "${metric}{a=\"b\"}",
  "[[metric]]",
  "node_${part}_total", "${prefix:raw}_total{a=\"$b\"}[5m]", "$a$b", "job:$name:rate5m",
  "sum by ($group) (foo)", "sum by (a, ${group:csv}) (foo)", "foo * on ($label) bar",
  "topk($n, foo)", "quantile(0.$percent, foo)", "foo > $limit", "foo * ${factor}", "-$x",
  "$agg(foo)", "$agg by (a) (foo)", "${agg}(foo) by (a)", "sum($query)", "rate($metric[5m])",
  "($a + $b) / $c", "foo $operator bar", "foo $operator on (a) bar", "foo{a=\"b\"} $op on (a) baz",
]
