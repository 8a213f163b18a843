import Dialects
import Proof
import StackModel
import Testing

/// The generated tests of alerts; that promtool agrees with them is for the judges to say.
@Suite struct AlertProofTests {
  @Test func `a limit is passed from the good side, over the limit itself, and back`() throws {
    let proof = try Played("temp", .above("80"), pending: .minutes(3))
    let test = try #require(proof.test("passes its limit"))
    #expect(test.series.map(\.values) == ["40x1 80x4 100x4 40x1"])
    #expect(
      proof.checks(test) == [
        "1m quiet", "6m quiet", "9m quiet", "10m fires", "11m fires", "13m quiet",
      ])
  }

  @Test func `a limit that is included fires at the limit`() throws {
    let proof = try Played("temp", .atMost("2"))
    let test = try #require(proof.test("passes its limit"))
    #expect(test.series.map(\.values) == ["2.5x1 2x1 2.5x1 1x1 2.5x1"])
    #expect(proof.checks(test).prefix(2) == ["1m quiet", "3m fires"])
  }

  @Test func `a value between limit and recovery changes nothing`() throws {
    let proof = try Played("temp", .above("80"), recovery: .below("60"))
    let test = try #require(proof.test("passes its limit"))
    #expect(test.series.map(\.values) == ["40x1 80x1 70x1 100x1 70x1 40x1"])
    #expect(
      proof.checks(test) == [
        "1m quiet", "3m quiet", "5m quiet", "6m fires", "7m fires", "9m fires", "11m quiet",
      ])
  }

  @Test func `both ends of a range are passed`() throws {
    let proof = try Played("temp", .outside("2", "8"))
    #expect(
      proof.test("passes its limit at 10") != nil && proof.test("passes its limit at 1") != nil)
  }

  @Test func `an alert that waits is tried too short, with gaps, and without its series`() throws {
    let proof = try Played("temp", .above("80"), pending: .minutes(2))
    #expect(proof.values("recovers before its time") == ["40x1 100x1 40 100x1 40 40x1"])
    #expect(proof.values("misses samples") == ["100x3 _x3 100x1"])
    #expect(proof.values("loses its series") == ["100x3 stale _x1"])
  }

  @Test func `an alert that keeps firing is quiet only after that time`() throws {
    let proof = try Played("temp", .above("80"), keeping: .minutes(5))
    let test = try #require(proof.test("passes its limit"))
    #expect(proof.checks(test).suffix(2) == ["15m fires", "17m quiet"])
  }

  @Test func `a rate is played by a counter that grows and begins anew`() throws {
    let proof = try Played("sum by (job) (rate(errors_total{code=~\"5..\"}[5m]))", .above("2"))
    let test = try #require(proof.test("sees a counter restart"))
    #expect(
      test.series.map(\.name) == [
        "errors_total{code=\"500\",instance=\"host:9100\",job=\"a\",room=\"a\"}"
      ])
    #expect(test.series.map(\.values) == ["0+60x7 60+60x7"])
  }

  @Test func `a share of a metric gets the rest of the metric too`() throws {
    let errors = "sum(rate(requests_total{code=~\"5..\"}[5m]))"
    let proof = try Played("\(errors) / sum(rate(requests_total[5m]))", .above("0.5"))
    #expect(proof.proof.gaps == [])
    #expect(proof.proof.tests.first?.series.count == 2)
  }

  @Test func `a quantile is played by buckets around its limit`() throws {
    let proof = try Played(
      "histogram_quantile(0.9, sum by (le) (rate(seconds_bucket[5m])))", .above("2"))
    #expect(proof.proof.gaps == [])
    let names = proof.proof.tests.first?.series.map(\.name) ?? []
    #expect(names.count == 3)
    for (name, bound) in zip(names, ["2", "4", "+Inf"]) {
      #expect(name.contains("le=\"\(bound)\""))
    }
  }

  @Test func `time runs where a query asks for it`() throws {
    let proof = try Played("time() - backup_time_seconds", .above("600"))
    #expect(proof.values("loses its series")?.first?.hasPrefix("-750+60x") == true)
  }

  @Test func `each side of an 'or' fires by itself`() throws {
    let proof = try Played(whole: "redis_up == 0 or up{job=\"redis\"} == 0")
    #expect(proof.test("fires: redis_up == 0") != nil)
    #expect(proof.test("fires: up{job=\"redis\"} == 0") != nil)
    #expect(proof.proof.gaps == [])
  }

  @Test func `what changes is played by another value with each sample`() throws {
    let proof = try Played(whole: "changes(started[10m]) > 2")
    let test = try #require(proof.test("fires: changes(started[10m]) > 2"))
    #expect(test.series.map(\.values) == ["0x12 1+1x12 13x12"])
    #expect(proof.checks(test) == ["12m quiet", "25m fires", "38m quiet"])
  }

  @Test func `two quantities are compared from both sides, and where they are the same`() throws {
    let proof = try Played(whole: "failed > succeeded")
    let test = try #require(proof.test("fires: failed > succeeded"))
    #expect(test.series.map(\.values) == ["99x1 100x1 101x1 99x1", "100x1 100x1 100x1 100x1"])
    #expect(proof.checks(test) == ["1m quiet", "3m quiet", "4m fires", "5m fires", "7m quiet"])
  }

  @Test func `values are counted over two series`() throws {
    let proof = try Played(whole: "count by (job) (count_values by (job) (\"hash\", config)) > 1")
    let series = try #require(proof.proof.tests.first?.series)
    #expect(series.map(\.values) == ["100x1 90x1 100x1", "100x1 100x1 100x1"])
  }

  @Test func `a subquery has gone on as its inside does`() throws {
    let proof = try Played("max_over_time(sum(rate(errors_total[5m]))[1h:])", .above("2"))
    #expect(proof.proof.gaps == [])
    let name = "passes its limit"
    #expect(proof.values(name) == ["0+60x67 4170+150x67 14280+60x67"])
  }

  @Test func `what stands still is predicted to stay`() throws {
    let proof = try Played("predict_linear(free_bytes[1h], 86400)", .below("10"))
    #expect(proof.values("passes its limit")?.first?.hasPrefix("12.5x62 5x62") == true)
  }

  @Test func `a series ends and comes back where its absence fires`() throws {
    let proof = try Played(whole: "absent(up{job=\"api\"}) or up{job=\"api\"} == 0")
    let test = try #require(proof.test("fires: absent(up{job=\"api\"})"))
    #expect(test.series.map(\.values) == ["1x1 stale _x1 1x1"])
    #expect(proof.checks(test) == ["1m quiet", "2m fires", "3m fires", "5m quiet"])
    #expect(proof.proof.gaps == [])
  }

  @Test func `what was there within an hour and is gone is played by an end`() throws {
    let query = "group by (name) (max_over_time(seen[1h])) unless group by (name) (seen)"
    let proof = try Played(whole: query)
    #expect(proof.values("fires: \(query)") == ["100x62 stale _x1 100x62"])
  }

  @Test(arguments: [
    ("changes(a[15m]) > 9000", "no series found that decides over it alone"),
    ("topk(3, a) > 1", "topk()"),
    ("sum_over_time(a[1h:1m]) > 1", "sum_over_time() of a subquery"),
    ("a and b", "no series found whose end makes it true"),
  ])
  func `what cannot be played says why`(expression: String, reason: String) throws {
    let proof = try Played(whole: expression)
    #expect(proof.proof.tests.isEmpty)
    #expect(proof.proof.gaps == [.init(condition: expression, reason: reason)])
  }

  @Test func `a message has the labels and texts of the rule`() throws {
    let proof = try Played("temp{room=\"lab\"}", .above("80"))
    let test = try #require(proof.test("passes its limit"))
    guard case .fires(let labels, let texts)? = test.checks.map(\.expected).first(where: \.isFiring)
    else {
      Issue.record("nothing fires")
      return
    }
    #expect(
      labels.map { "\($0.name)=\($0.value)" } == [
        "instance=host:9100", "room=lab", "severity=warning",
      ])
    #expect(texts.map(\.value) == ["lab is at 100"])
  }
}

