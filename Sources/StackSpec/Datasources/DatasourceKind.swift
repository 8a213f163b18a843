import OrderedTree
import SpecLanguage
import YAMLTree

/// A type of datasource: one record of `jsonData`, one of secrets, one line in `datasourceKinds`.
protocol DatasourceKind: Sendable {
  /// `jsonData`.
  associatedtype Settings: SpecRecord
  /// `secureJsonData` beside what all types have.
  associatedtype Secrets: SpecRecord = NoKeys

  /// The word of the spec.
  static var word: String { get }
  /// Grafana's id of the type.
  static var type: String { get }
  static var summary: String { get }
  /// Whether Grafana must install a plugin for it.
  static var isPlugin: Bool { get }
}

extension DatasourceKind {
  static var isPlugin: Bool { false }
}

let datasourceKinds: [DatasourceKindEntry] = [
  DatasourceKindEntry(PrometheusSource.self),
  DatasourceKindEntry(AlertmanagerSource.self),
  DatasourceKindEntry(LokiSource.self),
  DatasourceKindEntry(TempoSource.self),
  DatasourceKindEntry(JaegerSource.self),
  DatasourceKindEntry(ZipkinSource.self),
  DatasourceKindEntry(PyroscopeSource.self),
  DatasourceKindEntry(PostgresSource.self),
  DatasourceKindEntry(MySQLSource.self),
  DatasourceKindEntry(MSSQLSource.self),
  DatasourceKindEntry(InfluxSource.self),
  DatasourceKindEntry(ElasticsearchSource.self),
  DatasourceKindEntry(RedisSource.self),
  DatasourceKindEntry(InfinitySource.self),
  DatasourceKindEntry(ArchiverSource.self),
  DatasourceKindEntry(JSONSource.self),
]

/// A type of datasource in the list of types.
struct DatasourceKindEntry: Sendable {
  var word: String
  var type: String
  var isPlugin: Bool
  var record: RecordShape
  var datasource: @Sendable (Node, Reading) -> DatasourceSpec?

  init<Kind: DatasourceKind>(_ kind: Kind.Type) {
    word = Kind.word
    type = Kind.type
    isPlugin = Kind.isPlugin
    record = DatasourceRecord<Kind>.recordShape
    datasource = { node, reading in
      DatasourceRecord<Kind>.read(node, reading)?.datasource(node)
    }
  }
}

/// A datasource of one type, as written.
private struct DatasourceRecord<Kind: DatasourceKind>: SpecRecord {
  static var name: String { "\(Kind.word) datasource" }
  static var summary: String { Kind.summary }

  var common = DatasourceCommon()
  var settings = Kind.Settings()
  var secrets = Kind.Secrets()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    common.visitKeys(&key)
    settings.visitKeys(&key)
    secrets.visitKeys(&key)
  }

  func check(_ node: Node, _ reading: Reading) { common.check(node, reading) }

  func datasource(_ node: Node) -> DatasourceSpec {
    var writing = Writing()
    return DatasourceSpec(
      type: Kind.type, isPlugin: Kind.isPlugin, common: common,
      settings: settings.tree(&writing) ?? .mapping([]),
      secrets: secrets.tree(&writing) ?? .mapping([]), mounts: writing.secrets, node: node)
  }
}
