import Dialects
import SpecLanguage
import YAMLTree

/// A store that samples are sent to.
struct RemoteWrite: SpecRecord {
  static let name = "remote write"
  static let summary = "A store that samples are sent to."
  static let otherWords = HTTPClient.otherWords

  var url = URLText("")
  var remoteName: String?
  var protobufMessage: String?
  var remoteTimeout: Duration?
  var headers = Named<String>()
  var writeRelabelConfigs: [RelabelConfig] = []
  var sendExemplars: Bool?
  var sendNativeHistograms: Bool?
  var queue: QueueConfig?
  var metadata: MetadataConfig?
  var client = HTTPClient()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("url", &url, .required, "Address that takes the samples.")
    key("name", &remoteName, "Name in the metrics of Prometheus.")
    key(
      "protobuf_message", &protobufMessage, .since(.prometheus, 2, 54), "Format of the requests.")
    key("remote_timeout", &remoteTimeout, "How long a request may take.")
    key("headers", &headers, "Further headers.")
    key("write_relabel_configs", &writeRelabelConfigs, "Changes to samples before they are sent.")
    key("send_exemplars", &sendExemplars, "Whether exemplars are sent.")
    key("send_native_histograms", &sendNativeHistograms, "Whether native histograms are sent.")
    key("queue_config", &queue, "The queue of samples to send.")
    key("metadata_config", &metadata, "Sending of metric metadata.")
    client.visitKeys(&key)
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.checkHeaders(headers, help: "log in by 'authorization:' or 'basic_auth:'")
    reading.checkReservedHeaders(headers)
  }
}

extension Reading {
  /// Prometheus writes these headers itself and refuses them.
  fileprivate func checkReservedHeaders(_ headers: Named<String>) {
    for header in headers.entries where header.name.lowercased() == "authorization" {
      invalidKey(
        "Prometheus refuses the header '\(header.name)' here", at: header.nameRange,
        help: "write 'authorization:' or 'basic_auth:' beside 'headers:'")
    }
  }
}

/// The queue of samples to send.
struct QueueConfig: SpecRecord {
  static let name = "remote write queue"
  static let summary = "The queue of samples to send."

  var capacity: Int?
  var maxShards: Int?
  var minShards: Int?
  var maxSamplesPerSend: Int?
  var batchSendDeadline: Duration?
  var minBackoff: Duration?
  var maxBackoff: Duration?
  var retryOnTooManyRequests: Bool?
  var sampleAgeLimit: Duration?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("capacity", &capacity, "Samples buffered for each shard.")
    key("max_shards", &maxShards, "Most shards.")
    key("min_shards", &minShards, "Fewest shards.")
    key("max_samples_per_send", &maxSamplesPerSend, "Most samples of one request.")
    key("batch_send_deadline", &batchSendDeadline, "How long a sample waits at most.")
    key("min_backoff", &minBackoff, "First pause after a failure.")
    key("max_backoff", &maxBackoff, "Longest pause after failures.")
    key(
      "retry_on_http_429", &retryOnTooManyRequests, "Whether to try again when told to slow down.")
    key(
      "sample_age_limit", &sampleAgeLimit, .since(.prometheus, 2, 50),
      "Age from which samples are dropped.")
  }
}

/// Sending of metric metadata.
struct MetadataConfig: SpecRecord {
  static let name = "metadata sending"
  static let summary = "Sending of metric metadata."

  var send: Bool?
  var sendInterval: Duration?
  var maxSamplesPerSend: Int?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("send", &send, "Whether metadata is sent.")
    key("send_interval", &sendInterval, "How often.")
    key("max_samples_per_send", &maxSamplesPerSend, "Most entries of one request.")
  }
}

/// A store that queries also ask.
struct RemoteRead: SpecRecord {
  static let name = "remote read"
  static let summary = "A store that queries also ask."
  static let otherWords = HTTPClient.otherWords

  var url = URLText("")
  var remoteName: String?
  var requiredMatchers = Named<String>()
  var remoteTimeout: Duration?
  var headers = Named<String>()
  var readRecent: Bool?
  var filterExternalLabels: Bool?
  var client = HTTPClient()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("url", &url, .required, "Address that answers queries.")
    key("name", &remoteName, "Name in the metrics of Prometheus.")
    key("required_matchers", &requiredMatchers, "Labels a query must name to be sent there.")
    key("remote_timeout", &remoteTimeout, "How long a request may take.")
    key("headers", &headers, "Further headers.")
    key("read_recent", &readRecent, "Whether to ask for times the own store has complete.")
    key("filter_external_labels", &filterExternalLabels, "Whether external labels are matched.")
    client.visitKeys(&key)
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.checkHeaders(headers, help: "log in by 'authorization:' or 'basic_auth:'")
    reading.checkReservedHeaders(headers)
  }
}
