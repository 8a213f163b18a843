internal import Dialects
internal import Documents
internal import OrderedTree
internal import StackModel

/// The configuration of the OpenTelemetry Collector.
struct CollectorPipeline {
  let collector: Collector
  private var extensions: Tree = [:]
  private var receivers: Tree = [:]
  private var processors: Tree = [:]
  private var connectors: Tree = [:]
  private var exporters: Tree = [:]
  private var extensionNames: [String] = []

  init(collector: Collector) { self.collector = collector }

  func document() -> [UInt8] {
    var pipeline = self
    let tree = pipeline.tree()
    return yamlDocument { document in
      document.comment(GeneratedFile.notice)
      document.fields(of: tree)
    }
  }

  private mutating func tree() -> Tree {
    let pipelines = self.pipelines()
    var tree: Tree = [:]
    extensions["health_check"] = ["endpoint": "0.0.0.0:13133"]
    tree["extensions"] = extensions
    tree["receivers"] = receivers
    tree["processors"] = processors
    if connectors != [:] { tree["connectors"] = connectors }
    tree["exporters"] = exporters
    tree["service"] = [
      "extensions": .texts(["health_check"] + extensionNames),
      "telemetry": ["metrics": ["readers": [reader]]],
      "pipelines": pipelines,
    ]
    return tree
  }

  // Without these three its own metrics would have other names than without a reader.
  private var reader: Tree {
    [
      "pull": [
        "exporter": [
          "prometheus": [
            "host": "0.0.0.0", "port": 8888, "without_type_suffix": true, "without_units": true,
            "without_scope_info": true,
          ]
        ]
      ]
    ]
  }

  private mutating func pipelines() -> Tree {
    addShared()
    var pipelines: Tree = [:]
    let traceExporters = export(.traces) + connect()
    if collector.takesOTLP, !traceExporters.isEmpty {
      pipelines["traces"] = pipeline(
        from: otlp, through: sampler(), to: traceExporters.filter { !isCounted($0) })
      // What is counted is counted before anything is left out.
      let counted = traceExporters.filter(isCounted)
      if !counted.isEmpty, collector.sampling != nil {
        pipelines["traces/counted"] = pipeline(from: otlp, to: counted)
      } else if !counted.isEmpty {
        pipelines["traces"] = pipeline(from: otlp, to: traceExporters)
      }
    }
    let metricExporters = export(.metrics)
    if !metricExporters.isEmpty {
      pipelines["metrics"] = pipeline(from: metricReceivers(), to: metricExporters)
    }
    let logExporters = export(.logs)
    if !logExporters.isEmpty {
      pipelines["logs"] = pipeline(from: otlp, through: masks(), to: logExporters)
      if !collector.logs.isEmpty {
        let files = CollectorLogs(logs: collector.logs)
        receivers.merge(files.receivers)
        pipelines["logs/files"] = pipeline(from: files.receiverNames, to: logExporters)
      }
    }
    return pipelines
  }

  private var otlp: [String] { OTLPReceivers(collector: collector).names }

  private func isCounted(_ exporter: String) -> Bool {
    exporter == "spanmetrics" || exporter == "servicegraph"
  }

  private func pipeline(
    from receivers: [String], through steps: [String] = [], to exporters: [String]
  ) -> Tree {
    [
      "receivers": .texts(receivers),
      "processors": .texts(["memory_limiter"] + steps + labelling + ["batch"]),
      "exporters": .texts(exporters),
    ]
  }

  private var labelling: [String] { collector.externalLabels.isEmpty ? [] : ["resource"] }

  private mutating func addShared() {
    receivers.merge(OTLPReceivers(collector: collector).receivers)
    processors["memory_limiter"] = [
      "check_interval": "1s", "limit_percentage": .int(collector.memoryPercentage),
      "spike_limit_percentage": .int(collector.spikePercentage),
    ]
    processors["batch"] = [
      "timeout": .text(collector.batch.timeout.description),
      "send_batch_size": .int(collector.batch.size),
    ]
    if !collector.externalLabels.isEmpty {
      processors["resource"] = [
        "attributes": .list(
          collector.externalLabels.map {
            ["key": .text($0.name), "value": .text($0.value), "action": "upsert"]
          })
      ]
    }
  }

  /// What nobody may read is masked in lines that programs send themselves, too.
  private mutating func masks() -> [String] {
    guard !collector.logs.masks.isEmpty else { return [] }
    processors["transform/masks"] = [
      "error_mode": "ignore",
      "log_statements": [
        ["context": "log", "statements": .texts(collector.logs.masks.map(withTwoDollars))]
      ],
    ]
    return ["transform/masks"]
  }

  /// The collector reads `$` as the begin of a variable.
  private func withTwoDollars(_ text: String) -> String {
    text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
  }

  private mutating func metricReceivers() -> [String] {
    var names = otlp
    if !collector.jobs.isEmpty {
      receivers["prometheus"] = [
        "config": [
          "global": ["scrape_interval": .text(collector.scrapeInterval.description)],
          "scrape_configs": .list(collector.jobs.map(scrapeConfig)),
        ]
      ]
      names.append("prometheus")
    }
    return names + [collector.spanMetrics.map { _ in "spanmetrics" }].compactMap { $0 }
      + [collector.serviceGraph.map { _ in "servicegraph" }].compactMap { $0 }
  }

