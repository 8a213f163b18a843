import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// A program of the user's own.
struct AppSpec: SpecRecord {
  static let name = "app"
  static let summary = "A program of your own: scraped, probed, and run when it has an image."
  static var mayBeEmpty: Bool { true }
  static let otherWords = [
    "ports": "publish", "expose": "port", "env": "environment", "healthcheck": "health_check",
    "mem_limit": "memory", "deploy": "memory", "entrypoint": "command",
  ]

  var title: String?
  var kinds: [String] = []
  var metrics: MetricsEndpoint?
  var traces: AppTraces?
  var logs = false
  var profiles = AppProfiles.none
  var wire = AppProtocol.http
  var resource = Named<String>()
  var instrument: Instrumentation?
  var health: HealthEndpoint?
  var labels = Named<String>()
  var declaredMetrics = Named<MetricSpec>()
  var image: ImageName?
  var command: [String] = []
  var port: Port?
  var publish: Port?
  var environment = Named<AppVariable>()
  var volumes = Named<String>()
  var dependsOn: [Located<Identifier>] = []
  var memory = ContainerMemory("512M")
  var cpus = CoreCount(1)
  var user: String?
  var isReadOnly = true
  var temporaryFolders: [String] = ["/tmp"]
  var capabilities: [String] = []
  var healthCheck: HealthSpec?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("title", &title, "Name for people.")
    key("kind", &kinds, "Packs of alerts and dashboards for programs of these kinds.")
    key("metrics", &metrics, "Where its metrics are: a URL, a path of its own container, or otlp.")
    key("traces", &traces, "Whether it sends traces, in OpenTelemetry's protocol.")
    key("logs", &logs, "Whether it sends its logs that way too.")
    key(
      "profiles", &profiles,
      "Its profiles: `true` when it pushes them as to Pyroscope, or the URL or path it serves them at."
    )
    key("protocol", &wire, "How it speaks OpenTelemetry's protocol.")
    key("resource", &resource, "Attributes of all its signals, by OpenTelemetry's names.")
    key(
      "instrument", &instrument,
      "Language whose agent is put into it from outside: Python 3.10, Java 8, Node.js 18.19 or "
        + ".NET 8 and newer, Python and .NET in images with glibc; Go is watched on its `port`.")
    key("health", &health, "URL that answers 2xx when it is well; probed from outside.")
    key("labels", &labels, "Labels of its series.")
    key("exposes", &declaredMetrics, "The metrics it exposes; makes typos visible.")
    key("image", &image, "Image; the stack then runs it.")
    key("command", &command, "Arguments in place of the image's own.")
    key("port", &port, "Port it listens on.")
    key(
      "publish", &publish,
      "Port of the host that leads to it; behind a proxy, a page of its own there.")
    key("environment", &environment, "Environment variables; secrets come as files.")
    key("volumes", &volumes, "Named volumes: volume name to path in the container.")
    key("depends_on", &dependsOn, "Services that must be there first.")
    key("memory", &memory, "Memory limit.")
    key("cpus", &cpus, "CPU limit in cores.")
    key("user", &user, "User and group ids to run as.")
    key("read_only", &isReadOnly, "Whether its own file system is read-only.")
    key("tmpfs", &temporaryFolders, "Folders in memory that it may write.")
    key("cap_add", &capabilities, "Linux capabilities; all others are dropped.")
    key("health_check", &healthCheck, "Program in its container that tells whether it is well.")
  }
}

extension AppSpec {
  func check(_ node: Node, _ reading: Reading) {
    reading.checkVariables(environment) { if case .text(let text) = $0 { text } else { nil } }
    reading.warnOfSecrets(
      within: node["command"], help: "hand it over as a file, by 'environment: {NAME: {secret: X}}'"
    )
    reading.checkVolumes(volumes)
    reading.checkLabelNames(labels)
  }
}

/// The value of an environment variable: text, or the path of a secret's file.
enum AppVariable: SpecValue {
  case text(String)
  case secret(SecretReference)
  case endpoint(EndpointReference)

  static var shape: Shape {
    .either([.text(.plain), SecretReference.shape, EndpointReference.shape])
  }

  func tree(_ writing: inout Writing) -> Tree? {
    switch self {
    case .text(let text): .text(text)
    case .secret(let secret): secret.tree(&writing)
    case .endpoint(let endpoint): endpoint.tree(&writing)
    }
  }

  static func read(_ node: Node, _ reading: Reading) -> AppVariable? {
    if node.hasKey(like: "endpoint") {
      return EndpointReference.read(node, reading).map { .endpoint($0) }
    }
    if node.entries != nil { return SecretReference.read(node, reading).map { .secret($0) } }
    return reading.text(node, .text(.plain)).map { .text($0) }
  }
}

/// Where the metrics of an app are.
struct MetricsEndpoint: SpecRecord {
  static let name = "metrics endpoint"
  static let summary = "Where the metrics of an app are, and how they are scraped."
  static var shortForm: Shape? { .text(TextShape("URL or path", example: "/metrics")) }

  var address: String?
  /// Whether the app sends them in OpenTelemetry's protocol, and nobody scrapes it.
  var isPushed = false
  var scrape = ScrapeSpec()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("url", &address, .own, "URL, or a path of the app's own container.")
    scrape.visitKeys(&key)
  }

  static func readShort(_ node: Node, _ reading: Reading) -> MetricsEndpoint? {
    guard let text = reading.text(node, shape) else { return nil }
    if text == "otlp" {
      var endpoint = MetricsEndpoint()
      endpoint.isPushed = true
      return endpoint
    }
    guard text.hasPrefix("/") || text.contains(":") else {
      reading.invalid(
        "'\(text)' is neither a URL nor a path", node,
        help: "write http://HOST:PORT/metrics, a path of its own such as /metrics, or otlp")
      return nil
    }
    guard text.hasPrefix("/") || URLText.parse(text, node, reading) != nil else { return nil }
    var endpoint = MetricsEndpoint()
    endpoint.address = text
    return endpoint
  }

  func check(_ node: Node, _ reading: Reading) { scrape.check(node, reading) }
}

/// Where an app tells whether it is well.
struct HealthEndpoint: SpecRecord {
  static let name = "health endpoint"
  static let summary = "A URL that answers 2xx when the app is well."
  static var shortForm: Shape? { URLText.shape }

  var url = URLText("")
  var module = "http_2xx"

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("url", &url, .required, "The URL.")
    key("module", &module, "Module of the blackbox exporter that asks.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> HealthEndpoint? {
    guard let url = URLText.read(node, reading) else { return nil }
    var endpoint = HealthEndpoint()
    endpoint.url = url
    return endpoint
  }
}
