import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  /// Adds the Jaeger of the stack; a Kafka between makes it two programs.
  mutating func addJaeger() {
    guard let spec = stack.jaeger,
      let pack = addComponent("jaeger", tuning: spec.tuning, port: spec.port)
    else { return }
    var entrance = "jaeger"
    if let kafka = spec.kafka {
      entrance = "jaeger-collector"
      addJaegerCollector(kafka, spec, pack)
      change("jaeger") { $0.listens.removeAll { $0.speaks.hasPrefix("otlp") } }
    }
    configure("jaeger/jaeger.yaml", .yaml(configuration(of: spec)), of: pack)
    stores.append(
      Destination(
        name: "jaeger", signal: .traces, otlp: .grpc("\(entrance):4317"),
        origin: origin(pack.range)))
  }

  private mutating func configuration(of spec: JaegerSpec) -> Tree {
    var storage: Tree = ["backends": ["main": backend(of: spec)]]
    var query: Tree = ["storage": ["traces": "main"]]
    if let url = metricsQueryURL {
      storage["metric_backends"] = [
        "main": [
          "prometheus": [
            "endpoint": .text(url), "metric_namespace": "traces_spanmetrics",
            "latency_unit": "s", "normalize_calls": true, "normalize_duration": true,
          ]
        ]
      ]
      query["storage"] = ["traces": "main", "metrics": "main"]
    }
    let receiver = spec.kafka.map { kafka -> (String, Tree) in
      (
        "kafka",
        [
          "brokers": .texts(kafka.brokers.map(\.text)),
          "traces": ["topics": [.text(kafka.topic)], "encoding": "otlp_proto"],
          "initial_offset": "earliest",
        ]
      )
    }
    return jaeger(
      extensions: ["jaeger_storage": storage, "jaeger_query": query],
      receiver: receiver ?? ("otlp", otlpReceiver),
      exporter: ("jaeger_storage_exporter", ["trace_storage": "main"]))
  }

  /// Where the store of metrics is asked, when there are some that the collector made of spans.
  private var metricsQueryURL: String? {
    guard collectorCountsSpans else { return nil }
    return model.mimir?.url ?? model.prometheus?.url
  }

  private mutating func addJaegerCollector(
    _ kafka: KafkaBuffer, _ spec: JaegerSpec, _ pack: LoadedPack
  ) {
    guard var service = model.service("jaeger") else { return }
    service.name = "jaeger-collector"
    service.summary = "Puts spans into Kafka, from where Jaeger stores them."
    service.ports = []
    service.mounts = [.configuration(folder: "jaeger-collector", target: "/etc/jaeger")]
    service.listens = service.listens.filter { $0.speaks.hasPrefix("otlp") }
    service.memory = "256M"
    add(service, at: pack.range)
    let exporter: Tree = [
      "brokers": .texts(kafka.brokers.map(\.text)),
      "traces": ["topic": .text(kafka.topic), "encoding": "otlp_proto"],
    ]
    configure(
      "jaeger-collector/jaeger.yaml",
      .yaml(
        jaeger(
          extensions: [:], receiver: ("otlp", otlpReceiver), exporter: ("kafka", exporter))),
      of: pack)
  }

  private func jaeger(
    extensions: Tree, receiver: (name: String, settings: Tree),
    exporter: (name: String, settings: Tree)
  ) -> Tree {
    var extensions = extensions
    extensions["healthcheckv2"] = ["use_v2": true, "http": ["endpoint": "0.0.0.0:13133"]]
    var names: [Tree] = []
    if case .mapping(let entries) = extensions { names = entries.map { .text($0.key) } }
    return [
      "extensions": extensions,
      "receivers": [receiver.name: receiver.settings],
      "processors": ["batch": [:]],
      "exporters": [exporter.name: exporter.settings],
      "service": [
        "extensions": .list(names),
        "telemetry": ["metrics": ["readers": [ownMetricsReader]]],
        "pipelines": [
          "traces": [
            "receivers": [.text(receiver.name)], "processors": ["batch"],
            "exporters": [.text(exporter.name)],
          ]
        ],
      ],
    ]
  }

  private mutating func backend(of spec: JaegerSpec) -> Tree {
    if let memory = spec.memory { return ["memory": ["max_traces": .int(memory.maxTraces)]] }
    if let index = spec.elasticsearch { return ["elasticsearch": tree(of: index)] }
    if let index = spec.opensearch { return ["opensearch": tree(of: index)] }
    if let cassandra = spec.cassandra { return ["cassandra": tree(of: cassandra)] }
    let badger = spec.badger ?? JaegerBadger()
    change("jaeger") { $0.mounts.append(.volume(name: "jaeger-data", target: "/tmp")) }
    return [
      "badger": [
        "directories": ["keys": "/tmp/keys", "values": "/tmp/values"], "ephemeral": false,
        "ttl": ["spans": .text(badger.retention.goText)],
      ]
    ]
  }

  private mutating func tree(of index: JaegerIndex) -> Tree {
    var tree = written(index, for: "jaeger")
    if let auth = index.auth { tree["auth"] = ["basic": written(auth, for: "jaeger")] }
    if let tls = index.tls { tree["tls"] = written(tls, for: "jaeger") }
    return tree
  }

  private mutating func tree(of cassandra: JaegerCassandra) -> Tree {
    var connection: Tree = [
      "servers": .texts(cassandra.servers), "port": .int(cassandra.port.number),
    ]
    if let auth = cassandra.auth, let password = auth.password {
      let variable = variable(of: password, in: "jaeger")
      connection["auth"] = [
        "basic": ["username": .text(auth.username ?? ""), "password": "${env:\(variable)}"]
      ]
    }
    // Without it Jaeger speaks TLS.
    connection["tls"] = cassandra.tls.map { written($0, for: "jaeger") } ?? ["insecure": true]
    return [
      "schema": [
        "keyspace": .text(cassandra.keyspace), "create": .bool(cassandra.createsSchema),
        "trace_ttl": .text(cassandra.retention.goText),
      ],
      "connection": connection,
    ]
  }
}

let otlpReceiver: Tree = [
  "protocols": ["grpc": ["endpoint": "0.0.0.0:4317"], "http": ["endpoint": "0.0.0.0:4318"]]
]

/// Own metrics under the names they have without a reader of one's own.
let ownMetricsReader: Tree = [
  "pull": [
    "exporter": [
      "prometheus": [
        "host": "0.0.0.0", "port": 8888, "without_type_suffix": true, "without_units": true,
        "without_scope_info": true,
      ]
    ]
  ]
]
