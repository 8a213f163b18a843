package import Dialects

/// The collector of the stack: what it takes in, what it does with it, where it sends it.
///
/// Nothing here belongs to one program: Alloy and the OpenTelemetry Collector are written from it.
package struct Collector: Sendable {
  package var kind: Kind
  package var scrapeInterval = Duration.seconds(15)
  package var externalLabels: [(name: String, value: String)] = []
  /// Scrape jobs; only where no Prometheus of the stack scrapes.
  package var jobs: [ScrapeJob] = []
  package var takesOTLP = true
  /// How programs outside of the stack send over TLS; those inside need none.
  package var outside: OutsideIntake?
  /// Pages of these addresses may send from a browser.
  package var browserOrigins: [String] = []
  package var logs = LogCollection()
  package var profiles = ProfileCollection()
  /// Port of the receiver for Grafana Faro, the agent in web pages.
  package var faroPort: Int?
  /// Addresses of those pages.
  package var pageOrigins: [String] = []
  package var batch = Batch()
  package var memoryPercentage = 80
  package var sampling: TraceSampling?
  package var spanMetrics: SpanMetrics?
  package var serviceGraph: ServiceGraph?
  package var destinations: [Destination] = []

  package enum Kind: String, Sendable { case alloy, otelcol }

  package init(kind: Kind) { self.kind = kind }

  package var service: String { kind.rawValue }

  /// What may come at once; both programs demand that it is less than the limit.
  package var spikePercentage: Int { min(20, memoryPercentage / 2) }

  package func destinations(of signal: Signal) -> [Destination] {
    destinations.filter { $0.signal == signal }
  }
}

/// A second door for OpenTelemetry's protocol, for programs outside of the stack, over TLS.
package struct OutsideIntake: Sendable {
  package var grpcPort: Int?
  package var httpPort: Int?
  package var certificateFile: String
  package var keyFile: String
  /// The authority of the certificates that clients must show.
  package var clientAuthorityFile: String?

  package init(certificateFile: String, keyFile: String) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }
}

/// How much is sent at once.
package struct Batch: Sendable {
  package var timeout = Duration(milliseconds: 200)
  package var size = 2000

  package init() {}
}

/// Which traces are kept.
package struct TraceSampling: Sendable {
  /// Percentage of the traces that nothing else keeps.
  package var percentage: Double
  /// Whole traces are kept that failed, or took longer than this.
  package var keepsErrors = false
  package var keepsSlowerThan: Duration?
  package var decisionWait = Duration.seconds(10)

  package init(percentage: Double) { self.percentage = percentage }

  /// Whether whole traces have to be seen before it is decided.
  package var isTail: Bool { keepsErrors || keepsSlowerThan != nil }
}

/// Request rates, errors and durations, counted from spans.
package struct SpanMetrics: Sendable {
  package static let namespace = "traces.spanmetrics"
  package var dimensions: [String] = []
  /// Bounds of the histogram.
  package var buckets: [Duration] = []
  package var flushInterval = Duration.seconds(15)

  package init() {}
}

/// Who calls whom, counted from spans.
package struct ServiceGraph: Sendable {
  package var dimensions: [String] = []

  package init() {}
}

/// Profiles that the collector takes or fetches.
package struct ProfileCollection: Sendable {
  package var pushPort: Int?
  package var targets: [ProfileTarget] = []
  /// Whether the kernel samples what runs in the containers of the stack.
  package var samplesContainers = false
  /// Services whose profiles come another way, and would be there twice.
  package var excluded: [String] = []

  package init() {}
}

/// A program that serves profiles under `/debug/pprof`, as those of Go do.
package struct ProfileTarget: Sendable {
  package var service: String
  package var address: String
  package var usesTLS = false
  /// What stands before `/debug/pprof`.
  package var prefix = ""

  package init(service: String, address: String) {
    self.service = service
    self.address = address
  }
}
