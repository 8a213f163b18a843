import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The collector of the stack. Everything in it holds for both programs.
struct CollectorSpec: SpecRecord {
  static let name = "collector"
  static let summary = "Takes, fetches, shapes and sends signals: Alloy or OpenTelemetry's own."
  static var mayBeEmpty: Bool { true }
  static var shortForm: Shape? { CollectorKind.shape }

  var kind = CollectorKind.alloy
  var port: Port?
  var tuning = ServiceTuning()
  var scrapeInterval = Duration.seconds(15)
  var externalLabels = Named<String>()
  var otlp = OTLPIntake()
  var logs = LogIntake()
  var profiles = ProfileIntake()
  var faro: FaroIntake?
  var sampling: SamplingSpec?
  var spanMetrics: SpanMetricsSpec?
  var serviceGraph: Bool?
  var batch = BatchSpec()
  var memoryPercentage = Percentage(80)
  var send = SendSpec()
  /// Where its keys stand.
  var node = Node.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("kind", &kind, "The program.")
    key("port", &port, "Port of the host that leads to Alloy's own pages.")
    tuning.visitKeys(&key)
    key("scrape_interval", &scrapeInterval, "How often it scrapes, where no Prometheus does.")
    key("external_labels", &externalLabels, "Labels of all that it sends.")
    key("otlp", &otlp, "How programs outside of the stack reach it.")
    key("logs", &logs, "Logs that it fetches or takes, and what it does with each line.")
    key("profiles", &profiles, "Profiles that it takes; what serves them says so under `apps:`.")
    key("faro", &faro, "Takes signals of web pages.")
    key("sampling", &sampling, "Which traces are kept; all of them when absent.")
    key("span_metrics", &spanMetrics, "Counts requests, errors and durations from spans.")
    key("service_graph", &serviceGraph, "Whether it counts from spans who calls whom.")
    key("batch", &batch, "How much is sent at once.")
    key("memory_limit", &memoryPercentage, "Share of its memory above which it refuses signals.")
    key("send", &send, "Where signals go beside the stores of the stack.")
  }

  static func read(_ node: Node, _ reading: Reading) -> CollectorSpec? {
    var collector = readRecord(node, reading, alsoKnown: [])
    collector?.node = node
    return collector
  }

  static func readShort(_ node: Node, _ reading: Reading) -> CollectorSpec? {
    if node.isNull { return CollectorSpec() }
    guard let kind = CollectorKind.read(node, reading) else { return nil }
    var collector = CollectorSpec()
    collector.kind = kind
    return collector
  }

  func check(_ node: Node, _ reading: Reading) {
    if let limit = node["memory_limit"], memoryPercentage.value < 2 {
      reading.invalid(
        "a collector with so little memory takes no signal", limit,
        help: "write 2% or more; 80% is usual")
    }
    if kind == .otelcol { checkReach(node, reading) }
  }

  /// Reports what only Alloy does.
  private func checkReach(_ node: Node, _ reading: Reading) {
    for (key, what) in [("faro", "signals of web pages"), ("profiles", "profiles")] {
      guard let entry = node.entries?.first(where: { $0.key.name == key }) else { continue }
      reading.diagnostics.report(
        Diagnostic(
          .collectorCannot, .error, "the OpenTelemetry Collector does not take \(what)",
          at: entry.key.range
        ).help("write 'kind: alloy', or leave it out"))
    }
    if let sent = node["send"]?.entries?.first(where: { $0.key.name == "profiles" }) {
      reading.diagnostics.report(
        Diagnostic(
          .collectorCannot, .error, "the OpenTelemetry Collector does not send profiles",
          at: sent.key.range
        ).help("write 'kind: alloy', or leave it out"))
    }
    if let journal = node["logs"]?["journal"], logs.journal?.isRead == true {
      reading.diagnostics.report(
        Diagnostic(
          .collectorCannot, .error,
          "the image of the OpenTelemetry Collector lacks the 'journalctl' it reads the journal with",
          at: journal.range
        ).help("write 'kind: alloy', or leave it out"))
    }
    if let push = node["logs"]?["push"], logs.push {
      reading.diagnostics.report(
        Diagnostic(
          .collectorCannot, .error,
          "the OpenTelemetry Collector does not take lines as Loki does", at: push.range
        ).help("let programs push to Loki itself"))
    }
  }
}

enum CollectorKind: String, Choice {
  case alloy, otelcol
}

/// A share of a whole: `80%`.
struct Percentage: SpecValue {
  var value: Double

  static var shape: Shape { .text(TextShape("percentage", example: "80%", pattern: "^.+%$")) }
  var specText: String? { "\(Int(value))%" }

