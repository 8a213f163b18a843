import Diagnostics
import Dialects
import PromQL
import Testing

@Suite struct `Queries that cannot be meant so` {
  @Test func `use metrics that do not exist`() throws {
    try expectLint(.unknownMetric, "sum(‹node_cpu_second_total›)", known)
    try expectLint(.unknownMetric, "‹node_nothing_like_it›", known)
    try expectLint(.unknownMetric, "‹{›__name__=\"node_cpu_second_total\"}", known)
    for silent in [
      "node_cpu_seconds_total", "latency_seconds_bucket", "latency_seconds_count",
      "latency_seconds",
      "up", "ALERTS", "other_metric", "node:cpu:sum", "{__name__=~\"node_cpu.*\"}",
      "node_cpu or node_cpu_seconds_total", "size_bytes_sum",
    ] {
      try expectLint(nil, silent, known)
    }
  }

  @Test func `stay silent without a dictionary`() throws {
    try expectLint(nil, "rate(foo[1m]) > bar_total", PromQLContext(.other))
  }

  @Test func `select by labels that a metric does not have`() throws {
    try expectLint(.unknownLabel, "node_cpu_seconds_total{‹mod›=\"idle\"}", closed)
    try expectLint(.unknownLabel, "node_cpu_seconds_total{‹nope›!=\"idle\"}", closed)
    try expectLint(.unknownLabel, "sum by (‹mod›) (node_cpu_seconds_total)", closed)
    try expectLint(.unknownLabel, "sum by (‹a›) (sum by (b) (foo))")
    for silent in [
      "node_cpu_seconds_total{mode=\"idle\",job=\"node\"}", "node_cpu_seconds_total{nope=\"\"}",
      "sum by (mode, instance) (node_cpu_seconds_total)", "latency_seconds_bucket{le=\"1\"}",
    ] {
      try expectLint(nil, silent, closed)
    }
    try expectLint(nil, "node_cpu_seconds_total{region=\"eu\"}", known)
  }

  @Test func `take a gauge for a counter`() throws {
    try expectLint(.rateOfGauge, "‹rate›(size_bytes[5m])", known)
    try expectLint(.rateOfGauge, "sum(‹increase›(size_bytes{a=\"b\"}[5m]))", known)
    try expectLint(nil, "rate(node_cpu_seconds_total[5m]) + deriv(size_bytes[5m])", known)
    try expectLint(nil, "rate(latency_seconds_count[5m]) / rate(latency_seconds_sum[5m])", known)
  }

  @Test func `compare a counter with a limit`() throws {
    try expectLint(.bareCounter, "‹errors_total› > 100", known)
    try expectLint(.bareCounter, "100 <= sum by (a) (‹errors_total›)", known)
    for silent in [
      "errors_total > 0", "rate(errors_total[5m]) > 1", "size_bytes > 1",
      "errors_total - errors_total offset 1h > 5", "errors_total == 5", "count(errors_total) > 5",
    ] {
      try expectLint(nil, silent, known)
    }
  }

  @Test func `alert on a limit beside the query`() throws {
    func limited(_ operation: BinaryOperator, _ value: Double) -> PromQLContext {
      var context = known
      context.use = .alert
      context.limit = QueryLimit([(operation, value)], needsAll: true)
      return context
    }
    try expectLint(.bareCounter, "‹errors_total›", limited(.greater, 100))
    try expectLint(.bareCounter, "sum(‹errors_total›)", limited(.less, 3))
    try expectLint(nil, "errors_total", limited(.greater, 0))
    try expectLint(nil, "rate(errors_total[5m])", limited(.greater, 100))
    try expectLint(.secondLimit, "size_bytes ‹>› 5", limited(.less, 9))
    try expectLint(nil, "size_bytes > bool 5", limited(.equal, 1))
    try expectLint(.neverTrue, "‹count(size_bytes)›", limited(.less, 0))
    try expectLint(nil, "count(size_bytes)", limited(.less, 3))
  }

  @Test func `alert on whatever there is`() throws {
    var context = known
    context.use = .alert
    try expectLint(.alertWithoutCondition, "‹size_bytes›", context)
    try expectLint(.alertWithoutCondition, "‹rate(errors_total[5m])›", context)
    for silent in [
      "absent(size_bytes{job=\"a\"})", "vector(1)", "size_bytes > 1", "something_wrong", "ALERTS",
      "size_bytes unless errors_total",
    ] {
      try expectLint(nil, silent, context)
    }
  }

  @Test func `join what a target has with what has lost it`() throws {
    try expectLint(.neverMatches, "up == 0 ‹and› sum(foo) > 3")
    try expectLint(nil, "up == 0 and on () sum(foo) > 3")
    try expectLint(nil, "up == 0 and on (job) sum by (job) (foo) > 3")
  }

