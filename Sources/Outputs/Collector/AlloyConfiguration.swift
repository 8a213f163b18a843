internal import Documents
internal import StackModel

/// The configuration of Grafana Alloy.
struct AlloyConfiguration {
  let collector: Collector
  /// The compose project, whose containers are read and no others.
  let stack: String

  func document() -> [UInt8] { alloyDocument { _ in } }
}
