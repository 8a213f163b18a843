import PromQL
import Testing

@Suite struct `Accepted expressions` {
  @Test(arguments: accepted.map(\.0))
  func `are read and printed back the same`(text: String) throws {
    let query = try parsed(text)
    #expect(try parsed(query.canonical) == query, "\(query.canonical)")
    #expect(try parsed(query.pretty(width: 20)) == query, "\(query.pretty(width: 20))")
    #expect(try parsed(query.canonical).canonical == query.canonical)
  }

  @Test(arguments: accepted.indices)
  func `have their type`(index: Int) throws {
    let (text, type) = accepted[index]
    #expect(try parsed(text).type == type)
  }
}

private let accepted: [(String, ValueType)] =
  numbers.map { ($0, .scalar) } + strings.map { ($0, .string) }
  + ranges.map { ($0, .rangeVector) } + vectors.map { ($0, .instantVector) }

private let numbers = [
  "1", "0", "007", "08", ".5", "5.", "0.25", "1e3", "1E-3", "1e+3", "0x1F", "0Xff", "0x_1f",
  "1_000", "1_000.5", "0_7", "Inf", "inf", "+Inf", "-iNf", "NaN", "nan", "-1", "+1", "--1",
  "5m", "1h30m", "-5m", "1w2d3h4m5s6ms", "1y", "0s", "1 + 2 * 3", "(1)", "((1 + 2))", "2 ^ 3 ^ 2",
  "-2 ^ 2", "10 % 4", "1 atan2 2", "1 ATAN2 2", "1 == bool 2", "1 >bool 2", "time()", "pi()",
  "time() - 60", "scalar(foo)", "1 # a comment", "# first\n1", "1\n+\t2\r\n", "min_of(1, 2)",
  "max_of(1, pi())", "start()", "end() - start()", "step()", "range()",
  "0x1e ", "9223372036854775808", "1e308", "5m + 1", "1 / 0",
]

private let strings = [
  #""""#, #""text""#, "'text'", "`raw\ntext`", #""a\tb\n\\ \" \x41 \101 \u00e4 \U0001F600""#,
  #"'it\'s'"#, #"`\d+`"#, #""ä€😀""#, #""'""#, #"'"'"#, #"("in parentheses")"#,
]

private let ranges = [
  "foo[5m]", "foo[ 5m ]", "foo{a=\"b\"}[1h30m]", "foo[300]", "foo[0.5]", "foo[5m] offset 1h",
  "foo[5m] offset -1h", "foo[5m] @ 1700000000", "foo[5m] @ start() offset 1h",
  "foo[5m] offset 1h @ end()", "foo[5m:1m]", "foo[5m:]", "foo [ 5m : 1m ]", "rate(foo[5m])[1h:]",
  "(a + b)[1h:5m]", "sum(foo)[1h:]", "foo[1h:5m] offset 1d @ 5", "foo offset 1d [5m:]",
  "foo[5m * 2]", "foo[5m + 1m - 30s]", "foo[(1 + 2) * 1m]", "foo[2 ^ 3 ^ 2]", "foo[step()]",
  "foo[5m + step()]", "foo[max_of(step(), 5m)]", "foo[min_of(range(), 1h) / 2]",
  "foo[5m:step() * 2]", "foo[1 * step():1m]", "foo[5m] anchored", "foo[5m] smoothed",
  "foo[5m] anchored offset 1m", "foo[5m % 2m]", "foo[-(-5m)]", "foo[+5m]",
  "foo[5m # five minutes\n]", "{\"my.metric\"}[5m]", "(foo[5m])",
]

