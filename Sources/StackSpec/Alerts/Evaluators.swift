import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Whether somebody of the stack evaluates rules over metrics.
  var evaluatesRules: Bool { model.prometheus != nil || model.mimir != nil }

  /// Says which rules nobody evaluates: metrics that are only sent away cannot be watched here.
  func reportUnevaluated() {
    let ofPacks = rangesOfPackRules
    let alerts = stack.alerts.entries.filter(\.value.isEnabled).map { ($0.name, $0.nameRange) }
    let rules = alerts + stack.recordings.entries.map { ($0.name, $0.nameRange) }
    let own = rules.filter { !ofPacks.contains($0.1) }
    if let (name, place) = own.first {
      let others = own.count > 1 ? " and \(own.count - 1) more" : ""
      diagnostics.report(
        Diagnostic(
          .noEvaluator, .error, "nobody in this stack evaluates '\(name)'\(others)", at: place
        ).help(
          sends(.metrics)
            ? "give rules to the store that metrics are sent to, or add 'prometheus:' or 'mimir:'"
            : "add 'prometheus:' or 'mimir:'"))
    } else if let target = stack.collector?.send.metrics.first, !alerts.isEmpty {
      diagnostics.report(
        Diagnostic(
          .noEvaluator, .warning,
          "nobody in this stack evaluates the \(alerts.count) alerts that its packs bring",
          at: target.url.range
        ).help("add 'prometheus:' or 'mimir:', or allow this where the store has its own alerts"))
    } else {
      checkAlertmanagerIsFed()
    }
  }

  /// An Alertmanager beside stores that are not watched waits for ever.
  private func checkAlertmanagerIsFed() {
    guard let alertmanager = packs.first(where: { $0.name == "alertmanager" }),
      !stores.isEmpty || model.collector != nil, stack.loki?.alerts.entries.isEmpty ?? true
    else { return }
    diagnostics.report(
      Diagnostic(
        .noEvaluator, .warning, "nobody in this stack sends alerts to the Alertmanager",
        at: alertmanager.range
      ).help("add 'prometheus:' or 'mimir:', which watch the stack, or 'alerts:' under 'loki:'"))
  }

  private var rangesOfPackRules: Set<SourceRange> {
    Set(
      packs.flatMap { loaded in
        [loaded.pack.alerts.node, loaded.pack.recordings.node].flatMap { node in
          (node.entries ?? []).map(\.key.range)
        }
      })
  }
}
