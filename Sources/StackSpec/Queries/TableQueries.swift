import OrderedTree
import SpecLanguage
import YAMLTree

/// A query of a database that speaks SQL.
struct SQLQuery: QueryKind {
  static let name = "SQL query"
  static let summary = "SQL and the form of the answer."
  static let types = ["grafana-postgresql-datasource", "postgres", "mysql", "mssql"]

  var sql = Expression(text: "", node: .nothing)
  var format: Format?
  var isRaw = true
  var editor = PrometheusQuery.Editor.code

  enum Format: String, Choice {
    case table
    case timeSeries = "time_series"
  }

  init() {}

  init(text: String, at node: Node) { sql = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("rawSql", &sql, .required, "The statement; may hold `$__timeFilter(column)` and its kin.")
    key("format", &format, "Rows, or series over time.")
    key("rawQuery", &isRaw, "Whether the statement is written out.")
    key("editorMode", &editor, "Editor that Grafana opens.")
  }

  mutating func complete(for use: QueryUse) {
    format = format ?? (use.style == .range ? .timeSeries : .table)
  }

  var texts: [QueryText] { [QueryText(sql, .sql)] }
}

/// A query of InfluxDB, in InfluxQL, Flux or SQL.
struct InfluxQuery: QueryKind {
  static let name = "InfluxDB query"
  static let summary = "InfluxQL, Flux or SQL, as the datasource is set."
  static let types = ["influxdb"]

  var query = Expression(text: "", node: .nothing)
  var isRaw = true
  var format: Format?
  var alias: String?

  enum Format: String, Choice {
    case table, logs
    case timeSeries = "time_series"
  }

  init() {}

  init(text: String, at node: Node) { query = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("query", &query, .required, "The query.")
    key("rawQuery", &isRaw, "Whether the query is written out.")
    key("resultFormat", &format, "Form of the answer.")
    key("alias", &alias, "Name of a series; `$tag_host` stands for a tag.")
  }

  mutating func complete(for use: QueryUse) {
    format = format ?? (use.style == .table ? .table : .timeSeries)
    alias = alias ?? use.legend
  }

  // `$tag_x` and `$col` are signs of its own.
  var texts: [QueryText] { [QueryText(query, .other)] }
}

/// A query of Elasticsearch or OpenSearch.
struct ElasticsearchQuery: QueryKind {
  static let name = "Elasticsearch query"
  static let summary = "A Lucene query and what is counted."
  static let types = ["elasticsearch"]

  var query = Expression(text: "", node: .nothing)
  var timeField = "@timestamp"
  var metrics: [Raw] = []
  var buckets: [Raw] = []
  var alias: String?
  var isLogs = false

  init() {}

  init(text: String, at node: Node) { query = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("query", &query, "The query, in the syntax of Lucene.")
    key("timeField", &timeField, "Field that holds the time.")
    key("metrics", &metrics, "What is worked out, in Grafana's form; a count when left out.")
    key("bucketAggs", &buckets, "How it is grouped, in Grafana's form; by time when left out.")
    key("alias", &alias, "Name of a series.")
    key("logs", &isLogs, KeyRule.own, "Asks for the documents as log lines.")
  }

  mutating func complete(for use: QueryUse) { alias = alias ?? use.legend }

  func tree(_ writing: inout Writing) -> Tree? {
    var copy = self
    var keys = WrittenTree(writing: writing)
    copy.visitKeys(&keys)
    if metrics.isEmpty {
      let metric = Tree.mapping([("id", .text("1")), ("type", .text(isLogs ? "logs" : "count"))])
      keys.entries.append(("metrics", .list([metric])))
    }
    if buckets.isEmpty {
      let byTime = Tree.mapping([
        ("id", .text("2")), ("type", .text("date_histogram")), ("field", .text(timeField)),
        ("settings", .mapping([("interval", .text("auto"))])),
      ])
      keys.entries.append(("bucketAggs", .list(isLogs ? [] : [byTime])))
    }
    return .mapping(keys.entries)
  }

  var texts: [QueryText] { [QueryText(query, .other)] }
}

/// A query of Redis.
struct RedisQuery: QueryKind {
  static let name = "Redis query"
  static let summary = "A command of Redis."
  static let types = ["redis-datasource"]

  var type = Kind.command
  var command: String?
  var section: String?
  var query: Expression?
  var keyName: String?
  var field: String?

  enum Kind: String, Choice { case command, cli, timeSeries, search, gears, graph, json }

  init() {}

  init(text: String, at node: Node) {
    type = .cli
    query = Expression(text: text, node: node)
  }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "A command by name, or one written out.")
    key("command", &command, "The command: `info`, `get`, `hgetall`, `slowlogGet`...")
    key("section", &section, "Section of `info`: `memory`, `stats`, `clients`...")
    key("query", &query, "The command written out.")
    key("keyName", &keyName, "Key it is about.")
    key("field", &field, "Field it is about.")
  }

  var texts: [QueryText] { query.map { [QueryText($0, .other)] } ?? [] }
}

/// A query of a server that speaks the JSON protocol.
struct JSONQuery: QueryKind {
  static let name = "JSON query"
  static let summary = "A metric of a server that speaks the JSON protocol."
  static let types = ["simpod-json-datasource"]

  var target = Expression(text: "", node: .nothing)
  var payload = Raw.nothing
  var editor = PrometheusQuery.Editor.code

  init() {}

  init(text: String, at node: Node) { target = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("target", &target, .required, "Name of the metric.")
    key("payload", &payload, "More for the server: a mapping.")
    key("editorMode", &editor, "Editor that Grafana opens.")
  }

  var texts: [QueryText] { [QueryText(target, .other)] }
}
