package import Dialects

/// Alerts that keep others quiet while they fire.
package struct Inhibition: Sendable {
  package var source: [LabelMatcher]
  package var target: [LabelMatcher]
  /// Labels that must have the same value on both sides; missing on both counts as the same.
  package var equal: [String]
  package var origin: Origin

  package init(
    source: [LabelMatcher], target: [LabelMatcher], equal: [String], origin: Origin = .none
  ) {
    self.source = source
    self.target = target
    self.equal = equal
    self.origin = origin
  }

  /// Whether a firing source keeps a target quiet, as Alertmanager decides it.
  package func mutes(_ alert: [String: String], whileFiring other: [String: String]) -> Bool {
    guard Self.matches(target, alert), Self.matches(source, other) else { return false }
    // Alerts that match both sides do not mute each other.
    if Self.matches(source, alert), Self.matches(target, other) { return false }
    return equal.allSatisfy { alert[$0] ?? "" == other[$0] ?? "" }
  }

  private static func matches(_ matchers: [LabelMatcher], _ labels: [String: String]) -> Bool {
    matchers.allSatisfy { LabelTest($0)?.passes(labels[$0.label] ?? "") ?? false }
  }
}

extension [LabelMatcher] {
  /// A label on which the matchers contradict each other, so that no alert has them all.
  package var contradiction: String? { MatcherCondition(self).contradiction }

  /// Whether an alert of which some labels are known may match.
  package func mayMatch(known labels: [String: String]) -> Bool {
    allSatisfy { matcher in
      guard let value = labels[matcher.label], let test = LabelTest(matcher) else { return true }
      return test.passes(value)
    }
  }
}
