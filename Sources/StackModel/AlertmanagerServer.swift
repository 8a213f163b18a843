package import OrderedTree

/// The Alertmanager of the stack.
package struct AlertmanagerServer: Sendable {
  package var service = "alertmanager"
  package var url = "http://alertmanager:9093"
  /// `alertmanager.yml` in upstream's form.
  package var configuration: Tree = .mapping([])
  /// Message templates by file name below `alertmanager/templates`.
  package var templates: [(name: String, text: String)] = []

  package init() {}
}
