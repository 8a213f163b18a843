import PromQL
import Testing

@Suite struct `Labels of a result` {
  @Test(arguments: inferred.indices)
  func `are inferred through the whole expression`(index: Int) throws {
    let (text, wanted) = inferred[index]
    let query = try parsed(text)
    let set = query.inferLabels()[query.root]
    #expect(set.removingName.words == wanted, "\(text)")
  }

  @Test func `come from the dictionary where that is complete`() throws {
    var dictionary = MetricDictionary()
    dictionary.add(Metric("requests", .histogram, labels: ["path"]))
    dictionary.targetLabels = ["job", "instance"]
    let query = try parsed("requests_bucket{path=\"/\"}")
    #expect(
      query.inferLabels(dictionary)[query.root].removingName.words == "{instance, job, le, path}")
  }

  @Test func `that are surely absent are known although others may be there`() throws {
    let query = try parsed("sum without (a) (foo{b=\"\"})")
    let set = query.inferLabels()[query.root]
    #expect(!set.canHave("a"))
    #expect(!set.canHave("b"))
    #expect(set.canHave("c"))
    #expect(set.precision == .atLeast)
  }

  @Test func `are unknown of a variable`() throws {
    let query = try parsed("$query", .dashboard)
    #expect(query.inferLabels()[query.root].precision == .unknown)
  }
}

extension LabelSet {
  fileprivate var removingName: LabelSet {
    var set = self
    set.possible.remove("__name__")
    return set
  }
}

private let inferred: [(String, String)] = [
  ("foo", "{...}"), ("foo{a=\"b\"}", "{a, ...}"), ("foo{a=~\".*\"}", "{...}"),
  ("foo{a=\"\"}", "{...}"),
  ("sum(foo)", "{}"), ("sum by (a, b) (foo)", "{a, b}"), ("sum by (a) (sum by (b) (foo))", "{}"),
  ("sum by (a, b) (sum by (b, c) (foo))", "{b}"), ("sum without (a) (sum by (a, b) (foo))", "{b}"),
  ("sum by (a) (foo{a=\"\"})", "{}"), ("topk(5, sum by (a) (foo)) by (b)", "{a}"),
  ("count_values(\"v\", foo)", "{v}"), ("count_values by (a) (\"v\", foo)", "{a, v}"),
  ("rate(foo{a=\"b\"}[5m])", "{a, ...}"), ("sum by (a) (foo) > 5", "{a}"),
  ("5 < sum by (a) (foo)", "{a}"),
  ("max_over_time(sum by (a) (foo)[1h:])", "{a}"), ("-sum by (a) (foo)", "{a}"),
  ("absent(foo{a=\"b\", c=~\"d\"})", "{a}"), ("absent(foo{a=\"b\", a=\"c\"})", "{}"),
  ("absent(sum(foo))", "{}"), ("absent(foo{a=\"b\"} == 1)", "{}"),
  ("absent_over_time(foo{a=\"b\"}[5m])", "{a}"), ("vector(1)", "{}"), ("hour()", "{}"),
  ("label_replace(sum by (a) (foo), \"b\", \"$1\", \"a\", \"(.*)\")", "{a, b}"),
  ("label_join(sum by (a) (foo), \"b\", \"-\", \"a\")", "{a, b}"),
  ("histogram_quantile(0.9, sum by (le, a) (foo))", "{a}"),
  ("histogram_quantiles(sum by (le, a) (foo), \"q\", 0.5)", "{a, q}"),
  ("sum by (a, b) (foo) / on (a) sum by (a) (bar)", "{a}"),
  ("sum by (a, b) (foo) / ignoring (b) sum by (a) (bar)", "{a}"),
  ("sum by (a, b) (foo) / on (a) group_left sum by (a) (bar)", "{a, b}"),
  ("sum by (a, b) (foo) / on (a) group_left (c) sum by (a, c) (bar)", "{a, b, c}"),
  ("sum by (a, b) (foo) / on (a) group_left (b) sum by (a) (bar)", "{a}"),
  ("sum by (a) (foo) / on (a) group_right (c) sum by (a, b) (bar)", "{a, b}"),
  ("sum by (a) (foo) and bar", "{a}"), ("sum by (a) (foo) unless sum by (b) (bar)", "{a}"),
  ("sum by (a) (foo) or sum by (b) (bar)", "{a, b}"), ("sum by (a) (foo) or bar", "{a, ...}"),
  ("sum by (a) (foo) * 2 + 1", "{a}"), ("(sum by (a) (foo))", "{a}"),
  ("info(sum by (a) (foo))", "{...}"),
  ("sort_desc(sum by (a) (foo))", "{a}"),
  ("sum by (a) (foo) + fill(0) sum by (a, b) (bar)", "{a, b}"),
]
