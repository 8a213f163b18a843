internal import Diagnostics
internal import Dialects
internal import Documents
package import Proof
internal import StackModel
internal import StackSpec
internal import YAMLTree

extension Compilation {
  /// What comes of playing each alert that Grafana evaluates to the rule in its provisioning file.
  package var managedVerdicts: [ManagedVerdict] {
    let rules = emittedRules
    return resolution.model.managedDuties.map { duty in
      play(duty, to: rules.first { $0.title == duty.title })
    }
  }

  private var emittedRules: [ManagedRule] {
    files.files.filter { $0.path.hasPrefix("grafana/provisioning/alerting/") }.flatMap { file in
      let silent = Diagnostics()
      let document = parseYAML(silent.sources.add(name: file.path, text: file.bytes), silent)
      return (document?["groups"]?.items ?? []).flatMap(\.managedRules)
    }
  }
}

extension Node {
  private var text: String { (scalar?.text ?? "").replacing("$$", with: "$") }

  private var duration: Duration? { scalar.flatMap { Duration($0.text) } }

  fileprivate var managedRules: [ManagedRule] {
    guard let interval = self["interval"]?.duration else { return [] }
    return (self["rules"]?.items ?? []).compactMap { $0.managedRule(interval) }
  }

  private func managedRule(_ interval: Duration) -> ManagedRule? {
    let condition = self["condition"]?.text
    let node = self["data"]?.items?.first { $0["refId"]?.text == condition }
    guard let model = node?["model"], model["type"]?.text == "threshold",
      let test = model["conditions"]?.items?.first, let evaluator = test["evaluator"]?.evaluator
    else { return nil }
    var rule = ManagedRule(title: self["title"]?.text ?? "", test: evaluator, interval: interval)
    rule.recovery = test["unloadEvaluator"]?.evaluator
    if let pending = self["for"]?.duration { rule.pending = pending }
    if let keeping = self["keepFiringFor"]?.duration { rule.keepFiring = keeping }
    if let state = self["noDataState"]?.text { rule.withoutData = state }
    return rule
  }

  private var evaluator: ManagedRule.Evaluator? {
    guard let type = self["type"]?.text else { return nil }
    let numbers = (self["params"]?.items ?? []).compactMap { $0.scalar.flatMap { Double($0.text) } }
    return ManagedRule.Evaluator(type: type, numbers: numbers)
  }
}
