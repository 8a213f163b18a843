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

  @Test(arguments: [
    ("changes(a[15m]) > 2", "no series found that decides over it alone"),
    ("a > b", "it is no comparison with a number"),
    ("topk(3, a) > 1", "topk()"), ("max_over_time(a[1h:1m]) > 1", "max_over_time()"),
  ])
  func `what cannot be played says why`(expression: String, reason: String) throws {
    let proof = try Played(whole: expression)
    #expect(proof.proof.tests.isEmpty)
    #expect(proof.proof.gaps == ["'\(expression)': \(reason)"])
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
