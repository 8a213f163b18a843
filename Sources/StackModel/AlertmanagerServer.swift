package import OrderedTree

/// The Alertmanager of the stack; the routing it follows stands in the model.
package struct AlertmanagerServer: Sendable {
  /// One service for each replica.
  package var services = ["alertmanager"]
  /// Scheme of its own pages: `http` or `https`.
  package var scheme = "http"
  /// The `global` block, already under upstream's keys.
  package var global: Tree = .mapping([])
  package var webConfiguration: Tree?

  package init() {}

  package var addresses: [String] { services.map { "\($0):9093" } }
  /// Where one replica is reached inside the stack.
  package var url: String { "\(scheme)://\(addresses.first ?? "alertmanager:9093")" }
}
