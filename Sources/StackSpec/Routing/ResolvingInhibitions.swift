import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// One inhibition of a spec; a sentence that names severities and alerts becomes several.
  mutating func inhibitions(_ located: Located<InhibitSpec>) -> [Inhibition] {
    let spec = located.value
    if let sentence = spec.sentence { return inhibitions(sentence, at: located.range) }
    return [
      Inhibition(
        source: spec.source.entries.map { $0.value.matcher($0.name) }
          + spec.sourceMatchers.flatMap(\.list),
        target: spec.target.entries.map { $0.value.matcher($0.name) }
          + spec.targetMatchers.flatMap(\.list),
        equal: spec.equal, origin: origin(located.range))
    ]
  }

  private mutating func inhibitions(
    _ sentence: InhibitSpec.Sentence, at range: SourceRange
  ) -> [Inhibition] {
    for label in sentence.labels where !LabelName.isValid(label.text) {
      diagnostics.error(.inhibitSentence, "'\(label.text)' is not a label name", at: label.range)
    }
    guard let sourceLabel = label(of: sentence.source) else { return [] }
    let labels = sentence.labels.map(\.text)
    // Without this, all alerts that lack the label would count as having the same value.
    let presence = labels.map { LabelMatcher($0, .notEqual, "") }
    let source = [LabelMatcher(sourceLabel, .equal, sentence.source.text)] + presence
    var targets: [String: [String]] = [:]
    for word in sentence.targets {
      if let label = label(of: word) { targets[label, default: []].append(word.text) }
    }
    return ["severity", "alertname"].compactMap { label in
      guard let values = targets[label] else { return nil }
      return Inhibition(
        source: source, target: [LabelMatcher.anyOf(values, label)], equal: labels,
        origin: origin(range))
    }
  }

  /// What a word of a sentence names: a severity or an alert.
  private func label(of word: InhibitSpec.Word) -> String? {
    if severities.contains(word.text) { return "severity" }
    let alerts = stack.alerts.entries.filter(\.value.isEnabled).map(\.name)
    if alerts.contains(word.text) { return "alertname" }
    diagnostics.report(
      Diagnostic(
        .inhibitSentence, .error, "'\(word.text)' is neither a severity nor an alert",
        at: word.range
      ).help(suggestion(for: word.text, among: severities + alerts)))
    return nil
  }
}
