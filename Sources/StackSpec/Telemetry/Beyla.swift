import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// A Beyla that watches all programs of the host.
struct BeylaSpec: SpecRecord {
  static let name = "beyla"
  static let summary = "Watches programs of the host from its kernel, without a change of theirs."

  var ports: [Port] = []
  var namespace: Identifier?
  var tuning = ServiceTuning()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("ports", &ports, .required, "Ports by which programs are found.")
    key("namespace", &namespace, "Namespace of the services it finds.")
    tuning.visitKeys(&key)
  }
}

extension Resolver {
  /// Adds the Beyla of the stack, which sees all processes of the host.
  mutating func addBeyla() {
    guard let written = stack.beyla else { return }
    let (spec, range) = (written.value, written.range)
    guard let endpoint = intakeOfBeyla("beyla", at: range) else { return }
    var environment = [
      EnvironmentVariable(
        "BEYLA_OPEN_PORT", spec.ports.map(\.number.description).joined(separator: ",")),
      EnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.url),
      EnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
    ]
    environment += headersWithoutCollector
    if let namespace = spec.namespace {
      environment.append(EnvironmentVariable("BEYLA_SERVICE_NAMESPACE", namespace.text))
    }
    environment += spec.tuning.environment.entries.map { EnvironmentVariable($0.name, $0.value) }
    addBeyla("beyla", at: range, environment: environment)
    change("beyla") { service in
      service.seesHostProcesses = true
      if let image = spec.tuning.image { service.image = image.text }
      if let memory = spec.tuning.memory { service.memory = memory.text }
    }
  }

  /// Where a Beyla sends the traces and metrics that it makes; nil, and said so, if nobody keeps them.
  mutating func intakeOfBeyla(_ name: String, at range: SourceRange) -> Endpoint? {
    let kept = [Signal.traces, .metrics].filter { isTaken($0) }
    guard let endpoint = endpoint(.otlpHTTP), !kept.isEmpty else {
      diagnostics.report(
        Diagnostic(
          .signalToNobody, .error, "'\(name)' makes traces and metrics, and nobody keeps them",
          at: range
        ).help(kept.isEmpty ? "add 'tempo:' or 'jaeger:'" : "add a 'collector:'"))
      return nil
    }
    usedWires.insert(.otlpHTTP)
    if model.collector == nil, kept.contains(.metrics) {
      diagnostics.report(
        Diagnostic(
          .signalToNobody, .warning, "without a collector the metrics of '\(name)' reach nobody",
          at: range
        ).help("add a 'collector:'"))
    }
    return endpoint
  }

  /// Without a collector a Beyla sends to the store of traces itself.
  var headersWithoutCollector: [EnvironmentVariable] {
    model.collector == nil
      ? headers(of: stores(of: .traces).first, as: "OTEL_EXPORTER_OTLP_HEADERS") : []
  }
}
