import Diagnostics
import Dialects
import PromQL
import Testing

@Suite struct `Versions of Prometheus` {
  @Test(arguments: introduced.indices)
  func `bring constructs`(index: Int) {
    let (since, features, text) = introduced[index]
    let version = Version(since) ?? Version(0, 0)
    #expect(parsePromQL(text, .version(since, features)).query != nil, "\(since): \(text)")
    let before = PromQLDialect(previous(version), features: features)
    let result = parsePromQL(text, before)
    #expect(result.query == nil, "\(before.version): \(text)")
    let finding = result.findings.first { $0.code == .queryVersion }
    #expect(finding?.message.contains(since) == true, "\(text): \(result.findings)")
  }

  @Test(arguments: introduced.indices)
  func `ask for their flags`(index: Int) {
    let (since, features, text) = introduced[index]
    guard !features.isEmpty else { return }
    let result = parsePromQL(text, .version(since))
    #expect(result.findings.first?.code == .queryFeature, "\(text): \(result.findings)")
    #expect(result.findings.first?.help?.contains("--enable-feature=promql-") == true)
  }

  @Test func `remove functions and name the successor`() {
    let text = "holt_winters(foo[5m], 0.5, 0.5)"
    #expect(parsePromQL(text, .version("2.55")).query != nil)
    let finding = parsePromQL(text, .version("3.0")).findings.first
    #expect(finding?.code == .queryVersion)
    #expect(finding?.replacement == "double_exponential_smoothing")
  }

  @Test func `name the older function`() {
    let text = "double_exponential_smoothing(foo[5m], 0.5, 0.5)"
    let finding = parsePromQL(text, .version("2.53", .experimentalFunctions)).findings.first
    #expect(finding?.replacement == "holt_winters")
  }

  @Test func `call the smaller of two durations differently`() {
    let flag = PromQLFeatures.durationExpressions
    #expect(parsePromQL("foo[min(5m, step())]", .version("3.6", flag)).query != nil)
    #expect(parsePromQL("foo offset max(5m, step())", .version("3.12", flag)).query != nil)
    expectError(.queryVersion, "foo[‹min›(5m, step())]", .version("3.13", flag))
    expectError(.queryVersion, "foo[‹min_of›(5m, step())]", .version("3.12", flag))
  }

  @Test func `switch duration expressions on for everybody in 3 14`() {
    expectError(.queryFeature, "foo[5m ‹*› 2]", .version("3.13"))
    #expect(parsePromQL("foo[5m * 2]", .version("3.14")).query != nil)
  }

  @Test func `make an experimental function stable`() {
    expectError(.queryFeature, "‹first_over_time›(foo[5m])", .version("3.13"))
    #expect(parsePromQL("first_over_time(foo[5m])", .version("3.14")).query != nil)
  }

  @Test func `take quoted names with a flag since 2 55`() {
    expectError(.queryVersion, "{‹\"a.b\"›}", .version("2.55"))
    #expect(parsePromQL("{\"a.b\"}", .version("2.55", .utf8Names)).query != nil)
  }

  @Test func `read the words of later versions as names`() {
    for name in ["fill", "anchored", "step", "range", "limitk", "max_of", "smoothed"] {
      #expect(parsePromQL("\(name) + sum by (\(name)) (foo)", .version("2.42")).query != nil)
    }
  }

  @Test func `read 2 42's hexadecimal numbers to the end`() {
    #expect(parsePromQL("0x1e", .version("2.42")).query != nil)
    #expect(parsePromQL("0x1e", .version("2.54")).query == nil)
  }
}

private func previous(_ version: Version) -> Version {
  if version == Version(3, 0) { return Version(2, 55) }
  return Version(version.major, version.minor - 1)
}

private let introduced: [(String, PromQLFeatures, String)] = [
  ("2.54", [], "1_000"), ("2.54", [], "5m + 1"), ("2.54", [], "foo[300]"),
  ("2.54", [], "foo offset 300"), ("2.54", [], "foo @ 5m"), ("3.4", [], "foo offset 0s"),
  ("2.54", [], "foo offset 0"), ("3.4", [], "0s"),
  ("3.13", .durationExpressions, "foo offset -(5m)"),
  ("3.13", .durationExpressions, "foo[2 * range()]"),
  ("2.54", [], "foo[1h:300]"),
  ("3.0", [], "{\"a.b\"}"), ("3.0", [], "foo{\"a.b\"=\"c\"}"),
  ("3.0", [], "sum by (\"a.b\") (foo)"),
  ("3.0", [], "sum by (a:b) (foo)"), ("3.4", [], "foo offset +5m"), ("3.4", [], "foo[+5m]"),
  ("3.4", .durationExpressions, "foo[5m * 2]"), ("3.4", .durationExpressions, "foo offset (5m)"),
  ("3.6", .durationExpressions, "foo[step()]"), ("3.10", .durationExpressions, "foo[range()]"),
  ("3.13", .durationExpressions, "foo[max_of(5m, 1m)]"),
  ("3.7", .extendedRanges, "foo[5m] anchored"), ("3.7", .extendedRanges, "foo smoothed"),
  ("3.10", .fillModifiers, "foo + fill(0) bar"),
  ("3.10", .fillModifiers, "foo + on (a) fill_left(0) bar"),
  ("3.11", [], "foo </ bar"), ("3.11", [], "foo >/ 1"),
  ("2.54", .experimentalFunctions, "limitk(5, foo)"),
  ("2.54", .experimentalFunctions, "limit_ratio(0.5, foo)"),
  ("2.47", [], "histogram_stddev(foo)"), ("2.47", [], "histogram_stdvar(foo)"),
  ("2.51", [], "histogram_avg(foo)"), ("2.49", .experimentalFunctions, "mad_over_time(foo[5m])"),
  ("2.49", .experimentalFunctions, "sort_by_label(foo, \"a\")"),
  ("2.49", .experimentalFunctions, "sort_by_label_desc(foo, \"a\")"),
  ("2.55", .experimentalFunctions, "info(foo)"),
  ("3.5", .experimentalFunctions, "ts_of_max_over_time(foo[5m])"),
  ("3.5", .experimentalFunctions, "ts_of_min_over_time(foo[5m])"),
  ("3.5", .experimentalFunctions, "ts_of_last_over_time(foo[5m])"),
  ("3.7", .experimentalFunctions, "ts_of_first_over_time(foo[5m])"),
  ("3.7", .experimentalFunctions, "first_over_time(foo[5m])"),
  ("3.11", .experimentalFunctions, "histogram_quantiles(foo, \"q\", 0.5)"),
  ("3.12", .experimentalFunctions, "start()"), ("3.12", .experimentalFunctions, "end()"),
  ("3.12", .experimentalFunctions, "range()"), ("3.12", .experimentalFunctions, "step()"),
  ("3.13", .experimentalFunctions, "min_of(1, 2)"),
  ("3.13", .experimentalFunctions, "max_of(1, 2)"),
  ("3.0", .experimentalFunctions, "double_exponential_smoothing(foo[5m], 0.5, 0.5)"),
]
