internal import Diagnostics
internal import StackModel
internal import StackSpec

/// Says which tests of the spec cannot be played.
func checkTests(of resolution: Resolution, _ diagnostics: Diagnostics) {
  let origins = Origins(resolution.origins, diagnostics.sources)
  func report(_ message: String, _ origin: Origin, help: String) {
    diagnostics.report(
      Diagnostic(.unplayableTest, .error, message, at: origins.range(origin)).help(help))
  }
  for proof in resolution.model.alertProofs {
    for origin in proof.unplayable {
      report(
        "no series is found under which the quantity of '\(proof.alert)' has these values", origin,
        help: "write the series that it measures: series: {'up{job=\"web\"}': 1x5}")
    }
  }
  for rule in (resolution.model.grafana?.ruleGroups ?? []).flatMap(\.alerts) {
    for test in rule.tests where test.samples.isEmpty || rule.limit == nil {
      report(
        "Grafana evaluates '\(rule.name)', and no series can be played to it", test.origin,
        help: rule.limit == nil
          ? "write its limit as above, below or when, and tests of its values"
          : "write the values of its quantity: values: 95x20")
    }
  }
}
