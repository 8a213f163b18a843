import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Adds the collector of the stack, early: it scrapes where no Prometheus does.
  mutating func addCollector() {
    guard let spec = stack.collector else { return }
    let kind: Collector.Kind = spec.kind == .alloy ? .alloy : .otelcol
    var collector = Collector(kind: kind)
    collector.scrapeInterval = spec.scrapeInterval
    collector.externalLabels = spec.externalLabels.entries.map { ($0.name, $0.value) }
    collector.browserOrigins = spec.otlp.origins.map(\.text)
    collector.batch.timeout = spec.batch.timeout
    collector.batch.size = spec.batch.size
    collector.memoryPercentage = Int(spec.memoryPercentage.value)
    collector.sampling = spec.sampling.map(sampling)
    collector.logs = logs(of: spec.logs)
    if spec.profiles.push { collector.profiles.pushPort = 4040 }
    collector.profiles.samplesContainers = spec.profiles.ebpf.value
    if let faro = spec.faro {
      collector.faroPort = 12347
      collector.pageOrigins = faro.origins.map(\.text)
    }
    model.collector = collector
    guard let pack = addComponent(collector.service, tuning: spec.tuning, port: spec.port) else {
      return
    }
    collector.outside = outsideIntake(spec.otlp, of: collector.service)
    model.collector?.outside = collector.outside
    let listeners = collector.listeners
    change(collector.service) { $0.listens += listeners }
    publishOTLP(collector, spec.otlp, at: pack.range)
    if let faro = spec.faro {
      publish(
        collector.service, host: faro.port.number, container: 12347, hasPages: false,
        at: pack.range)
    }
    publishSyslog(collector, spec.logs)
    letCollectorRead(collector)
    sampleContainers(collector)
  }

  private func sampling(_ spec: SamplingSpec) -> TraceSampling {
    var sampling = TraceSampling(percentage: spec.keep.value)
    sampling.keepsErrors = spec.errors
    sampling.keepsSlowerThan = spec.slowerThan
    sampling.decisionWait = spec.decisionWait
    return sampling
  }

  private func logs(of spec: LogIntake) -> LogCollection {
    var logs = LogCollection()
    logs.readsContainers = spec.containers
    logs.files = spec.files.entries.map {
      LogFiles(
        service: $0.name, paths: $0.value.paths,
        labels: $0.value.labels.entries.map { ($0.name, $0.value) })
    }
    if let journal = spec.journal, journal.isRead { logs.journal = journal.model }
    logs.syslog = spec.syslogListeners
    logs.pushPort = spec.push ? 3100 : nil
    logs.stages = spec.stages.flatMap(\.steps)
    return logs
  }

  /// Gives the collector the least that lets it read logs of the host.
  private mutating func letCollectorRead(_ collector: Collector) {
    change(collector.service) { service in
      // Most of it belongs to root. Alloy is root already, in the group of its own folders.
      if collector.kind == .otelcol, collector.logs.readsHost { service.user = "0:0" }
      if collector.logs.readsContainers {
        let path =
          collector.kind == .alloy ? "/var/run/docker.sock" : "/var/lib/docker/containers"
        service.mounts.append(
          .host(path: path, target: path, isReadOnly: true, followsHostMounts: false))
      }
      if let journal = collector.logs.journal {
        service.mounts.append(
          .host(
            path: journal.path, target: journal.path, isReadOnly: true, followsHostMounts: false))
      }
      if !collector.logs.files.isEmpty {
        service.mounts.append(
          .host(path: "/var/log", target: "/var/log", isReadOnly: true, followsHostMounts: true))
        service.addedCapabilities.append("DAC_READ_SEARCH")
      }
    }
  }

  /// Whether the collector makes metrics of spans; Tempo does it where it can.
  var collectorCountsSpans: Bool {
    guard let spec = stack.collector, !stores(of: .metrics).isEmpty || sends(.metrics) else {
      return false
    }
    let hasTraces = stack.tempo != nil || stack.jaeger != nil || sends(.traces)
    return spec.spanMetrics?.isEnabled ?? (hasTraces && !tempoCountsSpans)
  }

  /// Whether the collector sends a signal out of the stack.
  func sends(_ signal: Signal) -> Bool {
    stack.collector?.send.all.contains { $0.signal == signal && !$0.targets.isEmpty } ?? false
  }

  /// Connects the collector with the stores, when all who use it are known.
  mutating func finishCollector() {
    guard let spec = stack.collector, var collector = model.collector else { return }
    collector.destinations =
      stores + remoteDestinations(of: spec.send, for: collector.service)
    if collectorCountsSpans {
      let written = spec.spanMetrics ?? SpanMetricsSpec()
      var metrics = SpanMetrics()
      metrics.dimensions = written.dimensions
      metrics.buckets = written.buckets
      collector.spanMetrics = metrics
    }
    if spec.serviceGraph ?? collectorCountsSpans {
      var graph = ServiceGraph()
      graph.dimensions = spec.spanMetrics?.dimensions ?? SpanMetricsSpec().dimensions
      collector.serviceGraph = graph
    }
    // Their lines come another way, and would be there twice.
    collector.logs.excluded = stack.apps.entries.filter(\.value.sendsLines).map(\.name)
    collector.profiles.excluded =
      stack.apps.entries.filter(\.value.profiles.areThere).map(\.name)
    model.collector = collector
    takesOTLPMetrics()
    for store in stores {
      change(collector.service) { $0.dependencies.append(Dependency(store.name, .started)) }
    }
  }
}

extension Collector {
  /// The ports that this collector opens beside those its pack names.
  fileprivate var listeners: [Listener] {
    var listeners: [Listener] = []
    if let port = logs.pushPort { listeners.append(Listener(port: port, on: .lokiPush)) }
    if let port = profiles.pushPort { listeners.append(Listener(port: port, on: .profilePush)) }
    if let port = faroPort { listeners.append(Listener(port: port, on: .faro)) }
    return listeners + (outside?.listeners ?? [])
  }
}

extension Listener {
  init(port: Int, on wire: Wire) { self.init(port: port, speaks: wire.rawValue) }
}
