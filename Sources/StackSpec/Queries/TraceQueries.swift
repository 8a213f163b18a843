import OrderedTree
import SpecLanguage
import YAMLTree

/// A query of Tempo.
struct TempoQuery: QueryKind {
  static let name = "Tempo query"
  static let summary = "TraceQL, a trace by its id, or the map of services."
  static let types = ["tempo"]

  var kind = Kind.traceQL
  var query: Expression?
  var limit: Int?
  var spans: Int?
  var table: TableType?
  var filters: [Raw] = []
  var serviceMapQuery: String?
  var metricsKind: LokiQuery.Kind?
  var step: String?
  var exemplars: Int?
  var groupBy: [Raw] = []

  enum Kind: String, Choice {
    case traceQL = "traceql"
    case search = "traceqlSearch"
    case serviceMap, traceId, upload
  }
  enum TableType: String, Choice { case traces, spans, raw }

  init() {}

  init(text: String, at node: Node) { query = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("queryType", &kind, "What is asked for.")
    key("query", &query, "TraceQL, or the id of a trace.")
    key("limit", &limit, "Most traces.")
    key("spss", &spans, "Most spans of a trace.")
    key("tableType", &table, "Whether rows are traces or spans.")
    key("filters", &filters, "Filters of a search, in Grafana's form.")
    key("serviceMapQuery", &serviceMapQuery, "Selector of the services on the map.")
    key("metricsQueryType", &metricsKind, "How metrics of TraceQL are asked for.")
    key("step", &step, "Step between values of metrics.")
    key("exemplars", &exemplars, "Most exemplars of metrics.")
    key("groupBy", &groupBy, "Grouping of a search, in Grafana's form.")
  }

  func tree(_ writing: inout Writing) -> Tree? {
    var copy = self
    var keys = WrittenTree(writing: writing)
    copy.visitKeys(&keys)
    // The editor of Grafana wants the list even when it is empty.
    if filters.isEmpty { keys.entries.append(("filters", .list([]))) }
    return .mapping(keys.entries)
  }

  var texts: [QueryText] {
    guard let query else { return [] }
    return [QueryText(query, kind == .traceQL ? .traceQL : .other)]
  }
}

/// A query of Jaeger.
struct JaegerQuery: QueryKind {
  static let name = "Jaeger query"
  static let summary = "A search for traces, or a trace by its id."
  static let types = ["jaeger"]

  var kind: Kind?
  var query: Expression?
  var service: String?
  var operation: String?
  var tags: String?
  var limit: Int?
  var minDuration: String?
  var maxDuration: String?

  enum Kind: String, Choice { case search, upload, dependencyGraph }

  init() {}

  init(text: String, at node: Node) { query = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("queryType", &kind, "A search or the graph of services; a trace by id when left out.")
    key("query", &query, "Id of a trace.")
    key("service", &service, "Service searched for.")
    key("operation", &operation, "Operation searched for.")
    key("tags", &tags, "Tags searched for: `error=true`.")
    key("limit", &limit, "Most traces.")
    key("minDuration", &minDuration, "Least duration.")
    key("maxDuration", &maxDuration, "Greatest duration.")
  }

  mutating func complete(for use: QueryUse) {
    if kind == nil, service != nil { kind = .search }
  }

  var texts: [QueryText] { query.map { [QueryText($0, .other)] } ?? [] }
}

/// A query of Zipkin.
struct ZipkinQuery: QueryKind {
  static let name = "Zipkin query"
  static let summary = "A trace by its id."
  static let types = ["zipkin"]

  var kind = Kind.traceID
  var query: Expression?

  enum Kind: String, Choice { case traceID, upload }

  init() {}

  init(text: String, at node: Node) { query = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("queryType", &kind, "What is asked for.")
    key("query", &query, "Id of a trace.")
  }

  var texts: [QueryText] { query.map { [QueryText($0, .other)] } ?? [] }
}

/// A query of Pyroscope.
struct PyroscopeQuery: QueryKind {
  static let name = "Pyroscope query"
  static let summary = "Profiles of one type, picked by labels."
  static let types = ["grafana-pyroscope-datasource", "phlare"]

  var profile = "process_cpu:cpu:nanoseconds:cpu:nanoseconds"
  var selector = Expression(text: "{}", node: .nothing)
  var groupBy: [String] = []
  var kind = Kind.both
  var maxNodes: Int?
  var limit: Int?
  var spans: [String] = []

  enum Kind: String, Choice { case metrics, profile, both }

  init() {}

  init(text: String, at node: Node) { selector = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("profileTypeId", &profile, "Type of the profiles.")
    key("labelSelector", &selector, "Labels they have: `{service_name=\"api\"}`.")
    key("groupBy", &groupBy, "Labels that make series.")
    key("queryType", &kind, "Values over time, a flame graph, or both.")
    key("maxNodes", &maxNodes, "Most nodes of a flame graph.")
    key("limit", &limit, "Most series.")
    key("spanSelector", &spans, "Spans the profiles belong to.")
  }

  func tree(_ writing: inout Writing) -> Tree? {
    var copy = self
    var keys = WrittenTree(writing: writing)
    copy.visitKeys(&keys)
    if groupBy.isEmpty { keys.entries.append(("groupBy", .list([]))) }
    return .mapping(keys.entries)
  }

  var texts: [QueryText] { [QueryText(selector, .other)] }
}
