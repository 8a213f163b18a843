import OrderedTree
import SpecLanguage
import YAMLTree

/// A query of Infinity: JSON, CSV or XML from any address.
struct InfinityQuery: QueryKind {
  static let name = "Infinity query"
  static let summary = "JSON, CSV or XML from any address."
  static let types = ["yesoreyeram-infinity-datasource"]

  var type = Kind.json
  var source = Source.url
  var parser = Parser.backend
  var format: Format?
  var url: Expression?
  var data: String?
  var request: Request?
  var rootSelector: String?
  var columns: [Column] = []
  var computed: [Column] = []
  var filterExpression: String?
  var summarizeExpression: String?
  var summarizeBy: String?
  var summarizeAlias: String?
  var filters: [Raw] = []
  var pagination = Raw.nothing
  var globalQuery: String?

  enum Kind: String, Choice {
    case json, csv, tsv, xml, graphql, html, uql, groq, transformations, series, global
    case sheets = "google-sheets"
  }
  enum Source: String, Choice {
    case url, inline, reference, expression
    case blob = "azure-blob"
    case random = "random-walk"
  }
  enum Parser: String, Choice {
    case backend, simple, uql, groq
    case jq = "jq-backend"
  }
  enum Format: String, Choice {
    case table, timeseries, logs, trace, dataframe
    case nodes = "node-graph-nodes"
    case edges = "node-graph-edges"
    case asIs = "as-is"
  }

  init() {}

  init(text: String, at node: Node) { url = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "Form of the data.")
    key("source", &source, "Where the data stands.")
    // Without it the query runs in the browser, and never in an alert.
    key("parser", &parser, "What reads the data; `backend` works in alerts as well.")
    key("format", &format, "Form of the answer.")
    key("url", &url, "Address, put behind that of the datasource.")
    key("data", &data, "The data itself, for the source `inline`.")
    key("url_options", &request, "How the address is asked.")
    key("root_selector", &rootSelector, "Where in the data the rows are.")
    key("columns", &columns, "Columns of the rows.")
    key("computed_columns", &computed, "Columns worked out from others.")
    key("filterExpression", &filterExpression, "Condition of the rows that are kept.")
    key("summarizeExpression", &summarizeExpression, "What is worked out over all rows.")
    key("summarizeBy", &summarizeBy, "Column that groups the rows for that.")
    key("summarizeAlias", &summarizeAlias, "Name of what is worked out.")
    key("filters", &filters, "Filters of the browser's parsers, in Grafana's form.")
    key("pagination", &pagination, KeyRule.own, "Keys that begin with `pagination_`.")
    key("global_query_id", &globalQuery, "Query declared in the datasource.")
  }

  mutating func complete(for use: QueryUse) {
    format = format ?? (use.style == .range ? .timeseries : .table)
    if request == nil, source == .url { request = Request() }
  }

  func tree(_ writing: inout Writing) -> Tree? {
    var copy = self
    var keys = WrittenTree(writing: writing)
    copy.visitKeys(&keys)
    for (key, list) in [("columns", columns), ("computed_columns", computed)] where list.isEmpty {
      keys.entries.append((key, .list([])))
    }
    if filters.isEmpty { keys.entries.append(("filters", .list([]))) }
    if case .mapping(let pages) = Tree(pagination.node) { keys.entries += pages }
    return .mapping(keys.entries)
  }

  var texts: [QueryText] { url.map { [QueryText($0, .other)] } ?? [] }

  struct Column: SpecRecord {
    static let name = "Infinity column"
    static let summary = "A column of the rows."

    var selector = ""
    var text: String?
    var type: Kind?
    var timeFormat: String?

    enum Kind: String, Choice {
      case string, number, boolean, timestamp
      case milliseconds = "timestamp_epoch"
      case seconds = "timestamp_epoch_s"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("selector", &selector, .required, "Where in a row the value is.")
      key("text", &text, "Name of the column.")
      key("type", &type, "What the value is.")
      key("timestampFormat", &timeFormat, "How a time is written.")
    }

    func tree(_ writing: inout Writing) -> Tree? {
      var copy = self
      copy.text = text ?? selector
      var keys = WrittenTree(writing: writing)
      copy.visitKeys(&keys)
      return .mapping(keys.entries)
    }
  }

  struct Request: SpecRecord {
    static let name = "Infinity request"
    static let summary = "How an address is asked."

    var method = Method.get
    var data = ""
    var params: [Pair] = []
    var headers: [Pair] = []
    var bodyType: BodyType?
    var contentType: String?
    var form: [Pair] = []
    var graphQL: String?
    var variables: String?

    enum Method: String, Choice {
      case get = "GET"
      case post = "POST"
      case put = "PUT"
      case patch = "PATCH"
      case delete = "DELETE"
    }
    enum BodyType: String, Choice {
      case none, raw, graphql
      case form = "form-data"
      case urlEncoded = "x-www-form-urlencoded"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("method", &method, "Method of HTTP.")
      key("data", &data, "Body, written out.")
      key("params", &params, "Parameters of the address.")
      key("headers", &headers, "Headers.")
      key("body_type", &bodyType, "Form of the body.")
      key("body_content_type", &contentType, "Content type of the body.")
      key("body_form", &form, "Fields of a form.")
      key("body_graphql_query", &graphQL, "Query in GraphQL.")
      key("body_graphql_variables", &variables, "Variables of that query.")
    }
  }

  struct Pair: SpecRecord {
    static let name = "key and value"
    static let summary = "A key and its value; may hold variables."

    var key = ""
    var value = ScalarText(text: "")

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("key", &self.key, .required, "The key.")
      key("value", &value, .required, "The value.")
    }
  }
}
