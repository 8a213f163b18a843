import Dialects
import SpecLanguage
import YAMLTree

/// One entry of the catalogue: a program, how it is run and scraped, and what it brings.
struct Pack: SpecRecord {
  static let name = "pack"
  static let summary = "A program, how it is run and scraped, and what it brings."

  var version = 1
  var title = ""
  var packSummary = ""
  var kind = PackKind.exporter
  var homepage: URLText?
  var params = Named<PackParam>()
  var service: ServiceSpec?
  var files = Named<Raw>()
  var scrape: [ScrapeSpec] = []
  var plugins: [String] = []
  var metrics = Named<MetricSpec>()
  var notes: [String] = []

  // Merged into the user's sections of the same names before those are read.
  var alerts = Raw.nothing
  var recordings = Raw.nothing
  var dashboards = Raw.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("pack", &version, .required, "Version of the pack format.")
    key("title", &title, .required, "Name for people.")
    key("summary", &packSummary, .required, "One sentence on what it measures.")
    key("kind", &kind, "Whether users name it under `exporters` or as a component.")
    key("homepage", &homepage, "Where the program is documented.")
    key(
      "params", &params,
      "What a user may set; used as `$(name)` below. What mentions one without a value is left "
        + "out, and so is what is marked with `if: $(name)`.")
    key("service", &service, "The container, when the stack runs it.")
    key("files", &files, "Configuration files by name, in the folder of the service.")
    key("scrape", &scrape, "Scrape jobs.")
    key("plugins", &plugins, "Grafana plugins that its dashboards need.")
    key("metrics", &metrics, "The metrics it exposes.")
    key("notes", &notes, "What the monitored program itself must have or do.")
    key("alerts", &alerts, "Alerts; users tune them by name.")
    key("recordings", &recordings, "Recording rules.")
    key("dashboards", &dashboards, "Dashboards.")
  }
}

enum PackKind: String, Choice {
  case exporter, component
  /// Alerts and dashboards for apps of one kind.
  case app
}

/// Something a user may set on a pack.
struct PackParam: SpecRecord {
  static let name = "pack parameter"
  static let summary = "Something a user may set; used as `$(name)` in the pack."

  var type = ParamType.text
  var isRequired = false
  var standard: Raw?
  var choices: [String] = []
  var paramSummary = ""

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "What may be written.")
    key("required", &isRequired, "Whether it must be set.")
    key("default", &standard, "Its value when it is not set.")
    key("one_of", &choices, "The only texts allowed.")
    key("summary", &paramSummary, .required, "One sentence on its meaning.")
  }
}

enum ParamType: String, Choice {
  case text, host, port, int, number, bool, duration, url, secret, list, path
  /// Whatever the program's own configuration takes there; secrets in it become files.
  case any

  var shape: Shape {
    switch self {
    case .text, .path: String.shape
    case .host: .text(TextShape("host", example: "postgres"))
    case .port: Port.shape
    case .int: Int.shape
    case .number: Double.shape
    case .bool: Bool.shape
    case .duration: Duration.shape
    case .url: URLText.shape
    case .secret: SecretReference.shape
    case .list: [String].shape
    case .any: .anything
    }
  }
}

extension PackParam {
  /// Whether a value is what the param takes; a diagnostic says so otherwise.
  func accepts(_ value: Node, _ reading: Reading) -> Bool {
    if !choices.isEmpty, let word = value.scalar?.text, !choices.contains(word) {
      reading.unknownWord(word, value, candidates: choices)
      return false
    }
    return type.accepts(value, reading)
  }
}

extension ParamType {
  fileprivate func accepts(_ node: Node, _ reading: Reading) -> Bool {
    switch self {
    case .text, .path, .host: String.read(node, reading) != nil
    case .port: Port.read(node, reading) != nil
    case .int: Int.read(node, reading) != nil
    case .number: Double.read(node, reading) != nil
    case .bool: Bool.read(node, reading) != nil
    case .duration: Duration.read(node, reading) != nil
    case .url: URLText.read(node, reading) != nil
    case .secret: SecretReference.read(node, reading) != nil
    case .list: [String].read(node, reading) != nil
    case .any: true
    }
  }
}

/// A metric as an exporter or an application exposes it.
struct MetricSpec: SpecRecord {
  static let name = "metric"
  static let summary = "A metric as an exporter or an application exposes it."
  static var shortForm: Shape? { MetricKind.shape }

  var type = MetricKind.gauge
  var labels: [LabelName] = []
  var unit: String?
  var help: String?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, .required, "Its type.")
    key("labels", &labels, "Its labels beside those of the target.")
    key("unit", &unit, "Unit of its values.")
    key("help", &help, "What it counts or measures.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> MetricSpec? {
    guard let type = MetricKind.read(node, reading) else { return nil }
    var metric = MetricSpec()
    metric.type = type
    return metric
  }
}

enum MetricKind: String, Choice {
  case counter, gauge, histogram, summary, info, untyped
}
