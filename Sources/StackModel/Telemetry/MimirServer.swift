/// The Mimir of the stack, as far as it evaluates rules.
package struct MimirServer: Sendable {
  package var service = "mimir"
  /// Where its query interface is.
  package var url = "http://mimir:9009/prometheus"
  /// The tenant that the stack itself is; none where there is only one.
  package var tenant: String?
  package var ruleGroups: [RuleGroup] = []

  package init(tenant: String?) { self.tenant = tenant }
}
