import Diagnostics
import SpecLanguage
import StackModel

extension CollectorSpec {
  /// Labels of fetched lines that a store makes of resources, as the OpenTelemetry Collector sends
  /// them; Alloy sends labels as Loki has them.
  fileprivate var sentAsResources: [String] {
    guard kind == .otelcol else { return [] }
    let files = logs.files.entries.flatMap(\.value.labels.entries)
    let syslog = logs.syslog.entries.flatMap(\.value.labels.entries)
    let names = logs.stages.flatMap(\.label.entries) + files + syslog
    return (names.map(\.name) + (logs.syslog.entries.isEmpty ? [] : ["host"])).uniqued()
  }
}

extension Resolver {
  /// Attributes of resources that Loki shall make labels of, beside those it does by itself.
  var indexedAttributes: [String] {
    guard let spec = stack.collector else { return [] }
    return (spec.externalLabels.entries.map(\.name) + spec.sentAsResources).uniqued()
  }

  /// A store outside of the stack decides itself what becomes a label.
  func checkLogLabels() {
    guard let spec = stack.collector else { return }
    let names = spec.sentAsResources.map { "'\($0)'" }.joined(separator: ", ")
    guard !names.isEmpty else { return }
    for target in spec.send.logs {
      diagnostics.report(
        Diagnostic(
          .collectorCannot, .warning,
          "the store outside of this stack decides whether it makes labels of \(names)",
          at: target.url.range
        ).help("let its 'otlp_config' index these resource attributes, or write 'kind: alloy'"))
    }
  }
}