  init(_ value: Double) { self.value = value }

  func tree(_ writing: inout Writing) -> Tree? { .number(value) }

  static func read(_ node: Node, _ reading: Reading) -> Percentage? {
    guard let text = reading.text(node, shape) else { return nil }
    if let quantity = Quantity(text), quantity.unit == "%", (0...100).contains(quantity.value) {
      return Percentage(quantity.value)
    }
    reading.invalid("'\(text)' is not a percentage", node, help: "write 0% to 100%")
    return nil
  }
}

/// Profiles that programs push, or that the kernel takes of them.
struct ProfileIntake: SpecRecord {
  static let name = "profile intake"
  static let summary = "Profiles that programs push, or that the kernel takes of them."

  var push = false
  var ebpf = Located(false, .nothing)

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("push", &push, "Whether programs push profiles to it, as to Pyroscope.")
    key(
      "ebpf", &ebpf,
      "Whether the kernel samples all containers of the stack; as root, who sees all processes.")
  }
}

/// Signals of web pages, from the agent Grafana Faro.
struct FaroIntake: SpecRecord {
  static let name = "Faro intake"
  static let summary = "Signals of web pages, from the agent Grafana Faro."

  var port = Port(12347)
  var origins: [URLText] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, "Port of the host; browsers reach it from outside.")
    key("allowed_origins", &origins, .required, "Addresses of the pages that may send.")
  }
}

/// Which traces are kept.
struct SamplingSpec: SpecRecord {
  static let name = "sampling"
  static let summary = "Which traces are kept."
  static var shortForm: Shape? { Percentage.shape }

  var keep = Percentage(100)
  var errors = false
  var slowerThan: Duration?
  var decisionWait = Duration.seconds(10)

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("keep", &keep, .required, "Share of the traces that nothing else keeps.")
    key("errors", &errors, "Whether all traces with errors are kept.")
    key("slower_than", &slowerThan, "Traces that took longer are kept.")
    key("decision_wait", &decisionWait, "How long a trace is held until it is decided.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if keep.value == 0, !errors, slowerThan == nil {
      reading.invalid(
        "no trace at all is kept", node["keep"] ?? node,
        help: "keep a share, errors or slow traces; or ask no program for traces")
    }
    if let slowerThan, slowerThan > decisionWait, let place = node["slower_than"] {
      reading.diagnostics.report(
        Diagnostic(
          .noEffect, .warning,
          "a trace is decided after \(decisionWait), before it can be known to be that slow",
          at: place.range
        ).help("write 'decision_wait' above \(slowerThan)"))
    }
  }

  static func readShort(_ node: Node, _ reading: Reading) -> SamplingSpec? {
    guard let keep = Percentage.read(node, reading) else { return nil }
    var sampling = SamplingSpec()
    sampling.keep = keep
    sampling.check(node, reading)
    return sampling
  }
}

/// Requests, errors and durations counted from spans.
struct SpanMetricsSpec: SpecRecord {
  static let name = "span metrics"
  static let summary = "Requests, errors and durations counted from spans."
  static var shortForm: Shape? { .boolean }

  var isEnabled = true
  var dimensions = ["http.request.method", "http.route", "http.response.status_code"]
  var buckets: [Duration] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("enabled", &isEnabled, "Whether it counts.")
    key("dimensions", &dimensions, "Attributes of spans that become labels.")
    key("buckets", &buckets, "Bounds of the histogram of durations.")
  }

  func check(_ node: Node, _ reading: Reading) {
    let always = ["service.name", "span.name", "span.kind", "status.code"]
    var known: [String] = []
    for (name, item) in zip(dimensions, node["dimensions"]?.items ?? []) {
      if always.contains(name) {
        reading.invalid("every metric of spans has '\(name)'", item, help: "leave it out")
      } else if known.contains(name) {
        reading.invalid("'\(name)' stands here already", item, help: "leave it out")
      }
      known.append(name)
    }
  }

  static func readShort(_ node: Node, _ reading: Reading) -> SpanMetricsSpec? {
    guard let isEnabled = Bool.read(node, reading) else { return nil }
    var metrics = SpanMetricsSpec()
    metrics.isEnabled = isEnabled
    return metrics
  }
}

/// How much is sent at once.
struct BatchSpec: SpecRecord {
  static let name = "batch"
  static let summary = "How much is sent at once."

  var timeout = Duration(milliseconds: 200)
  var size = 2000

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("timeout", &timeout, "How long something waits at most.")
    key("send_batch_size", &size, "How many spans, lines or samples are sent at once.")
  }
}
