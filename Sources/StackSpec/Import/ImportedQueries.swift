import OrderedTree
import SpecLanguage
import YAMLTree

extension ImportedDashboard {
  /// The queries of a panel.
  func queries(of panel: Node, _ traits: PanelTraits, standard: String?) -> Node? {
    let targets = (panel["targets"]?.items ?? []).filter { !($0.entries ?? []).isEmpty }
    guard !targets.isEmpty else { return nil }
    let items = targets.map { query($0, traits, standard: standard) }
    return Node(.sequence(items), panel.range)
  }

  private func query(_ target: Node, _ traits: PanelTraits, standard: String?) -> Node {
    let source = sources.name(target["datasource"])
    var name = source.name
    var type = source.type ?? standard
    if type == nil, name == nil {
      // What asks the default datasource, whichever that is, is kept as if it were a Prometheus.
      type = ImportedSources.looks(of: target) ?? "prometheus"
      if let type, type != "prometheus" { name = sources.word(type) }
    }
    var keys = ImportedKeys(target, range: target.range, versions: reading)
    var common = QueryCommon()
    if let name { keys.add("datasource", Node(text: name, at: target.range)) }
    _ = keys.take("datasource")
    if type == "datasource", let number = keys.take("panelId")?.scalar?.int {
      keys.add("panel", Node(text: panelNames[number] ?? "panel \(number)", at: target.range))
    }
    common.visitKeys(&keys)
    guard let type, let kind = queryKindsByType[type] else {
      for entry in keys.rest?.entries ?? [] { keys.add(entry.key.name, entry.value) }
      return Node(.mapping(keys.written), target.range)
    }
    kind.importKeys(&keys)
    if type == InfinityQuery.types[0], target["parser"] == nil {
      keys.add("parser", Node(text: "simple", at: target.range))
    }
    if type == "prometheus" || type == "loki", target["expr"]?.text?.isEmpty ?? true {
      keys.add("expr", Node(text: "", at: target.range))
    }
    if type == "prometheus" { completePrometheus(&keys, target, traits) }
    if let rest = keys.rest { keys.add("patch", rest) }
    return Node(.mapping(keys.written), target.range)
  }

  /// Writes down what stackgen would choose otherwise than Grafana.
  private func completePrometheus(
    _ keys: inout ImportedKeys, _ target: Node, _ traits: PanelTraits
  ) {
    let has = { (name: String) in target[name].map { !$0.isNull } ?? false }
    if !has("legendFormat") || target["legendFormat"]?.text == "" {
      keys.add("legend", Node(text: "", at: target.range))
    }
    switch traits.asks {
    case .range: break
    case .instant, .table, .heatmap:
      if !has("instant"), !has("range") {
        keys.add("range", Node(importing: "true", at: target.range))
      }
      if !has("format") { keys.add("format", Node(importing: "time_series", at: target.range)) }
    }
  }
}
