import OrderedTree
import SpecLanguage
import YAMLTree

/// What an export says of datasources: the inputs it wants filled in, its variables.
struct ImportedSources {
  /// The type of each input, by the name it has in `${NAME}`.
  private var inputs: [String: String] = [:]
  private var variables: [String: String] = [:]
  /// Types of datasources that an export names by title only, from the looks of their queries.
  private var titles: [String: String] = [:]

  init(_ export: Node) {
    for input in export["__inputs"]?.items ?? [] where input["type"]?.text == "datasource" {
      if let name = input["name"]?.text, let plugin = input["pluginId"]?.text {
        inputs[name] = plugin
      }
    }
    for variable in export["templating"]?["list"]?.items ?? []
    where variable["type"]?.text == "datasource" {
      if let name = variable["name"]?.text { variables[name] = variable["query"]?.text }
    }
    for panel in export.allPanels {
      for target in panel["targets"]?.items ?? [] {
        let written = [target["datasource"], panel["datasource"]].compactMap { $0 }
        guard let source = written.first(where: { !$0.isNull }), source["type"] == nil,
          let title = source["uid"]?.text ?? source.text, let type = Self.looks(of: target)
        else { continue }
        titles[title] = type
      }
    }
    for variable in export["templating"]?["list"]?.items ?? [] {
      let query = variable["query"]?["query"]?.text ?? variable["query"]?.text ?? ""
      guard let title = variable["datasource"]?["uid"]?.text ?? variable["datasource"]?.text,
        ["label_values(", "query_result(", "label_names("].contains(where: query.hasPrefix)
      else { continue }
      titles[title] = "prometheus"
    }
  }

  /// The type of the datasource a query is for, from its keys.
  static func looks(of target: Node) -> String? {
    if let text = target["expr"]?.text {
      return text.hasPrefix("{") && text.contains("|") ? "loki" : "prometheus"
    }
    if target["scenarioId"] != nil { return "grafana-testdata-datasource" }
    if target["metrics"] != nil, target["bucketAggs"] != nil { return "elasticsearch" }
    return target["rawSql"] == nil ? nil : "grafana-postgresql-datasource"
  }

  /// The datasource as a spec names it, and Grafana's id of its type where that is known.
  func name(_ node: Node?) -> (name: String?, type: String?) {
    guard let node, !node.isNull else { return (nil, nil) }
    let uid = node["uid"]?.text ?? node.text ?? ""
    let type = node["type"]?.text
    switch uid {
    case "-- Mixed --": return (nil, nil)
    case "-- Grafana --", "grafana": return ("grafana", "grafana")
    case "-- Dashboard --": return ("dashboard", "datasource")
    case "__expr__", "-100": return ("expr", "__expr__")
    default: break
    }
    if let reference = variableReferences(in: uid).first, reference.bytes == 0..<uid.utf8.count {
      if let plugin = inputs[reference.name] { return (word(plugin), plugin) }
      if let plugin = variables[reference.name] { return ("$\(reference.name)", plugin) }
    }
    if let type, type != "datasource" {
      let today = Self.renamed[type] ?? type
      return (word(today), today)
    }
    if uid.isEmpty || uid == "default" { return (nil, type) }
    // An old export names a datasource by its title, which mostly tells the type.
    let known = datasourceKinds.first {
      uid.lowercased().hasPrefix($0.word) || uid.lowercased().hasPrefix($0.type)
    }
    if let type = known?.type ?? titles[uid] { return (word(type), type) }
    return (uid, nil)
  }

  /// Ids that plugins had once.
  private static let renamed = [
    "postgres": "grafana-postgresql-datasource", "testdata": "grafana-testdata-datasource",
  ]

  func word(_ type: String) -> String {
    datasourceKinds.first { $0.type == type }?.word ?? type
  }
}

extension Node {
  /// Panels of an export in each of its layouts, those in rows too.
  var allPanels: [Node] {
    let top = (self["panels"]?.items ?? []) + (self["rows"]?.items ?? [])
    return top.flatMap { [$0] + ($0["panels"]?.items ?? []) }
  }

  /// The text of a scalar.
  var text: String? { isNull ? nil : scalar?.text }
}