extension AlertTest.Expectation {
  fileprivate var isFiring: Bool { if case .fires = self { true } else { false } }
}

/// One rule and the tests that are made for it.
private struct Played {
  let proof: AlertProof

  init(
    _ measured: String, _ test: AlertLimit.Test, recovery: AlertLimit.Test? = nil,
    pending: Duration? = nil, keeping: Duration? = nil
  ) throws {
    var rule = AlertRule(
      name: "Bad", expression: "\(measured) > 0", pending: pending, keepFiring: keeping,
      severity: "warning", annotations: [("summary", "{{ $labels.room }} is at {{ $value }}")],
      origin: .none)
    rule.limit = AlertLimit(measured: measured, unit: "", test: test, recovery: recovery)
    try self.init(rule)
  }

  init(whole expression: String) throws {
    try self.init(
      AlertRule(name: "Bad", expression: expression, severity: "warning", origin: .none))
  }

  private init(_ rule: AlertRule) throws {
    var model = StackModel()
    model.prometheus = PrometheusServer()
    model.ruleGroups = [RuleGroup(name: "g", file: "g", rules: [.alert(rule)])]
    proof = try #require(alertProofs(of: model).first)
  }

  func test(_ name: String) -> AlertTest? { proof.tests.first { $0.name == name } }

  func values(_ name: String) -> [String]? { test(name)?.series.map(\.values) }

  func checks(_ test: AlertTest) -> [String] {
    test.checks.map { check in
      if case .quiet = check.expected { "\(check.time) quiet" } else { "\(check.time) fires" }
    }
  }
}
