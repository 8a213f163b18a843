import OrderedTree
import StackModel

/// Questions to the archiver in the form of the datasource that asks them.
struct ArchiverQueries {
  let archiver: Archiver

  static let infinity = DatasourceReference(
    type: "yesoreyeram-infinity-datasource", uid: "archiver")
  static let plugin = DatasourceReference(
    type: "sasaki77-archiverappliance-datasource", uid: "archiver-plugin")

  /// What is asked of the newest sample of a variable.
  enum Measure {
    case value, severity, age
  }

  /// The datasource that has the values.
  var values: DatasourceReference {
    archiver.access == .plugin ? Self.plugin : Self.infinity
  }

  /// The label that has the name of a variable in the answers to `newest`.
  func label(of measure: Measure) -> String {
    archiver.access == .plugin && measure != .age ? "pvname" : "pv"
  }

  /// One number for each variable, from its newest sample.
  func newest(
    _ measure: Measure, of names: [String]
  ) -> (datasource: DatasourceReference, query: Tree) {
    guard archiver.access == .plugin, measure != .age else {
      return (Self.infinity, current(measure, of: jsonList(names)))
    }
    return (
      Self.plugin,
      pluginQuery(
        names.count == 1 ? names[0] : "(\(names.joined(separator: "|")))", operation: "last",
        field: measure == .severity ? "SEVR" : nil)
    )
  }

  /// One for each variable that has no connection, and is not paused on purpose.
  func disconnected(_ names: [String]) -> Tree {
    status(
      of: jsonList(names),
      select: """
        [.[] | {pv: .pvName, v: (if .connectionState == "true" or .status == "Paused" then 0 \
        else 1 end)}]
        """,
      columns: [("pv", "pv", "string"), ("v", "v", "number")])
  }

  /// The samples of one variable over the time of a dashboard.
  func history(of name: String) -> (datasource: DatasourceReference, query: Tree) {
    if archiver.access == .plugin {
      return (Self.plugin, pluginQuery(name, operation: "mean", field: nil))
    }
    // A variable that is not archived leaves the other queries of a panel alone.
    return (
      Self.infinity,
      Self.query(
        "\(archiver.retrieval)/data/getData.json",
        [
          "method": "GET", "data": "",
          "params": .list([
            parameter("pv", name), parameter("from", "${__from:date:iso}"),
            parameter("to", "${__to:date:iso}"),
          ]),
        ],
        parser: "backend", format: "timeseries", select: "#.data|@flatten",
        columns: [("secs", "Time", "timestamp_epoch_s"), ("val", name, "number")])
    )
  }

  /// The samples of the variables that a person chose.
  func chosenHistory(_ variable: String) -> (datasource: DatasourceReference, query: Tree) {
    if archiver.access == .plugin {
      return (Self.plugin, pluginQuery("(${\(variable):pipe})", operation: "mean", field: nil))
    }
    return (
      Self.infinity,
      Self.query(
        "\(archiver.retrieval)/data/getDataForPVs.json",
        post(
          "${\(variable):json}",
          [
            parameter("from", "${__from:date:iso}"), parameter("to", "${__to:date:iso}"),
          ]),
        parser: "jq-backend", format: "timeseries",
        // Rows that do not ascend in time would stay one long table.
        select: """
          [.[] | .meta.name as $sg_pv | .data[] | {t: (.secs * 1000 + ((.nanos / 1000000) | \
          floor)), pv: $sg_pv, v: .val}] | sort_by(.t)
          """,
        columns: [
          ("t", "t", "timestamp_epoch"), ("pv", "pv", "string"), ("v", "v", "number"),
        ])
    )
  }

  /// A table of newest values; the names are a list in JSON, or a variable that becomes one.
  func currentTable(_ names: String) -> Tree {
    currentValues(
      names,
      select: """
        [to_entries[] | {pv: .key, value: .value.val, severity: .value.severity, \
        age: (now - .value.secs)}]
        """,
      columns: [
        ("pv", "PV", "string"), ("value", "Value", "number"), ("severity", "Severity", "number"),
        ("age", "Age", "number"),
      ])
  }

  /// A table of what the archiver says of variables.
  func statusTable(_ names: String) -> Tree {
    status(
      of: names,
      select: """
        [.[] | {pv: .pvName, status, connected: (if .connectionState == "true" then 1 else 0 \
        end), last: .lastEvent}]
        """,
      columns: [
        ("pv", "PV", "string"), ("status", "Status", "string"),
        ("connected", "Connected", "number"), ("last", "Last event", "string"),
      ])
  }

