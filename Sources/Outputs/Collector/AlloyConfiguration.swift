internal import Documents
internal import StackModel

/// The configuration of Grafana Alloy: one paragraph for each way that signals take.
struct AlloyConfiguration {
  let collector: Collector
  /// The compose project, whose containers are read and no others.
  let stack: String

  func document() -> [UInt8] {
    alloyDocument { document in
      document.comment(GeneratedFile.notice)
      writeScraping(&document)
      writeTelemetry(&document)
      writeDiscovery(&document)
      writeLogs(&document)
      writeProfiles(&document)
      writeStores(&document)
    }
  }

  // MARK: Who takes what; a block and the references to it are made from one value.

  /// What takes samples as Prometheus has them.
  var sampleReceivers: [AlloyReference] {
    collector.destinations(of: .metrics).map { destination in
      destination.native == nil
        ? destination.translator("otelcol.receiver.prometheus").export("receiver")
        : destination.remoteWrite.export("receiver")
    }
  }

  /// What takes lines as Loki has them.
  var lineReceivers: [AlloyReference] {
    collector.destinations(of: .logs).map { destination in
      destination.native == nil
        ? destination.translator("otelcol.receiver.loki").export("receiver")
        : destination.lokiWrite.export("receiver")
    }
  }

  /// What takes one signal as OpenTelemetry has it.
  func consumers(of signal: Signal) -> [AlloyReference] {
    collector.destinations(of: signal).map { $0.exporter.export("input") }
  }
}

extension Destination {
  var remoteWrite: AlloyComponent { AlloyComponent("prometheus.remote_write", label: name) }
  var lokiWrite: AlloyComponent { AlloyComponent("loki.write", label: name) }
  var profileWrite: AlloyComponent { AlloyComponent("pyroscope.write", label: name) }

  /// What sends OpenTelemetry's data on, turned into the store's own where it must be.
  var exporter: AlloyComponent {
    switch otlp {
    case .grpc: AlloyComponent("otelcol.exporter.otlp", label: name)
    case .http: AlloyComponent("otelcol.exporter.otlphttp", label: name)
    case nil where signal == .metrics: translator("otelcol.exporter.prometheus")
    case nil: translator("otelcol.exporter.loki")
    }
  }

  func translator(_ component: String) -> AlloyComponent { AlloyComponent(component, label: name) }
}

extension AlloyValue {
  static func texts(_ entries: [(name: String, value: String)]) -> AlloyValue {
    .map(entries.map { ($0.name, .text($0.value)) })
  }
}
