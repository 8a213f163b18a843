import Diagnostics
import PromQL
import Testing

@Suite struct `Refused expressions` {
  @Test(arguments: refused.indices)
  func `are underlined where they are wrong`(index: Int) {
    let (code, marked) = refused[index]
    expectError(code, marked)
  }

  @Test func `offer what was meant`() {
    for (text, replacement) in mended {
      let result = parsePromQL(text, .everything)
      #expect(result.findings.first?.replacement == replacement, "\(text)")
    }
  }

  @Test func `become right with the replacement`() throws {
    for (text, _) in mended {
      let finding = try #require(parsePromQL(text, .everything).findings.first, "\(text)")
      var bytes = Array(text.utf8)
      bytes.replaceSubrange(finding.range, with: Array((finding.replacement ?? "").utf8))
      _ = try parsed(String(decoding: bytes, as: UTF8.self))
    }
  }
}

private let mended: [(String, String)] = [
  ("rete(foo[5m])", "rate"), ("Rate(foo[5m])", "rate"), ("rate(foo)", "foo[5m]"),
  ("holt_winters(foo[5m], 0.5, 0.5)", "double_exponential_smoothing"), ("foo = 1", "=="),
  ("foo && bar", "and"), ("foo || bar", "or"), ("foo{a=b}", "\"b\""), ("foo{a==\"b\"}", ""),
  ("1 > 2", "> bool"), ("foo[5min]", "5m"), ("foo[1.5h]", "1h30m"), ("foo[30s1m]", "1m30s"),
  ("foo[5M]", "5m"), ("sum(foo) by a", "(a)"), ("sum(foo,)", ""), ("foo)", ""),
  ("foo{,a=\"b\"}", ""), ("foo{a=~\"\\d+\"}", "\\\\d"), ("sum(foo)[5m]", "[5m:]"),
]

private let refused: [(DiagnosticCode, String)] =
  syntax.map { (.querySyntax, $0) } + unclosed.map { (.queryUnclosed, $0) }
  + strings.map { (.queryString, $0) } + numbers.map { (.queryNumber, $0) }
  + types.map { (.queryType, $0) } + arguments.map { (.queryArguments, $0) }
  + selectors.map { (.querySelector, $0) } + modifiers.map { (.queryModifier, $0) }
  + operators.map { (.queryOperator, $0) } + regexes.map { (.queryRegex, $0) }
  + functions.map { (.queryFunction, $0) }

private let syntax = [
  "‹›", "   ‹›", "# only a comment‹›", "foo ‹bar›", "foo ‹+›", "‹*› foo", "foo + ‹,›",
  "foo ‹=› 1", "foo ‹&&› bar", "foo ‹||› bar", "foo ‹!›bar", "‹;›", "foo‹;›", "‹&›foo",
  "foo‹?›bar", "(‹)›", "sum(foo ‹bar›)", "rate(foo[5m]‹,›)", "sum(‹,›foo)",
  "foo{‹1›}", "foo{‹,›}", "foo{a‹}›", "foo{a=‹}›", "foo{a=‹b›}", "foo{a=‹!›}",
  "foo{a=\"b\" ‹c›=\"d\"}", "foo{a=‹=›\"b\"}", "foo{a‹:›\"b\"}", "foo{‹=›\"b\"}",
  "foo{a=\"b\"‹\"c\"›}",
  "‹on›", "‹bool›", "‹ignoring›", "‹group_left›", "‹atan2›", "foo + on‹›", "foo ‹bool› bar",
  "foo ‹on› (a) bar", "foo ‹by› (a)", "sum by ‹a› (foo)", "sum by (‹1›) (foo)",
  "sum by (a ‹b›) (foo)",
  "sum by (‹,›) (foo)", "sum by (‹without›) (foo)", "sum by (‹inf›) (foo)", "sum by (a) ‹foo›",
  "sum by (a)‹›", "sum(foo) by (a) ‹by› (b)", "foo + on ‹bar›", "foo + on (a) ‹group_left›",
  "foo + fill(‹bar›) baz", "foo + fill(‹)› baz", "foo[‹]›", "foo[5m:1m‹:›]",
  "foo[5m ‹6m›]", "foo[‹\"5m\"›]", "foo offset‹›", "foo offset ‹bar›", "foo @‹›", "foo @ ‹bar›",
  "foo @ start(‹5›)", "foo @ ‹start›", "foo[5m]‹{›a=\"b\"}", "‹foo:bar›(baz)", "‹=~›\"a\"",
  "foo{a=\"b\"} ‹{›c=\"d\"}", "foo + ‹==› bar", "foo‹\"bar\"›",
  "foo ‹5›", "1 ‹2›", "foo offset 5m ‹6m›", "foo + bar‹]›", "foo == ‹==› 1",
  "foo ‹|=› \"a\"", "foo[‹#› c\n5m]", "‹“›foo",
]