  /// Names that fit the regular expression of another variable.
  func names(matching variable: String) -> Tree {
    let query = Self.query(
      "\(archiver.retrieval)/bpl/getMatchingPVs",
      [
        "method": "GET", "data": "",
        "params": .list([parameter("regex", "${\(variable)}"), parameter("limit", "1000")]),
      ],
      parser: "jq-backend", format: "table", select: "[.[] | {__text: ., __value: .}]",
      columns: [("__text", "__text", "string"), ("__value", "__value", "string")])
    return [
      "queryType": "infinity", "refId": "variable", "query": "", "infinityQuery": query,
    ]
  }

  /// What Infinity may ask: nothing but these, with the parameters after the question mark. Else
  /// everyone who may look at a dashboard could delete what is archived.
  var allowedAddresses: [String] {
    [
      "\(archiver.retrieval)/data/getData.json?", "\(archiver.retrieval)/data/getDataForPVs.json?",
      "\(archiver.retrieval)/data/getDataAtTime?", "\(archiver.retrieval)/bpl/getMatchingPVs?",
      "\(archiver.management)/bpl/getPVStatus?",
    ]
  }

  /// Names as a list in JSON.
  func jsonList(_ names: [String]) -> String {
    // No name holds a quote or a backslash.
    "[\"" + names.joined(separator: "\",\"") + "\"]"
  }
}

// The forms of the two datasources.
extension ArchiverQueries {
  private func current(_ measure: Measure, of names: String) -> Tree {
    let select =
      switch measure {
      case .value:
        #"[to_entries[] | select(.value.val | type == "number") | {pv: .key, v: .value.val}]"#
      case .severity:
        "[to_entries[] | select(.value.severity != null) | {pv: .key, v: .value.severity}]"
      case .age: "[to_entries[] | {pv: .key, v: (now - .value.secs)}]"
      }
    return currentValues(
      names, select: select, columns: [("pv", "pv", "string"), ("v", "v", "number")])
  }

  private func currentValues(
    _ names: String, select: String, columns: [(String, String, String)]
  ) -> Tree {
    Self.query(
      "\(archiver.retrieval)/data/getDataAtTime",
      post(names, [parameter("includeProxies", "false")]), parser: "jq-backend", format: "table",
      select: select, columns: columns)
  }

  private func status(
    of names: String, select: String, columns: [(String, String, String)]
  ) -> Tree {
    Self.query(
      "\(archiver.management)/bpl/getPVStatus", post(names, [parameter("limit", "-1")]),
      parser: "jq-backend", format: "table", select: select, columns: columns)
  }

  /// The appliance compares the content type as a text: no charset may follow.
  private func post(_ body: String, _ parameters: [Tree]) -> Tree {
    [
      "method": "POST", "params": .list(parameters), "body_type": "raw",
      "body_content_type": "application/json", "data": .text(body),
    ]
  }

  private func parameter(_ key: String, _ value: String) -> Tree {
    ["key": .text(key), "value": .text(value)]
  }

  private static func query(
    _ url: String, _ options: Tree, parser: String, format: String, select: String,
    columns: [(String, String, String)]
  ) -> Tree {
    [
      "type": "json", "source": "url", "parser": .text(parser), "format": .text(format),
      "url": .text(url), "url_options": options, "root_selector": .text(select),
      "columns": .list(
        columns.map { selector, text, type in
          ["selector": .text(selector), "text": .text(text), "type": .text(type)]
        }), "filters": [],
    ]
  }

  private func pluginQuery(_ target: String, operation: String, field: String?) -> Tree {
    var functions: [Tree] = [function("ignoreEmptyErr", "boolean", ["true", "false"], "true")]
    if let field {
      functions.append(
        function(
          "fieldName", "name", ["VAL", "SEVR", "STAT", "SEVR as Enum", "STAT as Enum"], field))
    }
    return [
      "target": .text(target), "regex": false, "operator": .text(operation), "alias": "",
      "aliasPattern": "", "live": false, "stream": false, "strmInt": "", "strmCap": "",
      "functions": .list(functions),
    ]
  }

  /// The backend of the plugin wants the whole definition of a function.
  private func function(
    _ name: String, _ parameter: String, _ options: [String], _ value: String
  ) -> Tree {
    [
      "def": [
        "name": .text(name), "category": "Options",
        "params": [
          ["name": .text(parameter), "type": "string", "options": .texts(options)]
        ], "defaultParams": [.text(options[0])],
      ], "params": [.text(value)],
    ]
  }
}
