import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// A link of a dashboard or a panel.
struct LinkSpec: SpecRecord {
  static let name = "link"
  static let summary = "A link of a dashboard or a panel."

  var title: String?
  var url: String?
  var dashboard: Located<String>?
  var tags: [String] = []
  var icon: String?
  var tooltip: String?
  var isDropdown: Bool?
  var opensTab: Bool?
  var includesVariables: Bool?
  var keepsTime: Bool?
  var placement: Placement?
  var leadsToAll = false
  var patch = Raw.nothing

  enum Placement: String, Choice { case inControlsMenu }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("title", &title, "Its text.")
    key("url", &url, "Where it leads.")
    key("dashboard", &dashboard, KeyRule.own, "Dashboard of this stack it leads to, by name.")
    key("tags", &tags, "Leads to all dashboards that have these tags.")
    key("dashboards", &leadsToAll, KeyRule.own, "Leads to all dashboards there are.")
    key("icon", &icon, "Icon: `external link`, `dashboard`, `question`, `info`, `bolt`, `doc`.")
    key("tooltip", &tooltip, "Text under the cursor.")
    key("asDropdown", &isDropdown, "Dashboards by tag stand in a menu.")
    key("targetBlank", &opensTab, "Opens a new tab.")
    key("includeVars", &includesVariables, "Hands the variables on.")
    key("keepTime", &keepsTime, "Hands the time range on.")
    key("placement", &placement, .since(.grafana, 12, 3), "Stands in the menu of controls.")
    key("patch", &patch, KeyRule.own, "Any keys of it in Grafana's form.")
  }
}

/// A link of each value: its URL may name the value and its labels.
struct DataLinkSpec: SpecRecord {
  static let name = "data link"
  static let summary = "A link of each value."

  var title = ""
  var url: String?
  var dashboard: Located<String>?
  var opensTab: Bool?
  var opensAtOnce: Bool?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("title", &title, .required, "Its text.")
    key("url", &url, "Where it leads; may hold `${__value.text}`, `${__field.labels.x}`.")
    key("dashboard", &dashboard, "Dashboard of this stack it leads to, by name.")
    key("targetBlank", &opensTab, "Opens a new tab.")
    key("oneClick", &opensAtOnce, .since(.grafana, 12, 0), "Opens on the first click.")
  }
}

/// One step of what becomes of query results.
struct TransformationSpec: SpecRecord {
  static let name = "transformation"
  static let summary = "One step of what becomes of query results: `{organize: {...}}`."
  static var shortForm: Shape? { .either([.text(.plain), .map(keys: "one step", .anything)]) }

  var id = ""
  var isDisabled: Bool?
  var filter = Raw.nothing
  var topic: Topic?
  var options = Raw.nothing

  enum Topic: String, Choice { case series, annotations, alertStates }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("id", &id, .required, "Grafana's id of the step.")
    key("disabled", &isDisabled, "Skipped for now.")
    key("filter", &filter, "Which results it is for: `{id: byRefId, options: A}`.")
    key("topic", &topic, "What it changes.")
    key("options", &options, "Its options.")
  }

  /// `{organize: {...}}` stands for `{id: organize, options: {...}}`.
  static func read(_ node: Node, _ reading: Reading) -> TransformationSpec? {
    var spec: TransformationSpec
    if let entries = node.entries, entries.count == 1, let only = entries.first,
      only.key.name != "id"
    {
      spec = TransformationSpec()
      spec.id = only.key.name
      spec.options = Raw(node: only.value)
      return isKnown(spec.id, at: only.key.range, reading) ? spec : nil
    }
    if let scalar = node.scalar, !scalar.isNull {
      spec = TransformationSpec()
      spec.id = scalar.text
    } else {
      guard let read = readRecord(node, reading, alsoKnown: []) else { return nil }
      spec = read
    }
    return isKnown(spec.id, at: node["id"]?.range ?? node.range, reading) ? spec : nil
  }

  private static func isKnown(_ id: String, at range: SourceRange, _ reading: Reading) -> Bool {
    guard !transformationIDs.contains(id) else { return true }
    reading.diagnostics.report(
      Diagnostic(.unknownChoice, .error, "no transformation is named '\(id)'", at: range)
        .help(suggestion(for: id, among: transformationIDs)))
    return false
  }

  func tree(_ writing: inout Writing) -> Tree? {
    var fields: [(key: String, value: Tree)] = [("id", .text(id))]
    if let isDisabled { fields.append(("disabled", .bool(isDisabled))) }
    if !filter.node.isNull { fields.append(("filter", Tree(filter.node))) }
    if let topic { fields.append(("topic", .text(topic.rawValue))) }
    fields.append(("options", options.node.isNull ? .mapping([]) : Tree(options.node)))
    return .mapping(fields)
  }
}

private let transformationIDs = [
  "append", "reduce", "order", "organize", "rename", "calculateField", "seriesToRows", "merge",
  "concatenate", "labelsToFields", "filterFields", "filterFieldsByName", "filterFrames",
  "filterByRefId", "renameByRegex", "filterByValue", "noop", "ensureColumns", "groupBy", "sortBy",
  "histogram", "configFromData", "rowsToFields", "prepareTimeSeries", "convertFieldType",
  "convertFrameType", "fieldLookup", "heatmap", "spatial", "joinByField", "joinByLabels",
  "extractFields", "groupingToMatrix", "limit", "partitionByValues", "timeSeriesTable",
  "transpose", "formatTime", "formatString", "regression", "groupToNestedTable",
  "seriesToColumns", "smoothing",
]
