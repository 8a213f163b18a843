internal import Diagnostics
internal import Dialects
internal import Documents
internal import SpecLanguage
internal import StackModel
internal import StackSpec

/// Compares what the spec expects of its routes with the trees that were written.
func checkExpectations(
  _ resolution: Resolution, _ files: [GeneratedFile], _ diagnostics: Diagnostics
) {
  let expectations = resolution.model.routing?.expectations ?? []
  guard !expectations.isEmpty else { return }
  let emitted = EmittedRouting(files)
  let origins = Origins(resolution.origins, diagnostics.sources)
  let alerts = resolution.model.routedAlerts
  for expectation in expectations {
    guard var alert = alerts.first(where: { $0.name == expectation.alert }) else { continue }
    for label in expectation.labels { alert.labels[label.name] = label.value }
    let told = emitted.deliveries(of: [alert])
    for (message, help) in differences(expectation, told, alerts) {
      diagnostics.report(
        Diagnostic(
          .deliveryExpectation, .error, message, at: origins.range(expectation.origin)
        ).help(help))
    }
  }
}

private func differences(
  _ expectation: DeliveryExpectation, _ told: [AlertDelivery], _ alerts: [RoutedAlert]
) -> [(message: String, help: String?)] {
  let name = expectation.alert
  let certain = told.filter(\.isCertain).map(\.delivery.receiver).uniqued()
  let perhaps = told.filter { !$0.isCertain }.map(\.delivery.receiver).uniqued()
  if !perhaps.isEmpty {
    return [
      (
        "whether '\(name)' goes to \(list(perhaps)) depends on labels that are not known",
        "write them: labels: {job: web}"
      )
    ]
  }
  var found: [(message: String, help: String?)] = []
  if Set(certain) != Set(expectation.receivers) {
    found.append(("'\(name)' goes to \(list(certain)), not to \(list(expectation.receivers))", nil))
  }
  func compare<Value: Equatable>(
    _ what: String, _ expected: Value?, _ found: inout [(message: String, help: String?)],
    _ actual: (AlertDelivery) -> Value, _ words: (Value) -> String
  ) {
    guard let expected, let other = told.first(where: { actual($0) != expected }) else { return }
    found.append(
      ("\(what) of '\(name)' is \(words(actual(other))), not \(words(expected))", nil))
  }
  for (what, expected, actual) in [
    ("'group_wait'", expectation.groupWait, \Delivery.groupWait),
    ("'group_interval'", expectation.groupInterval, \.groupInterval),
    ("'repeat_interval'", expectation.repeatInterval, \.repeatInterval),
  ] {
    compare(what, expected, &found) {
      $0.delivery[keyPath: actual]
    } _: {
      $0.description
    }
  }
  compare("'group_by'", expectation.groupBy.map(Set.init), &found) {
    Set($0.delivery.groupBy)
  } _: {
    list($0.sorted())
  }
  compare("'mute'", expectation.mutes.map(Set.init), &found) {
    Set($0.delivery.mutes)
  } _: {
    list($0.sorted())
  }
  if let expected = expectation.inhibitors, let told = told.first {
    let actual = alerts.filter { other in
      told.inhibitions.contains { $0.mayMute(told.alert, whileFiring: other) }
    }.map(\.name).uniqued()
    let missing = expected.filter { !actual.contains($0) }
    if !missing.isEmpty { found.append(("\(list(missing)) does not keep '\(name)' quiet", nil)) }
    if expected.isEmpty, let first = actual.first {
      found.append(("'\(first)' keeps '\(name)' quiet, and nothing should", nil))
    }
  }
  return found
}

private func list(_ words: [String]) -> String {
  words.isEmpty ? "nobody" : words.map { "'\($0)'" }.joined(separator: ", ")
}

extension Inhibition {
  /// Whether one alert may keep another quiet, by what is known of both.
  fileprivate func mayMute(_ alert: RoutedAlert, whileFiring other: RoutedAlert) -> Bool {
    guard target.mayMatch(known: alert.labels), source.mayMatch(known: other.labels) else {
      return false
    }
    // Known labels that must be the same and are not.
    let clashes = equal.contains { label in
      guard let one = alert.labels[label], let two = other.labels[label] else { return false }
      return one != two
    }
    return !clashes && alert.name != other.name
  }
}
