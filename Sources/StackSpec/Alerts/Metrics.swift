import Dialects
import PromQL
import SpecLanguage

extension Resolver {
  /// Learns the metrics that packs, apps and recordings of the stack bring.
  mutating func learnMetrics() {
    for pack in packs {
      learn(pack.pack.metrics)
      learn(pack.spec.declaredMetrics)
    }
    for app in stack.apps.entries { learn(app.value.declaredMetrics) }
    for recording in stack.recordings.entries {
      metrics.add(Metric(recording.name, .unknown))
    }
  }

  private mutating func learn(_ declared: Named<MetricSpec>) {
    for entry in declared.entries {
      let metric = entry.value
      metrics.add(
        Metric(
          entry.name, Metric.Kind(metric.type), labels: metric.labels.map(\.text),
          unit: metric.unit, help: metric.help))
    }
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
