package import Dialects
package import Documents
internal import Parallel
package import StackModel

/// Unit tests of the alerts for promtool, a file for each rule file. They lie outside of the
/// folders that services see, so that a test changes no service.
package struct AlertTestOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    let place = model.ruleFilePlace
    return model.ruleGroups.map(\.file).uniqued().concurrentMap(atATime: 1) { file in
      let proofs = model.alertProofs.filter { $0.file == file }
      // Promtool has one step for a file, and those who look back for hours take a long one.
      let steps = Set(proofs.flatMap(\.tests).map(\.step)).sorted()
      return steps.map { step in
        let ending = step == .minutes(1) ? "" : "-\(step)"
        return GeneratedFile(
          path: "tests/alerts/\(file)\(ending).yml",
          bytes: testFile(proofs, step, rules: "../../\(place.folder)/\(file)\(place.ending)"))
      }
    }.flatMap(\.self)
  }

  private func testFile(_ proofs: [AlertProof], _ step: Duration, rules: String) -> [UInt8] {
    yamlDocument { document in
      document.comment(GeneratedFile.notice)
      document.strings("rule_files", [rules])
      document.field("evaluation_interval", step.description)
      document.list("tests") { list in
        for proof in proofs {
          for test in proof.tests where test.step == step {
            list.mapping { $0.write(test, of: proof.alert) }
          }
        }
      }
    }
  }
}

extension AlertTestOutput {
  /// A test for promtool that passes when an expression gives anything at some time of a test.
  package func probe(
    _ expression: String, at time: Duration, of test: AlertTest, rules: String
  ) -> [UInt8] {
    yamlDocument { document in
      document.strings("rule_files", [rules])
      document.field("evaluation_interval", test.step.description)
      document.list("tests") { list in
        list.mapping { entry in
          entry.writePlay(of: test)
          entry.list("promql_expr_test") { list in
            list.mapping { $0.write(holding: "count(\(expression))", at: time) }
          }
        }
      }
    }
  }
}

extension YAMLMapping {
  fileprivate mutating func write(_ test: AlertTest, of alert: String) {
    field("name", "\(alert) \(test.name)")
    writePlay(of: test)
    let checks = test.checks.filter { !$0.expected.isQuery }
    if !checks.isEmpty {
      list("alert_rule_test") { list in
        for check in checks { list.mapping { $0.write(check, of: alert) } }
      }
    }
    let queries = test.checks.filter(\.expected.isQuery)
    guard !queries.isEmpty else { return }
    list("promql_expr_test") { list in
      for check in queries { list.mapping { $0.write(query: check, of: alert) } }
    }
  }

  fileprivate mutating func writePlay(of test: AlertTest) {
    // promtool 2.42 plays everything at once where this is missing.
    field("interval", test.step.description)
    list("input_series") { list in
      for series in test.series {
        list.mapping { entry in
          entry.field("series", series.name)
          entry.field("values", series.values)
        }
      }
    }
  }

  private mutating func write(_ check: AlertTest.Check, of alert: String) {
    field("eval_time", check.time.description)
    field("alertname", alert)
    guard case .fires(let labels, let texts) = check.expected else { return }
    list("exp_alerts") { list in
      list.mapping { expected in
        expected.texts("exp_labels", labels)
        expected.texts("exp_annotations", texts)
      }
    }
  }

  /// What cannot be told in full is asked of the series that Prometheus keeps of its alerts.
  private mutating func write(query check: AlertTest.Check, of alert: String) {
    guard case .firesWith(let labels) = check.expected else { return }
    let matchers = ([("alertname", alert), ("alertstate", "firing")] + labels).map {
      LabelMatcher($0.0, .equal, $0.1).text
    }
    write(holding: "count(ALERTS{\(matchers.joined(separator: ","))})", at: check.time)
  }

  fileprivate mutating func write(holding count: String, at time: Duration) {
    field("expr", "\(count) > bool 0")
    field("eval_time", time.description)
    list("exp_samples") { list in
      list.mapping { sample in
        sample.field("labels", "{}")
        sample.field("value", 1)
      }
    }
  }

  private mutating func texts(_ key: String, _ values: [(name: String, value: String)]) {
    guard !values.isEmpty else { return }
    mapping(key) { mapping in
      for value in values { mapping.field(value.name, value.value) }
    }
  }
}

extension AlertTest.Expectation {
  fileprivate var isQuery: Bool {
    if case .firesWith = self { true } else { false }
  }
}
