package import OrderedTree

/// The Grafana of the stack and what it is provisioned with.
package struct GrafanaServer: Sendable {
  package var service = "grafana"
  package var url = "http://grafana:3000"
  /// Where people reach it, for links in alerts.
  package var publicURL = "http://localhost:3000"
  package var datasources: [Datasource] = []
  package var dashboards: [Dashboard] = []
  package var plugins: [String] = []
  /// Rules that Grafana evaluates itself.
  package var ruleGroups: [RuleGroup] = []
  /// Rules over process variables, which Grafana evaluates too.
  package var pvRuleGroups: [PVRuleGroup] = []
  /// What it shall delete, as the stack no longer has it.
  package var removed: [RemovedObject] = []

  package init() {}

  /// Whether Grafana tells people of alerts itself, and so needs receivers and routes.
  package var hasManagedAlerts: Bool { !(ruleGroups.isEmpty && pvRuleGroups.isEmpty) }
}

/// A datasource of Grafana.
package struct Datasource: Sendable {
  /// The name under which the spec speaks of it.
  package var key: String
  package var name: String
  package var type: String
  package var uid: String
  package var url: String
  package var isDefault: Bool
  package var settings: Tree
  /// Values that Grafana encrypts: texts that read secrets from files, never the values.
  package var secureSettings: Tree
  /// Further fields of the provisioning file: `user`, `basicAuth`, ...
  package var fields: [(key: String, value: Tree)]
  package var origin: Origin

  package init(
    key: String, name: String, type: String, uid: String, url: String, isDefault: Bool = false,
    settings: Tree = .mapping([]), secureSettings: Tree = .mapping([]),
    fields: [(key: String, value: Tree)] = [], origin: Origin
  ) {
    self.key = key
    self.name = name
    self.type = type
    self.uid = uid
    self.url = url
    self.isDefault = isDefault
    self.settings = settings
    self.secureSettings = secureSettings
    self.fields = fields
    self.origin = origin
  }
}
