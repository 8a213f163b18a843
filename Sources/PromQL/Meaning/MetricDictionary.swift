internal import Diagnostics

/// What is known about the metrics of a stack: from packs, from the spec, from recording rules.
package struct MetricDictionary: Sendable {
  private var metrics: [String: Metric] = [:]
  private var spellings: [Spelling] = []
  /// Beginnings of names of which every metric is listed: another such name is a mistake. The
  /// empty one says that all metrics are listed.
  package var completePrefixes: [String] = []
  /// The labels that scraping adds to every series, where they are all known.
  package var targetLabels: Set<String>?
  /// The values of the label `job`, where they are all known.
  package var jobs: Set<String>?

  package init() {}

  package mutating func add(_ metric: Metric) {
    if let old = metrics.updateValue(metric, forKey: metric.name) {
      let names = old.seriesNames
      spellings.removeAll { names.contains($0.name) }
    }
    spellings += metric.seriesNames.map { Spelling($0) }
  }

  package var isEmpty: Bool { metrics.isEmpty }

  package var names: [String] { metrics.keys.sorted() }

  /// The metric behind the name of a series, for histograms and summaries also by the names of
  /// their parts.
  package func series(_ name: String) -> KnownSeries? {
    if let metric = metrics[name] { return KnownSeries(metric: metric, part: .whole) }
    for (suffix, part) in KnownSeries.suffixes where name.hasSuffix(suffix) {
      guard let metric = metrics[String(name.dropLast(suffix.utf8.count))] else { continue }
      switch (metric.kind, part) {
      case (.histogram, _), (.summary, .sum), (.summary, .count):
        return KnownSeries(metric: metric, part: part)
      default: continue
      }
    }
    return nil
  }

  /// Every name a query may use.
  var seriesNames: [String] { names.flatMap { metrics[$0]?.seriesNames ?? [] } }

  /// The name that surely is meant by one that is not known: one or two letters are another.
  func misspelt(_ name: String) -> String? {
    let written = Spelling(name)
    guard written.bytes.count >= 8 else { return nil }
    var best: (distance: Int, name: String)?
    for known in spellings where known.isNear(written) {
      guard let distance = editDistance(written.bytes, known.bytes, atMost: 2) else { continue }
      if (distance, known.name) < best ?? (3, "") { best = (distance, known.name) }
    }
    return best?.name
  }
}

/// A name, ready to be compared with many others.
private struct Spelling: Sendable {
  let name: String
  let bytes: [UInt8]
  /// A bit for each letter in it.
  private let letters: UInt64

  init(_ name: String) {
    self.name = name
    bytes = Array(name.utf8)
    letters = bytes.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }

  /// False where two edits cannot be enough: each brings one letter and takes another.
  func isNear(_ other: Spelling) -> Bool {
    abs(bytes.count - other.bytes.count) <= 2 && (letters ^ other.letters).nonzeroBitCount <= 4
  }
}

/// A metric as its exporter describes it.
package struct Metric: Hashable, Sendable {
  package var name: String
  package var kind: Kind
  /// Its own labels, without those of the target; nil where they are not known.
  package var labels: [String]?
  package var unit: String?
  package var help: String?

  /// The names of its series.
  fileprivate var seriesNames: [String] {
    switch kind {
    case .histogram: [name, name + "_bucket", name + "_sum", name + "_count"]
    case .summary: [name, name + "_sum", name + "_count"]
    default: [name]
    }
  }

  package init(
    _ name: String, _ kind: Kind, labels: [String]? = nil, unit: String? = nil,
    help: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.labels = labels
    self.unit = unit
    self.help = help
  }

  package enum Kind: String, CaseIterable, Sendable {
    case gauge, counter, histogram, summary, info, unknown
  }
}

/// A series name that the dictionary knows: a metric or a part of one.
package struct KnownSeries: Sendable {
  package var metric: Metric
  package var part: Part

  package enum Part: Sendable { case whole, bucket, sum, count }

  static let suffixes: [(String, Part)] = [
    ("_bucket", .bucket), ("_sum", .sum), ("_count", .count),
  ]

  var isCounter: Bool { metric.kind == .counter || part != .whole }

  var isGauge: Bool { part == .whole && (metric.kind == .gauge || metric.kind == .info) }

  /// The labels of its own, where they are known.
  var labels: Set<String>? {
    guard let list = metric.labels else { return nil }
    var labels = Set(list)
    if part == .bucket { labels.insert("le") }
    if part == .whole, metric.kind == .summary { labels.insert("quantile") }
    return labels
  }
}

/// Series that Prometheus itself makes.
let builtInSeries: Set<String> = [
  "up", "ALERTS", "ALERTS_FOR_STATE", "scrape_duration_seconds", "scrape_samples_scraped",
  "scrape_samples_post_metric_relabeling", "scrape_series_added", "scrape_timeout_seconds",
  "scrape_sample_limit", "scrape_body_size_bytes",
]
