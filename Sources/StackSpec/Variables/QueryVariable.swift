import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// Values that a datasource gives.
struct QueryVariable: VariableKind {
  static let name = "query variable"
  static let summary = "Values that a datasource gives."
  static let type = "query"

  var query = Located(Raw.nothing, .nothing)
  var datasource: Located<String>?
  var regex: String?
  var refresh = Refresh.load
  var sort = Sort.alphabetical
  var values = ChosenValues()

  enum Refresh: String, NumberedChoice {
    case never, load
    case timeRange = "time"

    var number: Int {
      switch self {
      case .never: 0
      case .load: 1
      case .timeRange: 2
      }
    }
  }

  enum Sort: String, NumberedChoice {
    case none, alphabetical, numerical, natural
    case alphabeticalDown = "alphabetical desc"
    case numericalDown = "numerical desc"
    case anyCase = "any case"
    case anyCaseDown = "any case desc"
    case naturalDown = "natural desc"

    var number: Int {
      switch self {
      case .none: 0
      case .alphabetical: 1
      case .alphabeticalDown: 2
      case .numerical: 3
      case .numericalDown: 4
      case .anyCase: 5
      case .anyCaseDown: 6
      case .natural: 7
      case .naturalDown: 8
      }
    }
  }

  init() {}

  init(text: String, at node: Node) { query = Located(Raw(node: node), node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("query", &query, .required, "The question, such as `label_values(up, job)`.")
    key("datasource", &datasource, "Datasource by its name in the spec, or `$variable`.")
    key("regex", &regex, "Regular expression that picks or cuts values: `/re/`.")
    key("refresh", &refresh, "When it is asked: on `load`, or when the `time` range changes.")
    key("sort", &sort, "Order of the values.")
    values.visitKeys(&key)
  }

  var asksDatasource: Bool { true }
  var isMultiple: Bool { values.isMultiple || values.includesAll }

  var texts: [QueryText] {
    guard let text = query.node.scalar?.text else { return [] }
    return [QueryText(Expression(text: text, node: query.node), .other)]
  }

  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)] {
    var fields: [(key: String, value: Tree)] = []
    if let datasource { fields.append(("datasource", datasource.tree)) }
    let text = query.node.scalar?.text
    if let text, datasource?.type == "prometheus" {
      fields.append(("query", Self.prometheusQuery(text)))
    } else {
      fields.append(("query", Tree(query.node)))
    }
    if let text { fields.append(("definition", .text(text))) }
    fields.append(("refresh", .int(refresh.number)))
    if let regex { fields.append(("regex", .text(regex))) }
    fields.append(("sort", .int(sort.number)))
    return fields + values.fields()
  }

  /// The form in which Grafana's own editor keeps such a query.
  private static func prometheusQuery(_ text: String) -> Tree {
    let kinds = ["label_names(", "label_values(", "metrics(", "query_result("]
    let kind = kinds.firstIndex { text.hasPrefix($0) } ?? 5
    return .mapping([
      ("qryType", .int(kind)), ("query", .text(text)),
      ("refId", .text("PrometheusVariableQueryEditor-VariableQuery")),
    ])
  }
}
