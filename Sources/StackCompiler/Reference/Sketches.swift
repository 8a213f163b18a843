internal import Outputs
internal import StackModel
internal import StackSpec

extension Compilation {
  /// A drawing of one dashboard of the stack, by its name in the spec.
  package func sketch(of dashboard: String) -> String? {
    resolution.model.grafana?.dashboards.first { $0.name == dashboard }.map(dashboardSketch)
  }
}
