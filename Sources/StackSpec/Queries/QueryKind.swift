import OrderedTree
import SpecLanguage
import YAMLTree

/// The query language of one type of datasource: one record, one line in `queryKinds`.
protocol QueryKind: SpecRecord {
  /// Types of datasources that are asked so.
  static var types: [String] { get }
  /// A query that is a text and nothing else.
  init(text: String, at node: Node)
  /// Completes what the spec left out as the panel shows it.
  mutating func complete(for use: QueryUse)
  /// The texts in it that have a dialect of their own.
  var texts: [QueryText] { get }
}

/// What a panel wants of a query.
struct QueryUse: Sendable {
  var style: QueryStyle
  var legend: String?
  var isInstant: Bool?
}

/// A text in a query and the language it is written in.
struct QueryText: Sendable {
  var text: String
  var node: Node
  var dialect: Dialect
  /// The name of a series in the panel, which reads labels of the result.
  var legend: String?
  /// Whether it is asked for one moment and not for a stretch of time.
  var isInstant = false

  enum Dialect: Sendable {
    case promQL, logQL, traceQL, sql, other
  }

  init(_ expression: Expression, _ dialect: Dialect, legend: String? = nil) {
    self.legend = legend
    text = expression.text
    node = expression.node
    self.dialect = dialect
  }
}

extension QueryKind {
  mutating func complete(for use: QueryUse) {}
}

let queryKinds: [QueryKindEntry] = [
  QueryKindEntry(PrometheusQuery.self),
  QueryKindEntry(LokiQuery.self),
  QueryKindEntry(TempoQuery.self),
  QueryKindEntry(JaegerQuery.self),
  QueryKindEntry(ZipkinQuery.self),
  QueryKindEntry(PyroscopeQuery.self),
  QueryKindEntry(SQLQuery.self),
  QueryKindEntry(InfluxQuery.self),
  QueryKindEntry(ElasticsearchQuery.self),
  QueryKindEntry(RedisQuery.self),
  QueryKindEntry(JSONQuery.self),
  QueryKindEntry(InfinityQuery.self),
  QueryKindEntry(ArchiverQuery.self),
  QueryKindEntry(GrafanaQuery.self),
  QueryKindEntry(PanelResultQuery.self),
  QueryKindEntry(ExpressionQuery.self),
]

/// A kind of query in the list of kinds.
struct QueryKindEntry: Sendable {
  var types: [String]
  private let shape: @Sendable () -> RecordShape
  var query: @Sendable (Node, Reading) -> AnyQuery?
  /// Turns what an export says of such a query into keys of the spec.
  var importKeys: @Sendable (inout ImportedKeys) -> Void

  init<Kind: QueryKind>(_ kind: Kind.Type) {
    types = Kind.types
    shape = { QueryRecord<Kind>.recordShape }
    query = { Kind.readQuery($0, $1) }
    importKeys = { keys in
      var query = Kind()
      query.visitKeys(&keys)
    }
  }

  /// Only schema and manual look at all kinds, and types cost time where they are made.
  var record: RecordShape { shape() }
}

let queryKindsByType: [String: QueryKindEntry] = {
  var kinds: [String: QueryKindEntry] = [:]
  for kind in queryKinds {
    for type in kind.types { kinds[type] = kind }
  }
  return kinds
}()

/// A query as written: which datasource answers it decides how it is read.
struct QuerySpec: SpecValue {
  var node: Node

  static var shape: Shape {
    .either([.text(.plain)] + queryKinds.map { .record($0.record) })
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> QuerySpec? {
    if node.entries != nil || (node.scalar != nil && !node.isNull) { return QuerySpec(node: node) }
    reading.wrongType(node, expected: .map(keys: "query keys", .anything))
    return nil
  }
}

extension QueryKind {
  fileprivate static func readQuery(_ node: Node, _ reading: Reading) -> AnyQuery? {
    if let scalar = node.scalar {
      return AnyQuery(common: QueryCommon(), query: Self(text: scalar.text, at: node))
    }
    return QueryRecord<Self>.read(node, reading).map {
      AnyQuery(common: $0.common, query: $0.query)
    }
  }
}

/// A query of whichever kind.
struct AnyQuery: Sendable {
  var common: QueryCommon
  var query: any QueryKind
}

/// What queries of all kinds have.
struct QueryCommon: SpecRecord {
  static let name = "query"
  static let summary = "What queries of all kinds have."

  var name: String?
  var datasource: Located<String>?
  var isHidden = false
  var patch = Raw.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("refId", &name, "Name of the query: A, B, C... when left out.")
    key("datasource", &datasource, "Datasource by its name in the spec, or `$variable`.")
    key("hide", &isHidden, "Asked, but not shown: for expressions over it.")
    key("patch", &patch, KeyRule.own, "Any keys of the query in Grafana's form.")
  }
}

private struct QueryRecord<Kind: QueryKind>: SpecRecord {
  static var name: String { Kind.name }
  static var summary: String { Kind.summary }

  var common = QueryCommon()
  var query = Kind()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    common.visitKeys(&key)
    query.visitKeys(&key)
  }
}
