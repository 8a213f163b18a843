import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// A datasource beside those that the components of the stack bring.
struct DatasourceSpec: SpecValue {
  /// Grafana's id of its type.
  var type: String
  var isPlugin: Bool
  var common: DatasourceCommon
  var settings: Tree
  var secrets: Tree
  /// Secrets that Grafana reads for it.
  var mounts: [SecretReference]
  var node: Node

  static var shape: Shape {
    .either(datasourceKinds.map { .record($0.record) } + [.record(OtherSource.recordShape)])
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> DatasourceSpec? {
    guard node.entries != nil else {
      reading.wrongType(node, expected: .map(keys: "settings", .anything))
      return nil
    }
    guard let written = node["type"], let type = written.scalar?.text else {
      reading.diagnostics.report(
        Diagnostic(.missingKey, .error, "the datasource does not say its type", at: node.range)
          .help("write type: \(datasourceKinds.map(\.word).joined(separator: ", "))"))
      return nil
    }
    guard let kind = datasourceKinds.first(where: { $0.word == type || $0.type == type }) else {
      if let successor = retiredPlugins[type] {
        reading.diagnostics.report(
          Diagnostic(
            .retiredPlugin, .error, "the plugin '\(type)' no longer loads in Grafana",
            at: written.range
          ).help("use type: \(successor)").replacing(written.range, with: successor))
        return nil
      }
      if OtherSource.knows(type) { return OtherSource.read(node, reading)?.datasource(node) }
      reading.unknownWord(type, written, candidates: datasourceKinds.map(\.word))
      return nil
    }
    return kind.datasource(node, reading)
  }
}

/// Plugins that were given up, and the type that does their work today.
private let retiredPlugins = [
  "grafana-simple-json-datasource": "infinity", "simplejson": "infinity",
  "simple-json": "infinity", "SimpleJSON": "infinity",
]

/// What datasources of all types have.
struct DatasourceCommon: SpecRecord {
  static let name = "datasource"
  static let summary = "What datasources of all types have."

  var type = ""
  var title: String?
  var uid: DashboardUID?
  var url: String?
  var isDefault = false
  var user: String?
  var password: FileSecret?
  var basicAuth: DatasourceLogin?
  var headers = Named<HeaderValue>()
  var withCredentials: Bool?
  var correlations = Raw.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, .required, "Its type: prometheus, loki, postgres, infinity...")
    key("title", &title, "Name for people; its name in the spec when left out.")
    key("uid", &uid, "Its identity in Grafana; its name in the spec when left out.")
    key("url", &url, "Address, as the server of Grafana reaches it.")
    key("default", &isDefault, "Whether panels ask it that name no other.")
    key("user", &user, "User of the database.")
    key("password", &password, "Password of that user, from a secret.")
    key("basicAuth", &basicAuth, "User and password of HTTP.")
    key("headers", &headers, "Headers of every request; a value may be a secret.")
    key("withCredentials", &withCredentials, "Sends cookies and certificates of the browser.")
    key("correlations", &correlations, "Links from its results to others, in Grafana's form.")
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.warnOfSecrets(
      in: headers, text: { if case .text(let text) = $0 { text } else { nil } },
      help: "declare it under 'secrets:' and write {secret: NAME} here")
  }
}

/// User and password of HTTP.
struct DatasourceLogin: SpecRecord {
  static let name = "basic authentication"
  static let summary = "User and password of HTTP."

  var user = ""
  var password: FileSecret?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("user", &user, .required, "The user.")
    key("password", &password, .required, "The password, from a secret.")
  }
}

/// A secret that Grafana reads from its file when it starts.
struct FileSecret: SpecValue {
  var reference: SecretReference

  static var shape: Shape { SecretReference.shape }

  func tree(_ writing: inout Writing) -> Tree? {
    writing.secrets.append(reference)
    return .text("$__file{\(writing.secretFolder)/\(reference.secret)}")
  }

  static func read(_ node: Node, _ reading: Reading) -> FileSecret? {
    SecretReference.read(node, reading).map { FileSecret(reference: $0) }
  }
}

/// The value of a header: a text, or a secret.
enum HeaderValue: SpecValue {
  case text(String)
  case secret(FileSecret)

  static var shape: Shape { .either([.text(.plain), SecretReference.shape]) }

  func tree(_ writing: inout Writing) -> Tree? {
    switch self {
    case .text(let text): .text(text)
    case .secret(let secret): secret.tree(&writing)
    }
  }

  static func read(_ node: Node, _ reading: Reading) -> HeaderValue? {
    if node.entries != nil { return FileSecret.read(node, reading).map { .secret($0) } }
    return String.read(node, reading).map { .text($0) }
  }
}
