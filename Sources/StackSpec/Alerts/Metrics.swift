import Diagnostics
import Dialects
import OrderedTree
import PromQL
import SpecLanguage
import StackModel

extension Resolver {
  /// Learns the metrics that packs, apps and recordings of the stack bring.
  mutating func learnMetrics() {
    metrics.targetLabels = targetLabels
    metrics.jobs = jobNames
    for pack in packs {
      learn(pack.pack.metrics, isComplete: true)
      learn(pack.spec.declaredMetrics)
    }
    for app in stack.apps.entries {
      learn(app.value.declaredMetrics)
      if let prefix = ownPrefix(app.value.declaredMetrics.names) {
        metrics.completePrefixes.append(prefix)
      }
    }
    for recording in stack.recordings.entries {
      metrics.add(Metric(recording.name, .unknown))
    }
  }

  /// Packs say every label of a metric; users may have left them out.
  private mutating func learn(_ declared: Named<MetricSpec>, isComplete: Bool = false) {
    for entry in declared.entries {
      let metric = entry.value
      let labels = metric.labels.map(\.text)
      metrics.add(
        Metric(
          entry.name, Metric.Kind(metric.type),
          labels: labels.isEmpty && !isComplete ? nil : labels,
          unit: metric.unit, help: metric.help))
    }
  }

  /// The names of all jobs; nil where others may come in, or a rule may change them.
  private var jobNames: Set<String>? {
    // What had an error may be what scrapes the job.
    guard let server = model.prometheus, metrics.targetLabels != nil, !diagnostics.hasErrors,
      server.jobs.allSatisfy({ !$0.settings.mayChangeJob })
    else { return nil }
    // The archiver's own jobs follow once its variables are known.
    let later =
      stack.archiver == nil ? [] : [ArchiverExporter.healthJob, ArchiverExporter.variablesJob]
    return Set(server.jobs.map(\.name) + later)
  }

  /// The labels that scraping adds; nil where discovery, or whoever sends metrics, may add any.
  private var targetLabels: Set<String>? {
    guard let server = model.prometheus, model.collector == nil,
      let command = model.service(server.service)?.command,
      !command.contains("--web.enable-remote-write-receiver"),
      !command.contains("--web.enable-otlp-receiver")
    else { return nil }
    var names: Set<String> = ["job", "instance"]
    for job in server.jobs {
      guard job.settings.collectLabels(into: &names) else { return nil }
    }
    return names.filter { !$0.hasPrefix("__") }
  }

  /// `guardia_`, when all metrics of an app begin so: then an unknown one is a mistake.
  private func ownPrefix(_ names: [String]) -> String? {
    guard names.count >= 3, let first = names.first,
      let end = first.utf8.firstIndex(of: UInt8(ascii: "_"))
    else { return nil }
    let prefix = String(first[...end])
    // Those of libraries are exposed beside whatever an app declares.
    let shared = ["http_", "process_", "go_", "python_", "jvm_", "nodejs_", "dotnet_", "rpc_"]
    return !shared.contains(prefix) && names.allSatisfy { $0.hasPrefix(prefix) } ? prefix : nil
  }
}

extension Metric.Kind {
  init(_ kind: MetricKind) {
    switch kind {
    case .counter: self = .counter
    case .gauge: self = .gauge
    case .histogram: self = .histogram
    case .summary: self = .summary
    case .info: self = .info
    case .untyped: self = .unknown
    }
  }
}

extension Tree {
  /// Whether targets, or rules over them, may name another job.
  fileprivate var mayChangeJob: Bool {
    switch self {
    case .list(let items): items.contains(where: \.mayChangeJob)
    case .mapping(let entries):
      entries.contains { key, value in
        key == "job" || (key == "honor_labels" && value == .bool(true))
          || (key == "target_label" && value == .text("job")) || value.mayChangeJob
      }
    case .null, .bool, .int, .number, .text: false
    }
  }
}
