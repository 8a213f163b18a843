internal import Dialects
internal import Documents
internal import StackModel

private let receiver = AlloyComponent("otelcol.receiver.otlp", label: "apps")
private let outside = AlloyComponent("otelcol.receiver.otlp", label: "outside")
private let limiter = AlloyComponent("otelcol.processor.memory_limiter", label: "apps")
private let labels = AlloyComponent("otelcol.processor.transform", label: "apps")
private let masks = AlloyComponent("otelcol.processor.transform", label: "masks")
private let batch = AlloyComponent("otelcol.processor.batch", label: "apps")
private let spanMetrics = AlloyComponent("otelcol.connector.spanmetrics", label: "apps")
private let serviceGraph = AlloyComponent("otelcol.connector.servicegraph", label: "apps")

// OpenTelemetry's protocol: receiver, memory limiter, sampling, batch.
extension AlloyConfiguration {
  /// The way in for spans that come from elsewhere in Alloy.
  var spanConsumer: AlloyReference? { takes(.traces) ? limiter.export("input") : nil }

  private var signals: [Signal] { [.metrics, .logs, .traces].filter(takes) }

  private func takes(_ signal: Signal) -> Bool {
    !consumers(of: signal).isEmpty || (signal == .traces && !counters.isEmpty)
  }

  private var counters: [AlloyReference] {
    [
      collector.spanMetrics.map { _ in spanMetrics.export("input") },
      collector.serviceGraph.map { _ in serviceGraph.export("input") },
    ].compactMap { $0 }
  }

  func writeTelemetry(_ document: inout AlloyBlock) {
    guard !signals.isEmpty else { return }
    writeReceivers(&document)
    writeLimiter(&document)
    if !collector.externalLabels.isEmpty { writeLabels(&document) }
    if masksLines { writeMasks(&document) }
    if let sampling = collector.sampling { write(sampling, &document) }
    writeBatch(&document)
    if let metrics = collector.spanMetrics { write(metrics, &document) }
    if let graph = collector.serviceGraph { write(graph, &document) }
  }

  private func writeReceivers(_ document: inout AlloyBlock) {
    document.component(receiver) { block in
      block.block("grpc") { $0.attribute("endpoint", "0.0.0.0:4317") }
      block.block("http") { http in
        http.attribute("endpoint", "0.0.0.0:4318")
        if collector.outside == nil { writeOrigins(&http) }
      }
      writeReceived(&block)
    }
    guard let intake = collector.outside else { return }
    document.component(outside) { block in
      if let port = intake.grpcPort {
        block.block("grpc") { write(intake, port, &$0) }
      }
      if let port = intake.httpPort {
        block.block("http") { http in
          write(intake, port, &http)
          writeOrigins(&http)
        }
      }
      writeReceived(&block)
    }
  }

  private func write(_ intake: OutsideIntake, _ port: Int, _ block: inout AlloyBlock) {
    block.attribute("endpoint", .text("0.0.0.0:\(port)"))
    block.block("tls") { tls in
      tls.attribute("cert_file", .text(intake.certificateFile))
      tls.attribute("key_file", .text(intake.keyFile))
      if let file = intake.clientAuthorityFile { tls.attribute("client_ca_file", .text(file)) }
    }
  }

  private func writeOrigins(_ http: inout AlloyBlock) {
    guard !collector.browserOrigins.isEmpty else { return }
    http.block("cors") { $0.attribute("allowed_origins", .texts(collector.browserOrigins)) }
  }

  private func writeReceived(_ block: inout AlloyBlock) {
    block.block("output") { output in
      for signal in signals {
        output.attribute(signal.rawValue, .references([limiter.export("input")]))
      }
    }
  }

  private func writeLimiter(_ document: inout AlloyBlock) {
    let next = collector.externalLabels.isEmpty ? nil : labels.export("input")
    document.component(limiter) { block in
      block.attribute("check_interval", "1s")
      block.attribute("limit_percentage", .int(collector.memoryPercentage))
      block.attribute("spike_limit_percentage", .int(collector.spikePercentage))
      block.block("output") { output in
        for signal in signals {
          output.attribute(
            signal.rawValue, .references(next.map { [$0] } ?? afterLabels(signal)))
        }
      }
    }
  }

  /// What is counted is counted before anything is left out.
  private func afterLabels(_ signal: Signal) -> [AlloyReference] {
    if signal == .logs, masksLines { return [masks.export("input")] }
    guard signal == .traces else { return [batch.export("input")] }
    let kept = consumers(of: .traces).isEmpty ? [] : [(sampler ?? batch).export("input")]
    return counters + kept
  }

