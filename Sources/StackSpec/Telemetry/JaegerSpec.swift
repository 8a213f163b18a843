import Diagnostics
import Dialects
import SpecLanguage
import YAMLTree

/// The Jaeger of the stack.
struct JaegerSpec: SpecRecord {
  static let name = "jaeger"
  static let summary = "A Jaeger that stores traces and shows them on pages of its own."
  static var mayBeEmpty: Bool { true }

  var port: Port?
  var tuning = ServiceTuning()
  var memory: JaegerMemory?
  var badger: JaegerBadger?
  var elasticsearch: JaegerIndex?
  var opensearch: JaegerIndex?
  var cassandra: JaegerCassandra?
  var kafka: KafkaBuffer?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host that leads to its pages; closed when absent.")
    tuning.visitKeys(&key)
    key("badger", &badger, "Keeps traces on a volume; this is what happens by default.")
    key("in_memory", &memory, "Keeps traces in memory only.")
    key("elasticsearch", &elasticsearch, "Keeps traces in an Elasticsearch.")
    key("opensearch", &opensearch, "Keeps traces in an OpenSearch.")
    key("cassandra", &cassandra, "Keeps traces in a Cassandra.")
    key("kafka", &kafka, "Buffers spans in a Kafka before they are stored.")
  }

  func check(_ node: Node, _ reading: Reading) {
    let stores = ["badger", "in_memory", "elasticsearch", "opensearch", "cassandra"]
      .filter { node[$0] != nil }
    guard stores.count > 1 else { return }
    reading.clash(
      "Jaeger has one store", node, keys: stores,
      help: "keep one of them; Kafka may stand beside it, as a buffer")
  }
}

struct JaegerMemory: SpecRecord {
  static let name = "Jaeger memory store"
  static let summary = "Traces in memory only; the oldest go first."
  static var mayBeEmpty: Bool { true }

  var maxTraces = 50_000

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("max_traces", &maxTraces, "Most traces that are kept.")
  }
}

struct JaegerBadger: SpecRecord {
  static let name = "Jaeger volume store"
  static let summary = "Traces on a volume."
  static var mayBeEmpty: Bool { true }

  var retention = Duration.days(7)

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("retention", &retention, "How long spans are kept.")
  }

  func check(_ node: Node, _ reading: Reading) {
    guard retention.milliseconds == 0 else { return }
    reading.diagnostics.report(
      Diagnostic(
        .storeRetention, .error, "Jaeger cannot keep spans for ever", at: node["retention"]?.range
      ).help("write how long: 30d"))
  }
}

/// Elasticsearch and OpenSearch are told the same.
struct JaegerIndex: SpecRecord {
  static let name = "Jaeger index"
  static let summary = "An Elasticsearch or OpenSearch that keeps traces."

  var serverURLs: [URLText] = []
  var auth: BasicAuth?
  var tls: TLSConfig?
  var indices: JaegerIndices?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("server_urls", &serverURLs, .required, "Addresses of the servers.")
    key("auth", &auth, .own, "User and password.")
    key("tls", &tls, .own, "TLS settings.")
    key("indices", &indices, "How its indices are named and cut.")
  }
}

struct JaegerIndices: SpecRecord {
  static let name = "Jaeger indices"
  static let summary = "How the indices of Jaeger are named and cut."

  var prefix: Identifier?
  var spans: JaegerIndexShape?
  var services: JaegerIndexShape?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("index_prefix", &prefix, "Text before their names.")
    key("spans", &spans, "The indices of spans.")
    key("services", &services, "The indices of services and operations.")
  }
}

struct JaegerIndexShape: SpecRecord {
  static let name = "Jaeger index shape"
  static let summary = "How often an index is begun, and how it is spread."

  var dateLayout: String?
  var rollover: Rollover?
  var shards: Int?
  var replicas: Int?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("date_layout", &dateLayout, "Layout of the date in its name: `2006-01-02`.")
    key("rollover_frequency", &rollover, "How often a new one is begun.")
    key("shards", &shards, "Shards of each.")
    key("replicas", &replicas, "Copies of each shard.")
  }
}

enum Rollover: String, Choice { case hour, day }

struct JaegerCassandra: SpecRecord {
  static let name = "Jaeger Cassandra"
  static let summary = "A Cassandra that keeps traces."

  var servers: [String] = []
  var port = Port(9042)
  var keyspace = "jaeger_v1_dc1"
  var createsSchema = true
  var retention = Duration.days(7)
  var auth: BasicAuth?
  var tls: TLSConfig?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("servers", &servers, .required, "Hosts of the servers.")
    key("port", &port, "Port of all of them.")
    key("keyspace", &keyspace, "Keyspace of the traces.")
    key("create", &createsSchema, "Whether Jaeger makes the keyspace.")
    key("retention", &retention, "How long spans are kept.")
    key("auth", &auth, "User and password; the password comes from the environment.")
    key("tls", &tls, "TLS settings; plain text when absent.")
  }
}

/// Spans wait in Kafka until they are stored: a buffer, and no store.
struct KafkaBuffer: SpecRecord {
  static let name = "Kafka buffer"
  static let summary = "A Kafka in which spans wait until they are stored."

  var brokers: [HostPort] = []
  var topic = "jaeger-spans"

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("brokers", &brokers, .required, "Addresses of the brokers.")
    key("topic", &topic, "Topic of the spans.")
  }
}