private let unclosed = [
  "‹(›foo", "sum‹(›rate(foo[5m])", "foo‹{›a=\"b\"", "foo‹[›5m", "foo‹)›", "sum(foo)‹)›", "‹{›",
  "foo{a=\"b\"}[5m] + ‹(›",
]

private let strings = [
  "‹\"foo›", "foo{a=‹'b}›", "foo{a=\"‹\\q›\"}", "\"‹\\'›\"", "'‹\\\"›'", "\"‹\\x4\"›",
  "\"‹\\400›\"", "\"‹\\ud800›\"", "‹`›foo", "foo{a=‹\"b›\n\"}", "\"‹\u{FFFD}›\"",
]

private let numbers = [
  "‹1.5h›", "‹30s1m›", "foo[‹5min›]", "foo[‹1.5h›]", "‹1__0›", "‹1_›", "‹0x›", "‹0x1e›", "‹0xee›",
  "‹1.2.3›", "‹1e›", "‹1e999›", "‹0b1›", "‹5mm›", "foo[‹0›]", "foo[‹0s›]", "foo[‹-5m›]",
  "foo[5m:‹0s›]",
  "foo[‹x›]", "foo[5m‹/›0]", "foo[5m ‹%› 0]", "foo[‹1e10›]", "foo offset ‹1e10›", "‹1h1h›",
  "‹300y›",
  "foo[step()‹:›1m]", "foo[‹:›5m]",
]

private let types = [
  "rate(‹foo›)", "rate(‹sum(foo)›)", "rate(‹1›)", "sum(‹foo[5m]›)", "sum(‹1›)", "sum(‹\"a\"›)",
  "abs(‹foo[5m]›)", "abs(‹1›)", "vector(‹foo›)", "scalar(‹1›)", "topk(‹foo›, bar)",
  "topk(‹\"5\"›, bar)",
  "count_values(‹5›, foo)", "label_replace(foo, ‹1›, \"a\", \"b\", \"c\")", "‹foo[5m]› + 1",
  "1 + ‹\"a\"›", "‹\"a\"› == bar", "‹-foo[5m]›", "‹-\"a\"›",
  "‹foo[5m]›[1h:]", "‹1›[1h:]", "clamp(foo, ‹bar›, 1)", "histogram_quantile(‹foo›, bar)",
  "quantile_over_time(0.5, ‹foo›)", "predict_linear(foo[1h], ‹bar›)", "round(foo, ‹bar›)",
]

private let arguments = [
  "‹sum()›", "‹topk(foo)›", "‹topk(1, 2, foo)›", "‹sum(foo, bar)›", "‹rate()›",
  "‹rate(foo[5m], 1)›",
  "‹time(1)›", "‹clamp(foo, 1)›", "‹label_join(foo, \"a\")›", "‹round(foo, 1, 2)›",
  "‹hour(foo, bar)›",
  "info(foo, ‹bar›)", "‹info()›", "‹count_values(foo)›",
]

private let selectors = [
  "‹{}›", "‹{a=\"\"}›", "‹{a=~\".*\"}›", "‹{a=~\"\"}›", "‹{a!=\"b\"}›", "‹{a!~\"b\"}›",
  "‹{a=~\"(a|)\"}›",
  "foo{‹__name__=\"bar\"›}", "foo{‹__name__=~\"bar\"›}", "foo{‹\"bar\"›}", "sum by (‹\"\"›) (foo)",
]

private let modifiers = [
  "(foo)‹[5m]›", "foo[5m]‹[5m]›", "sum(foo)‹[5m]›", "foo offset 5m‹[5m]›", "foo @ 5‹[5m]›",
  "1‹[5m]›",
  "foo offset 5m ‹offset 5m›", "foo @ 5 ‹@ 5›", "sum(foo) ‹offset 5m›", "(foo) ‹offset 5m›",
  "1 ‹@ 5›", "sum(foo) ‹@ start()›", "foo anchored ‹smoothed›", "foo[5m:1m] ‹anchored›",
  "foo @ ‹Inf›",
  "foo @ ‹1e19›",
]

private let operators = [
  "1 ‹>› 2", "1 ‹==› 1", "foo ‹+› bool bar", "foo ‹and› bool bar", "foo ‹and› 1", "1 ‹or› foo",
  "foo and on (a) ‹group_left› bar", "foo * on (a) group_left (‹a›) bar", "1 + ‹on (a)› foo",
  "foo ‹or› fill(0) bar", "1 ‹+› fill(0) foo",
]

private let regexes = [
  "foo{a=~\"b‹(›\"}", "foo{a=~\"‹*›\"}", "foo{a!~\"[‹b-a›]\"}", "foo{a=~`a‹(?=›b)`}",
]

private let functions = ["‹rete›(foo[5m])", "‹Rate›(foo[5m])", "‹summ›(foo)", "‹nope›()"]