  private var sampler: AlloyComponent? {
    collector.sampling.map {
      AlloyComponent(
        $0.isTail ? "otelcol.processor.tail_sampling" : "otelcol.processor.probabilistic_sampler",
        label: "apps")
    }
  }

  private func writeLabels(_ document: inout AlloyBlock) {
    let statements = collector.externalLabels.map {
      "set(attributes[\(quoted($0.name))], \(quoted($0.value)))"
    }
    document.component(labels) { block in
      for signal in signals {
        let name = signal == .traces ? "trace" : signal == .metrics ? "metric" : "log"
        block.block("\(name)_statements") { group in
          group.attribute("context", "resource")
          group.attribute("statements", .texts(statements))
        }
      }
      block.block("output") { output in
        for signal in signals {
          output.attribute(signal.rawValue, .references(afterLabels(signal)))
        }
      }
    }
  }

  private var masksLines: Bool { takes(.logs) && !collector.logs.masks.isEmpty }

  private func writeMasks(_ document: inout AlloyBlock) {
    document.component(masks) { block in
      block.block("log_statements") { group in
        group.attribute("context", "log")
        group.attribute("statements", .texts(collector.logs.masks))
      }
      block.block("output") { $0.attribute("logs", .references([batch.export("input")])) }
    }
  }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "\""
  }

  private func write(_ sampling: TraceSampling, _ document: inout AlloyBlock) {
    guard let sampler, !consumers(of: .traces).isEmpty else { return }
    document.component(sampler) { block in
      if sampling.isTail {
        block.attribute("decision_wait", .text(sampling.decisionWait.description))
        writePolicies(sampling, &block)
      } else {
        block.attribute("sampling_percentage", .number(sampling.percentage))
      }
      block.block("output") { $0.attribute("traces", .references([batch.export("input")])) }
    }
  }

  private func writePolicies(_ sampling: TraceSampling, _ block: inout AlloyBlock) {
    if sampling.keepsErrors {
      block.block("policy") { policy in
        policy.attribute("name", "errors")
        policy.attribute("type", "status_code")
        policy.block("status_code") { $0.attribute("status_codes", .texts(["ERROR"])) }
      }
    }
    if let limit = sampling.keepsSlowerThan {
      block.block("policy") { policy in
        policy.attribute("name", "slow")
        policy.attribute("type", "latency")
        policy.block("latency") { $0.attribute("threshold_ms", .int(limit.milliseconds)) }
      }
    }
    block.block("policy") { policy in
      policy.attribute("name", "share")
      policy.attribute("type", "probabilistic")
      policy.block("probabilistic") {
        $0.attribute("sampling_percentage", .number(sampling.percentage))
      }
    }
  }

  private func writeBatch(_ document: inout AlloyBlock) {
    document.component(batch) { block in
      block.attribute("timeout", .text(collector.batch.timeout.description))
      block.attribute("send_batch_size", .int(collector.batch.size))
      // The standard of the largest batch may lie below the size that was asked for.
      block.attribute("send_batch_max_size", .int(max(3000, collector.batch.size)))
      block.block("output") { output in
        for signal in signals where !consumers(of: signal).isEmpty {
          output.attribute(signal.rawValue, .references(consumers(of: signal)))
        }
      }
    }
  }

  private func write(_ metrics: SpanMetrics, _ document: inout AlloyBlock) {
    document.component(spanMetrics) { block in
      block.attribute("namespace", .text(SpanMetrics.namespace))
      block.attribute("metrics_flush_interval", .text(metrics.flushInterval.description))
      // Several instances of a service would else write the same series.
      block.attribute("resource_metrics_key_attributes", .texts(["service.name"]))
      block.block("histogram") { histogram in
        histogram.attribute("unit", "s")
        histogram.block("explicit") { explicit in
          if !metrics.buckets.isEmpty {
            explicit.attribute("buckets", .texts(metrics.buckets.map(\.description)))
          }
        }
      }
      for dimension in metrics.dimensions {
        block.block("dimension") { $0.attribute("name", .text(dimension)) }
      }
      block.block("exemplars") { $0.attribute("enabled", .bool(true)) }
      block.block("output") { $0.attribute("metrics", .references([batch.export("input")])) }
    }
  }

  private func write(_ graph: ServiceGraph, _ document: inout AlloyBlock) {
    document.component(serviceGraph) { block in
      if !graph.dimensions.isEmpty { block.attribute("dimensions", .texts(graph.dimensions)) }
      block.block("store") { store in
        store.attribute("max_items", .int(5000))
        store.attribute("ttl", "5s")
      }
      block.block("output") { $0.attribute("metrics", .references([batch.export("input")])) }
    }
  }
}
