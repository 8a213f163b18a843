import Dialects
import Proof
import StackModel
import Testing

/// Grafana's own evaluation: what a rule that was written wrongly is found out by.
@Suite struct ManagedPlayTests {
  private static let right: ManagedRule = {
    var rule = ManagedRule(
      title: "Bad", test: .init(type: "gt", numbers: [80]), interval: .minutes(1))
    rule.recovery = .init(type: "lt", numbers: [60])
    rule.pending = .minutes(3)
    rule.withoutData = "OK"
    return rule
  }()

  private func verdict(_ change: (inout ManagedRule) -> Void) throws -> ManagedVerdict {
    var alert = AlertRule(
      name: "Bad", expression: "temp", pending: .minutes(3), severity: "warning", origin: .none)
    alert.limit = AlertLimit(
      measured: "temp", unit: "", test: .above("80"), recovery: .below("60"))
    var test = WrittenAlertTest(name: "mine", step: .minutes(1), origin: .none)
    test.samples = [.values(start: 70, rise: 10, count: 20)]
    test.fires = [.minutes(6)]
    test.quiet = [.minutes(4)]
    alert.tests = [test]
    var model = StackModel()
    model.grafana = GrafanaServer()
    model.grafana?.ruleGroups = [RuleGroup(name: "g", file: "g", rules: [.alert(alert)])]
    var rule = Self.right
    change(&rule)
    return play(try #require(model.managedDuties.first), to: rule)
  }

  @Test func `a rule that is written as the spec says does its duty`() throws {
    let verdict = try verdict { _ in }
    #expect(verdict.failures == [])
    #expect(verdict.checkCount > 20)
  }

  @Test(arguments: [
    "gte", "lt", "eq", "no such type", "limit", "recovery", "no recovery", "pending", "no pending",
    "keeps", "no data",
  ])
  func `a rule that is written otherwise is found out`(mistake: String) throws {
    let verdict = try verdict { rule in
      switch mistake {
      case "limit": rule.test.numbers = [81]
      case "recovery": rule.recovery?.type = "gt"
      case "no recovery": rule.recovery = nil
      case "pending": rule.pending = .minutes(4)
      case "no pending": rule.pending = .seconds(0)
      case "keeps": rule.keepFiring = .minutes(5)
      case "no data": rule.withoutData = "Alerting"
      default: rule.test.type = mistake
      }
    }
    // A limit that is off by one shows at the limit only.
    if mistake == "limit" {
      #expect(verdict.failures.isEmpty)
    } else {
      #expect(!verdict.failures.isEmpty)
    }
  }

  @Test func `an alert without a rule is a failure`() throws {
    var model = StackModel()
    model.grafana = GrafanaServer()
    var alert = AlertRule(name: "Bad", expression: "temp", severity: "warning", origin: .none)
    alert.limit = AlertLimit(measured: "temp", unit: "", test: .above("80"))
    model.grafana?.ruleGroups = [RuleGroup(name: "g", file: "g", rules: [.alert(alert)])]
    #expect(play(try #require(model.managedDuties.first), to: nil).failures.count == 1)
  }
}