  private func scrapeConfig(_ job: ScrapeJob) -> Tree {
    var tree: Tree = ["job_name": .text(job.name)]
    tree.merge(job.settings)
    return tree.mapTexts(withTwoDollars)
  }

  private mutating func connect() -> [String] {
    var names: [String] = []
    if let metrics = collector.spanMetrics {
      var histogram: Tree = ["unit": "s"]
      if !metrics.buckets.isEmpty {
        histogram["explicit"] = ["buckets": .texts(metrics.buckets.map(\.description))]
      }
      connectors["spanmetrics"] = [
        "namespace": .text(SpanMetrics.namespace), "histogram": histogram,
        "dimensions": .list(metrics.dimensions.map { ["name": .text($0)] }),
        "exemplars": ["enabled": true],
        "metrics_flush_interval": .text(metrics.flushInterval.description),
        // Several instances of a service would else write the same series.
        "resource_metrics_key_attributes": ["service.name"],
      ]
      names.append("spanmetrics")
    }
    if let graph = collector.serviceGraph {
      var tree: Tree = ["store": ["ttl": "5s", "max_items": 5000]]
      if !graph.dimensions.isEmpty { tree["dimensions"] = .texts(graph.dimensions) }
      connectors["servicegraph"] = tree
      names.append("servicegraph")
    }
    return names
  }

  private mutating func sampler() -> [String] {
    guard let sampling = collector.sampling else { return [] }
    guard sampling.isTail else {
      processors["probabilistic_sampler"] = ["sampling_percentage": .number(sampling.percentage)]
      return ["probabilistic_sampler"]
    }
    var policies: [Tree] = []
    if sampling.keepsErrors {
      policies.append(
        ["name": "errors", "type": "status_code", "status_code": ["status_codes": ["ERROR"]]])
    }
    if let limit = sampling.keepsSlowerThan {
      policies.append(
        ["name": "slow", "type": "latency", "latency": ["threshold_ms": .int(limit.milliseconds)]])
    }
    policies.append([
      "name": "share", "type": "probabilistic",
      "probabilistic": ["sampling_percentage": .number(sampling.percentage)],
    ])
    processors["tail_sampling"] = [
      "decision_wait": .text(sampling.decisionWait.description), "policies": .list(policies),
    ]
    return ["tail_sampling"]
  }

  /// Adds the exporters of a signal; the names of what they are.
  private mutating func export(_ signal: Signal) -> [String] {
    collector.destinations(of: signal).map { destination in
      let (name, tree) = exporter(destination)
      exporters[name] = tree
      return name
    }
  }

  private mutating func exporter(_ destination: Destination) -> (String, Tree) {
    var tree: Tree = [:]
    let name: String
    switch (destination.otlp, destination.native) {
    case (.grpc(let address), _):
      name = "otlp_grpc/\(destination.name)"
      tree["endpoint"] = .text(address)
      tree["tls"] = tls(destination.access.tls) ?? ["insecure": true]
    case (.http(let url), _):
      name = "otlp_http/\(destination.name)"
      tree["endpoint"] = .text(url)
    case (nil, let url):
      name = "prometheusremotewrite/\(destination.name)"
      tree["endpoint"] = .text(url ?? "")
    }
    if tree["tls"] == nil, let tls = tls(destination.access.tls), tls != [:] { tree["tls"] = tls }
    if !destination.access.headers.isEmpty {
      tree["headers"] = .mapping(destination.access.headers.map { ($0.name, .text($0.value)) })
    }
    if let login = login(destination) { tree["auth"] = ["authenticator": .text(login)] }
    return (name, tree)
  }

  private mutating func login(_ destination: Destination) -> String? {
    let name: String
    switch destination.access.login {
    case .basic(let user, let file):
      name = "basicauth/\(destination.name)"
      extensions[name] = ["client_auth": ["username": .text(user), "password_file": .text(file)]]
    case .bearer(let file):
      name = "bearertokenauth/\(destination.name)"
      extensions[name] = ["filename": .text(file)]
    case nil: return nil
    }
    extensionNames.append(name)
    return name
  }

  private func tls(_ tls: ClientTLS?) -> Tree? {
    guard let tls else { return nil }
    var tree: Tree = [:]
    if let file = tls.authorityFile { tree["ca_file"] = .text(file) }
    if let file = tls.certificateFile { tree["cert_file"] = .text(file) }
    if let file = tls.keyFile { tree["key_file"] = .text(file) }
    if let name = tls.serverName { tree["server_name_override"] = .text(name) }
    if tls.trustsAnyone { tree["insecure_skip_verify"] = true }
    return tree
  }
}

extension Tree {
  /// The tree with every text changed; keys stay as they are.
  func mapTexts(_ change: (String) -> String) -> Tree {
    switch self {
    case .text(let text): .text(change(text))
    case .list(let items): .list(items.map { $0.mapTexts(change) })
    case .mapping(let entries): .mapping(entries.map { ($0.key, $0.value.mapTexts(change)) })
    case .null, .bool, .int, .number: self
    }
  }
}