  @Test func `alert on irate`() throws {
    try expectLint(.irateInAlert, "‹irate›(foo[5m]) > 1")
    try expectLint(nil, "irate(foo[5m])", PromQLContext(.panel))
  }

  @Test func `look at fewer than four samples`() throws {
    let context = PromQLContext(.alert, scrapeInterval: .seconds(30))
    try expectLint(.shortRange, "rate(foo‹[1m]›)", context)
    try expectLint(.shortRange, "increase(foo‹[119s]›)", context)
    try expectLint(nil, "rate(foo[2m]) + max_over_time(foo[30s])", context)
  }

  @Test func `sum before they take the rate`() throws {
    try expectLint(.rateOfSum, "‹rate›(sum(foo)[5m:])")
    try expectLint(.rateOfSum, "max(‹increase›((sum by (a) (foo))[1h:1m]))")
    try expectLint(nil, "max_over_time(sum(rate(foo[5m]))[1h:])")
    try expectLint(nil, "rate(max(foo)[5m:])")
  }

  @Test func `lose the buckets of a histogram`() throws {
    try expectLint(
      .bucketsWithoutLe, "histogram_quantile(0.9, sum ‹by (job)› (rate(foo_bucket[5m])))")
    try expectLint(.bucketsWithoutLe, "histogram_quantile(0.9, ‹sum›(rate(foo_bucket[5m])))")
    try expectLint(
      .bucketsWithoutLe, "histogram_quantile(0.9, sum ‹without (le)› (rate(foo_bucket[5m])))")
    try expectLint(nil, "histogram_quantile(0.9, sum by (le) (rate(foo_bucket[5m])))")
    try expectLint(nil, "histogram_quantile(0.9, sum by (job) (rate(foo[5m])))")
    try expectLint(nil, "histogram_quantile(0.9, rate(foo_bucket[5m]))")
  }

  @Test func `ask for quantiles that are none`() throws {
    try expectLint(.quantileRange, "histogram_quantile(‹95›, foo)")
    try expectLint(.quantileRange, "quantile(‹-0.1›, foo)")
    try expectLint(.quantileRange, "quantile_over_time(‹1.5›, foo[5m])")
    try expectLint(.quantileRange, "histogram_quantiles(foo, \"q\", 0.5, ‹99›)")
    try expectLint(nil, "quantile(0, foo) + quantile(1, foo) + histogram_quantile(NaN, foo)")
    let query = try parsed("histogram_quantile(95, foo)")
    #expect(lintPromQL(query, PromQLContext(.alert)).first?.replacement == "0.95")
  }

  @Test(arguments: [
    "count(foo) ‹==› 0", "count by (a) (foo) ‹<› 1", "absent(foo) ‹==› 0", "up ‹>› 1",
    "rate(foo_bucket[5m]) ‹<› 0", "abs(foo) ‹<› 0", "0 ‹>› count(foo)", "hour() ‹>=› 24",
    "day_of_week(foo) ‹==› 7", "(foo > 5) ‹<› 3", "foo > 5 ‹and› foo < 3", "clamp(foo, 0, 1) ‹>› 2",
    "sum(rate(foo[5m])) / sum(rate(bar[5m])) ‹<› 0", "count(foo) * 2 ‹<› 1", "(foo > bool 1) ‹>› 1",
    "group(foo) ‹!=› 1", "sgn(foo) ‹>› 1", "-count(foo) ‹>› 0", "vector(1) ‹>› 2",
    "count_over_time(foo[5m]) ‹<› 1", "ceil(count(foo)) ‹==› 0", "clamp_max(foo, 5) ‹>› 5",
  ])
  func `compare what never can be`(text: String) throws {
    try expectLint(.neverTrue, text, PromQLContext(.other))
  }

  @Test(arguments: [
    "count(foo) == 1", "count(foo) > 0", "absent(foo) == 1", "up == 0", "up < 1",
    "rate(foo[5m]) > 0",
    "(foo > 5) > 10", "foo > 5 and foo < 10", "foo > 5 and bar < 3", "foo > 5 or foo < 3",
    "hour() >= 22",
    "foo > 5 unless foo < 3", "1 > bool 2", "abs(foo) <= 0", "deriv(foo[5m]) < 0", "foo - bar < 0",
    "foo > 5 and on (a) foo < 3", "clamp_min(foo, 5) > 5", "predict_linear(foo[1h], 3600) < 0",
    "sum(foo) < 0", "count(foo) - count(bar) < 0", "round(foo, 5) < 0", "foo % 2 == 1",
  ])
  func `say nothing of what can be`(text: String) throws {
    try expectLint(nil, text, PromQLContext(.other))
  }

