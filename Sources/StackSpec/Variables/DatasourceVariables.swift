import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// A choice of datasources of one type.
struct DatasourceVariable: VariableKind {
  static let name = "datasource variable"
  static let summary = "A choice of datasources of one type."
  static let type = "datasource"

  var plugin = "prometheus"
  var regex: String?
  var values = ChosenValues()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("query", &plugin, "Grafana's id of the type of datasource.")
    key("regex", &regex, "Regular expression their names match: `/re/`.")
    values.visitKeys(&key)
  }

  var isMultiple: Bool { values.isMultiple || values.includesAll }

  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)] {
    var fields: [(key: String, value: Tree)] = [
      ("query", .text(plugin)), ("refresh", .int(1)),
    ]
    if let regex { fields.append(("regex", .text(regex))) }
    return fields + values.fields(first: ("default", "default"))
  }
}

/// Filters that people add to every query of a datasource.
struct AdhocVariable: VariableKind {
  static let name = "adhoc variable"
  static let summary = "Filters that people add to every query of a datasource."
  static let type = "adhoc"

  var datasource: Located<String>?
  var filters: [Filter] = []
  var baseFilters: [Filter] = []
  var defaultKeys = Raw.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("datasource", &datasource, "Datasource by its name in the spec, or `$variable`.")
    key("filters", &filters, "Filters at first.")
    key("baseFilters", &baseFilters, "Filters that always hold.")
    key("defaultKeys", &defaultKeys, "Keys offered, in Grafana's form.")
  }

  var asksDatasource: Bool { true }

  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)] {
    var fields: [(key: String, value: Tree)] = []
    if let datasource { fields.append(("datasource", datasource.tree)) }
    var writing = Writing()
    fields.append(("filters", filters.tree(&writing) ?? .list([])))
    if let base = baseFilters.tree(&writing) { fields.append(("baseFilters", base)) }
    if !defaultKeys.node.isNull { fields.append(("defaultKeys", Tree(defaultKeys.node))) }
    return fields
  }

  struct Filter: SpecRecord {
    static let name = "filter"
    static let summary = "A condition on a label."

    var label = ""
    var comparison = "="
    var value = ScalarText(text: "")

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("key", &label, .required, "The label.")
      key("operator", &comparison, "The comparison.")
      key("value", &value, .required, "The value.")
    }
  }
}

/// Labels that people group every query of a datasource by.
struct GroupByVariable: VariableKind {
  static let name = "groupby variable"
  static let summary = "Labels that people group every query of a datasource by."
  static let type = "groupby"

  var datasource: Located<String>?
  var standard: [String] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("datasource", &datasource, "Datasource by its name in the spec, or `$variable`.")
    key("default", &standard, KeyRule.own, "Labels at first.")
  }

  var asksDatasource: Bool { true }

  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)] {
    var fields: [(key: String, value: Tree)] = []
    if let datasource { fields.append(("datasource", datasource.tree)) }
    fields.append(("multi", .bool(true)))
    let labels = Tree.list(standard.map { .text($0) })
    fields.append(("current", .mapping([("text", labels), ("value", labels)])))
    return fields
  }
}
