package import Documents
package import StackModel

/// The configuration of the collector, in the language of the program that was chosen.
package struct CollectorOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let collector = model.collector else { return [] }
    switch collector.kind {
    case .otelcol:
      let pipeline = CollectorPipeline(collector: collector)
      return [GeneratedFile(path: "otelcol/config.yaml", bytes: pipeline.document())]
    case .alloy:
      let configuration = AlloyConfiguration(collector: collector, stack: model.name)
      return [GeneratedFile(path: "alloy/config.alloy", bytes: configuration.document())]
    }
  }
}
