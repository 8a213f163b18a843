import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// A link from a line or a span to rows of a database.
struct SQLCorrelation: SpecRecord {
  static let name = "correlation"
  static let summary = "A link from a line or a span to rows of a database."

  var target = Located("", .nothing)
  var query = ""
  var field: String?
  var variables = Named<Regex>()
  var description = ""

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("to", &target, .required, "Datasource of a SQL database.")
    key("query", &query, .required, "SQL with `${name}` of what is found; it should only read.")
    key(
      "field", &field,
      "Field of the result that is searched and gets the link: `Line` of logs, `tags` of spans.")
    key("find", &variables, "What is found in the field: name to a pattern with one group.")
    key("description", &description, "One line for the person who follows it.")
  }

  func check(_ node: Node, _ reading: Reading) {
    for entry in variables.entries {
      if !query.contains("${\(entry.name)") {
        reading.invalid(
          "the query does not use '\(entry.name)'", entry.node, help: "write ${\(entry.name)} in it"
        )
      }
      // The browser searches, and its patterns have neither flags in front nor groups of this form.
      for foreign in ["(?P<", "(?i)", "(?s)", "(?m)"] where entry.value.text.contains(foreign) {
        reading.invalid(
          "browsers do not know '\(foreign)'", entry.node,
          help: foreign == "(?P<" ? "write (...)" : "write [Aa] for either case, or leave it out")
      }
    }
  }
}

extension Resolver {
  /// Links lines and spans to databases, when all datasources are known.
  mutating func addSQLCorrelations() {
    let sources = [
      ("loki", "Line", stack.loki?.correlations), ("tempo", "tags", stack.tempo?.correlations),
    ]
    for (key, field, correlations) in sources {
      guard let entries = correlations?.entries, !entries.isEmpty else { continue }
      let trees = entries.compactMap { correlation($0, field) }
      guard let index = model.grafana?.datasources.firstIndex(where: { $0.key == key }) else {
        continue
      }
      model.grafana?.datasources[index].fields.append(("correlations", .list(trees)))
    }
  }

  private func correlation(_ entry: Named<SQLCorrelation>.Entry, _ field: String) -> Tree? {
    let spec = entry.value
    let databases = (model.grafana?.datasources ?? []).filter { isSQL($0.type) }
    guard let target = databases.first(where: { $0.key == spec.target.value }) else {
      undefined(
        "SQL datasource", spec.target.value, at: spec.target.range,
        among: databases.map(\.key), section: "datasources")
      return nil
    }
    var config: Tree = [
      // Grafana looks for the type here in older versions, and beside `config` in newer ones.
      "type": "query", "field": .text(spec.field ?? field),
      "target": [
        "refId": "A", "editorMode": "code", "format": "table", "rawQuery": true,
        "rawSql": .text(spec.query),
      ],
    ]
    if !spec.variables.entries.isEmpty {
      config["transformations"] = .list(
        spec.variables.entries.map {
          ["type": "regex", "expression": .text($0.value.text), "mapValue": .text($0.name)]
        })
    }
    return [
      "targetUID": .text(target.uid), "label": .text(entry.name),
      "description": .text(spec.description), "type": "query", "config": config,
    ]
  }

  private func isSQL(_ type: String) -> Bool {
    [PostgresSource.type, "postgres", MySQLSource.type, MSSQLSource.type].contains(type)
  }
}