  @Test func `lose a label that is read afterwards`() throws {
    let readers = [LabelReader("instance", by: "the annotation 'summary'")]
    let context = PromQLContext(.alert, labelReaders: readers)
    try expectLint(.lostLabel, "sum ‹by (job)› (foo) > 1", context)
    try expectLint(.lostLabel, "‹sum›(foo)", context)
    try expectLint(.lostLabel, "max(sum ‹without (instance)› (foo)) by (job)", context)
    try expectLint(.lostLabel, "foo / ‹on (job)› sum by (job) (bar)", context)
    try expectLint(nil, "sum by (instance) (foo)", context)
    try expectLint(nil, "foo / on (job) group_left sum by (job) (bar)", context)
    try expectLint(nil, "sum without (job) (foo)", context)
  }

  @Test(arguments: [
    "foo / on (‹a›) sum by (b) (bar)", "sum by (a, b) (foo) ‹/› sum by (a) (bar)",
    "sum(foo) ‹>› sum by (a) (bar)", "sum by (a) (foo) ‹and› sum by (b) (bar)",
    "foo{a=\"b\"} ‹/› sum by (c) (bar)", "sum by (a) (foo) ‹>› vector(1)",
    "foo * on (a) group_left (‹c›) sum by (a, b) (bar)", "sum by (a) (foo) ‹unless› sum(bar)",
    "sum by (a, b) (foo) ‹/› ignoring (c) sum by (a) (bar)",
  ])
  func `match vectors that never match`(text: String) throws {
    try expectLint(.neverMatches, text)
  }

  @Test(arguments: [
    "sum by (a) (foo) / sum by (a) (bar)",
    "sum by (a, b) (foo) / on (a) group_left sum by (a) (bar)",
    "sum by (a, b) (foo) / ignoring (b) group_left sum by (a) (bar)", "foo / bar",
    "sum(foo) or vector(0)",
    "sum by (a) (foo) or vector(0)", "foo and on () sum(bar) > 1", "foo / sum by (a) (bar)",
    "sum by (a) (foo) or on (b) vector(0)", "foo{a=\"b\"} / ignoring (a) foo{a=\"c\"}",
    "up * on (a) group_left (__name__) bar", "sum(foo) > time() - 5", "foo{a=\"b\"} / foo{a=\"c\"}",
    "foo * on (a) group_left (c) label_replace(bar, \"c\", \"$1\", \"d\", \"(.*)\")",
  ])
  func `say nothing of vectors that can match`(text: String) throws {
    try expectLint(nil, text)
  }

  @Test func `divide by nothing`() throws {
    try expectLint(.emptyDenominator, "foo / ‹0›")
    try expectLint(.emptyDenominator, "foo % ‹(1 - 1)›")
    try expectLint(.emptyDenominator, "foo / ‹(bar == 0)›")
    try expectLint(nil, "foo / (bar > 0)")
    try expectLint(nil, "0 / foo")
  }

  @Test func `alert on absence without labels`() throws {
    try expectLint(.absentWithoutLabels, "‹absent›(foo)")
    try expectLint(.absentWithoutLabels, "‹absent›(up{job=\"a\"} == 1)")
    try expectLint(.absentWithoutLabels, "‹absent_over_time›(foo[5m]) > 0")
    try expectLint(nil, "absent(up{job=\"a\"})")
    try expectLint(nil, "foo and on () absent(bar)")
    try expectLint(nil, "absent(foo)", PromQLContext(.panel))
  }

  @Test func `are recorded under names that say something else`() throws {
    try expectLint(.recordingName, "‹sum(foo)›", PromQLContext(.recording(name: "foo_sum")))
    try expectLint(
      .recordingName, "sum by (job) (rate(foo‹[1m]›))",
      PromQLContext(.recording(name: "job:foo:rate5m")))
    for name in ["job:foo:rate1m", "job:foo:rate", "job:foo:sum", ":foo:sum_rate1m"] {
      try expectLint(nil, "sum by (job) (rate(foo[1m]))", PromQLContext(.recording(name: name)))
    }
  }
}

private let known: PromQLContext = {
  var dictionary = MetricDictionary()
  dictionary.add(Metric("node_cpu_seconds_total", .counter, labels: ["cpu", "mode"]))
  dictionary.add(Metric("errors_total", .counter))
  dictionary.add(Metric("size_bytes", .gauge))
  dictionary.add(Metric("latency_seconds", .histogram, labels: ["path"]))
  dictionary.completePrefixes = ["node_"]
  return PromQLContext(.alert, dictionary: dictionary)
}()

private let closed: PromQLContext = {
  var context = known
  context.dictionary.targetLabels = ["job", "instance"]
  return context
}()
