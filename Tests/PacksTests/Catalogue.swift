import Diagnostics
import Documents
import Reports
import SpecLanguage
import StackCompiler
import StackSpec
import YAMLTree

/// The packs that are built in, as trees.
struct Catalogue {
  /// A built-in pack as it is written.
  struct Pack {
    let name: String
    let tree: Node

    var isComponent: Bool { tree["kind"]?.scalar?.text == "component" }

    func names(under section: String) -> [String] {
      tree[section]?.entries?.map(\.key.name) ?? []
    }
  }

  static let packs: [Pack] = builtInPacks.map { pack in
    let diagnostics = Diagnostics()
    let bytes = unsafe UnsafeBufferPointer(
      start: pack.text.utf8Start, count: pack.text.utf8CodeUnitCount)
    let source = unsafe diagnostics.sources.add(name: pack.name, text: Array(bytes))
    return Pack(name: pack.name, tree: parseYAML(source, diagnostics) ?? .nothing)
  }

  /// The packs that a spec has a place for.
  static var usable: [Pack] {
    let sections = Stack.recordShape.keys().map(\.name) + ["proxy"]
    return packs.filter { !$0.isComponent || sections.contains($0.name) }
  }

  /// The least that an entry of each pack needs, as a whole spec.
  static func leastSpec(of pack: Pack) -> String {
    let head = "stackgen: 1\nname: least\n"
    switch pack.tree["kind"]?.scalar?.text {
    case "component": return head + component(pack.name)
    case "app":
      return head + "prometheus:\napps:\n  app: {metrics: 'http://a.example.com/metrics', "
        + "kind: \(pack.name)}\n"
    default:
      let params = leastParams[pack.name] ?? ""
      let secrets =
        params.contains("secret: S") ? "secrets: {S: {file: secrets/s}}\n" : ""
      return head + secrets + "prometheus:\nexporters:\n  \(pack.name): {\(params)}\n"
    }
  }

  private static func component(_ name: String) -> String {
    switch name {
    case "grafana":
      "secrets: {S: {file: s}}\nprometheus:\ngrafana: {admin: {password: {secret: S}}}\n"
    case "alertmanager":
      "prometheus:\nalertmanager:\nroutes: {default: team}\n"
        + "receivers: {team: {webhook: {url: 'http://hook.example.com/'}}}\n"
    case "proxy":
      "secrets: {S: {file: s}}\nprometheus:\n"
        + "expose: {proxy: {domain: example.com, login: {secret: S}}}\n"
    case "k6": "prometheus:\nk6: {urls: ['http://a.example.com/']}\n"
    default: "\(name):\n"
    }
  }

  private static let leastParams: [String: String] = [
    "elasticsearch": "url: 'http://search.example.com:9200'",
    "haproxy": "targets: ['proxy.example.com:8405']",
    "jmx": "targets: ['app.example.com:9404']",
    "json": "urls: ['http://a.example.com/s.json'], modules: {default: {metrics: []}}",
    "kafka": "host: kafka.example.com",
    "memcached": "host: cache.example.com",
    "mongodb": "host: db.example.com",
    "mysql": "host: db.example.com, password: {secret: S}",
    "nginx": "url: 'http://web.example.com/stub_status'",
    "postgres": "host: db.example.com, password: {secret: S}",
    "rabbitmq": "targets: ['queue.example.com:15692']",
    "redis": "host: cache.example.com",
    "snmp": "devices: [192.0.2.1]",
    "windows": "targets: ['win.example.com:9182']",
  ]
}

/// What became of texts: the files of the stack, and what was found.
struct Built {
  var compilation: Compilation?
  var findings: [Diagnostic]
  var report: String

  init(_ texts: [String: String], settings: [String] = []) {
    let diagnostics = Diagnostics()
    compilation = compile(
      SpecRequest("spec.yaml", settings: settings), from: TextSources(texts), diagnostics)
    findings = diagnostics.sorted
    report = humanReport([Findings(diagnostics)], .none)
  }

  /// The text of one of the files.
  func file(_ path: String) -> String? {
    let file = compilation?.files.files.first { $0.path == path }
    return file.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