private let vectors = [
  "foo", "foo:bar:baz", ":foo", "_", "foo{}", "foo{a=\"b\"}", "foo{a=\"b\",}", "foo{a='b',c!=`d`}",
  "foo{a=~\"b.*\",c!~\"d|e\"}", "{a=\"b\"}", "{a!=\"\"}", "{a=~\".+\"}", "{__name__=\"foo\"}",
  "{__name__=~\"foo.*\",a=\"\"}", "foo { a = \"b\" # why\n , c = \"d\" }", "{\"foo\"}",
  "{\"my.metric\", \"a.b\"=\"c\"}", "{'foo', a=\"b\"}", "{\"a\", \"b\"}",
  "{\"foo\", __name__=\"bar\"}", "{\"on\"}", "{\"nan\"}", "foo{on=\"a\",by=\"b\",inf=\"c\"}",
  "foo{le=\"0.5\"} offset 5m", "foo offset 0s", "foo offset -5m", "foo offset +5m",
  "foo offset 300", "foo offset (5m + 1m)", "foo offset (5m) + 1m", "foo offset -(5m)",
  "foo offset step()", "foo offset -step() + bar", "foo offset max_of(1m, step())",
  "foo offset 5m + bar", "foo @ 5", "foo @ -5.5", "foo @ +1e9", "foo @ 5m", "foo @ start()",
  "foo @ end() offset 1m", "foo anchored", "foo smoothed offset 5m",
  "sum", "by", "without", "offset", "offset offset 5m", "and and and", "or or unless",
  "start", "end{a=\"b\"}", "step + range", "fill", "fill + fill", "foo + fill", "min_of * max_of",
  "anchored", "count_values", "SUM",
  "foo + bar", "foo + 1", "1 + foo", "foo - -1", "foo--1", "-foo", "+foo", "-(foo + bar)",
  "foo * bar / baz % qux", "foo ^ bar ^ baz", "-foo ^ 2", "foo atan2 bar", "foo == 1",
  "foo != bool 1",
  "1 < bool foo", "foo >= bar <= baz", "foo and bar or baz unless qux", "foo AND bar OR baz",
  "foo </ bar", "foo >/ 0.5",
  "foo + on (a) bar", "foo + on () bar", "foo + ON(a,b,) bar", "foo + ignoring (a) bar",
  "foo * on (a) group_left bar", "foo * on (a) group_left () bar",
  "foo * on (a) group_left (b, c) bar",
  "foo * on (a) group_left () (bar)", "foo * ignoring (a) group_right (b) bar",
  "foo == bool on (a) group_left bar", "foo and on (a) bar", "foo unless ignoring (a, b) bar",
  "foo + on (sum, by, on, \"x.y\", a:b) bar", "foo + fill(0) bar", "foo + fill_left(-1) bar",
  "foo + on (a) fill_right(2) fill_left(+1) bar", "foo - fill(5m) bar", "foo + ignoring () bar",
  "sum(foo)", "sum (foo)", "sum by (a) (foo)", "sum(foo) by (a, b)", "sum without (a,) (foo)",
  "sum by () (foo)", "SUM BY (a) (foo)", "avg(foo)", "count(foo)", "min(foo)", "max(foo)",
  "group(foo)", "stddev(foo)", "stdvar(foo)", "topk(5, foo)", "bottomk(5, foo) by (a)",
  "quantile(0.9, foo)", "count_values(\"v\", foo)", "count_values by (a) (\"v\", foo)",
  "limitk(5, foo)", "limit_ratio(-0.5, foo) without (a)", "topk(scalar(foo), bar)",
  "sum by (on, ignoring, bool, group_left, atan2, offset, \"a.b\") (foo)",
  "rate(foo[5m])", "rate ( foo [ 5m ] )", "irate(foo[5m])", "increase(foo[1h:1m])",
  "histogram_quantile(0.9, sum by (le) (rate(foo_bucket[5m])))", "histogram_quantile(.5, foo)",
  "histogram_fraction(0, 0.2, foo)", "histogram_quantiles(foo, \"q\", 0.5, 0.9)",
  "label_replace(foo, \"a\", \"$1\", \"b\", \"(.*)\")", "label_join(foo, \"a\", \"-\")",
  "label_join(foo, \"a\", \"-\", \"b\", \"c\", \"d\")", "round(foo)", "round(foo, 0.1)",
  "clamp(foo, 0, 1)", "clamp_min(foo, 0)", "vector(1)", "vector(time())", "absent(foo)",
  "absent_over_time(foo[5m])", "hour()", "hour(foo)", "day_of_year()", "year(vector(time()))",
  "predict_linear(foo[1h], 4 * 3600)", "quantile_over_time(0.9, foo[5m])",
  "double_exponential_smoothing(foo[5m], 0.5, 0.5)", "mad_over_time(foo[5m])",
  "sort_by_label(foo, \"a\", \"b\")", "sort_by_label_desc(foo)", "info(foo)",
  "info(foo, {a=\"b\"})", "info(foo, {})", "info(foo, {a=~\".*\"})", "timestamp(foo)",
  "first_over_time(foo[5m])", "ts_of_max_over_time(foo[5m])", "start_timestamp(foo)",
  "max_over_time(rate(foo[5m])[1h:1m])",
  "sum(rate(foo[5m])) by (a) / sum(rate(bar[5m])) by (a) > 0.5",
  "rate(foo{a=\"b\"}[5m] offset 1w) > 2 * rate(foo{a=\"b\"}[5m])",
  "((foo))", "foo # comment at the end", "foo\n# comment between\n+ bar",
]
