package import Dialects

/// A resolved stack as plain values: names bound, defaults applied, nothing implicit left.
package struct StackModel: Sendable {
  package var name = ""
  package var title = ""
  package var description = ""
  package var versions = TargetVersions()
  package var services: [Service] = []
  package var secrets: [Secret] = []
  /// Networks of other projects that every service joins.
  package var joinedNetworks: [String] = []
  package var prometheus: PrometheusServer?
  package var alertmanager: AlertmanagerServer?
  /// Who is told of which alert; nil when the stack tells nobody.
  package var routing: Routing?
  package var grafana: GrafanaServer?
  package var proxy: ReverseProxy?
  package var collector: Collector?
  package var mimir: MimirServer?
  /// The alerts on logs, which Loki evaluates.
  package var logAlerts: [RoutedAlert] = []
  /// The archiver of process variables, existing or part of the stack.
  package var archiver: Archiver?
  package var phoebus: PhoebusTree?
  /// What tests show of each alert that Prometheus or Mimir evaluates.
  package var alertProofs: [AlertProof] = []
  /// Configuration documents of programs that have no output of their own.
  package var configurations: [ConfigurationFile] = []

  package init() {}

  /// The rules of the server that evaluates them: Prometheus, else Mimir.
  package var ruleGroups: [RuleGroup] {
    get { prometheus?.ruleGroups ?? mimir?.ruleGroups ?? [] }
    set {
      if prometheus != nil {
        prometheus?.ruleGroups = newValue
      } else {
        mimir?.ruleGroups = newValue
      }
    }
  }

  /// Where the rule files lie in the stack's folder, and how their names end.
  package var ruleFilePlace: (folder: String, ending: String) {
    prometheus != nil || mimir == nil
      ? ("prometheus/rules", ".yml") : ("mimir/rules/\(mimir?.tenant ?? "anonymous")", ".yaml")
  }

  package func service(_ name: String) -> Service? { services.first { $0.name == name } }
}

/// Where an object of the model comes from: an index into the table that the resolver keeps.
package struct Origin: Hashable, Sendable {
  package var index: Int32

  package init(_ index: Int) { self.index = Int32(clamping: index) }

  /// Made by the compiler itself, from no line of a spec.
  package static let none = Origin(-1)
}
