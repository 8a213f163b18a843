import Diagnostics
import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// An export of Grafana on its way into a spec. What a spec cannot say stays in Grafana's form.
struct ImportedDashboard {
  let export: Node
  let sources: ImportedSources
  let reading: Reading
  /// Names of panels by their old numbers, for those that take another panel's results.
  let panelNames: [Int: String]

  /// `document` is a dashboard, or one wrapped as Grafana's interface wraps it.
  init(_ document: Node, _ reading: Reading) {
    let inner = document["dashboard"] ?? document["spec"] ?? document
    export = fillingConstants(in: inner)
    sources = ImportedSources(export)
    panelNames = ImportedDashboard.names(of: export)
    self.reading = reading
  }

  /// The dashboard as a spec writes it; `nil` when it is none.
  func spec() -> Node? {
    guard export.entries != nil, export["panels"] != nil || export["rows"] != nil else {
      reading.diagnostics.report(
        Diagnostic(
          .invalidDashboardFile, .error, "this is not a dashboard exported from Grafana",
          at: export.range
        ).help("export one with 'Share', 'Export', 'Save to file' as the classic model"))
      return nil
    }
    var keys = ImportedKeys(export, range: export.range, versions: reading)
    for name in Self.ownOfGrafana { _ = keys.take(name) }
    addPlain(&keys)
    keys.add("variables", variables())
    keys.add("annotations", annotations())
    _ = keys.take("templating")
    _ = keys.take("annotations")
    addPanels(&keys)
    if let rest = keys.rest {
      keys.add("patch", rest)
    }
    return Node(.mapping(keys.written), export.range)
  }

  /// Keys that Grafana gives meaning to, or that it has forgotten.
  private static let ownOfGrafana = [
    "id", "uid", "version", "iteration", "gnetId", "revision", "schemaVersion", "style",
    "hideControls", "sharedCrosshair", "originalTitle", "snapshot", "__inputs", "__requires",
    "__elements",
  ]

  private func addPlain(_ keys: inout ImportedKeys) {
    if let title = keys.take("title")?.text {
      keys.add("title", Node(text: title.trimmed, at: export.range))
    }
    for name in ["description", "timezone", "weekStart"] {
      if let value = keys.take(name), let text = value.text, !text.isEmpty {
        keys.add(name, Node(text: text, at: value.range))
      }
    }
    if let refresh = keys.take("refresh"), let text = refresh.text, !text.isEmpty,
      text != "false"
    {
      if Duration(text) != nil {
        keys.add("refresh", refresh)
      } else {
        keys.keep("refresh", refresh)
      }
    }
    if let tags = keys.take("tags"), !(tags.items ?? []).isEmpty { keys.add("tags", tags) }
    if let time = keys.take("time"), time["from"] != nil { keys.add("time", time) }
    addChoices(&keys)
    if let links = keys.take("links")?.items, !links.isEmpty {
      keys.add("links", Node(.sequence(links.map(link)), export.range))
    }
  }

  private func addChoices(_ keys: inout ImportedKeys) {
    let cursors = ["none", "crosshair", "tooltip"]
    let cursor = keys.take("graphTooltip")?.scalar?.int ?? 0
    if cursor != 1, cursors.indices.contains(cursor) {
      keys.add("cursor", Node(text: cursors[cursor], at: export.range))
    }
    if let month = keys.take("fiscalYearStartMonth"), month.scalar?.int != 0 {
      keys.add("fiscalYearStartMonth", month)
    }
    for (name, standard) in [("editable", true), ("liveNow", false), ("preload", false)] {
      if let value = keys.take(name), let isOn = value.scalar?.bool, isOn != standard {
        keys.add(name, value)
      }
    }
    guard let picker = keys.take("timepicker") else { return }
    var inner = ImportedKeys(picker, range: picker.range, versions: reading)
    for old in ["time_options", "status", "type", "collapse", "enable", "notice", "now"] {
      _ = inner.take(old)
    }
    var record = TimePickerSpec()
    record.visitKeys(&inner)
    if !inner.written.isEmpty {
      keys.add("timepicker", Node(.mapping(inner.written), picker.range))
    }
  }

  private func annotations() -> Node? {
    var entries: [Node.Entry] = []
    for item in export["annotations"]?["list"]?.items ?? [] {
      guard item["builtIn"]?.scalar?.int != 1, let name = item["name"]?.text else { continue }
      var keys = ImportedKeys(item, range: item.range, versions: reading)
      let source = sources.name(keys.take("datasource"))
      if let source = source.name { keys.add("datasource", Node(text: source, at: item.range)) }
      for name in ["name", "builtIn", "showIn"] { _ = keys.take(name) }
      if let target = item["target"], target["type"]?.text == "tags",
        target["tags"]?.items?.isEmpty == false
      {
        for name in ["target", "type"] { _ = keys.take(name) }
        for name in ["tags", "matchAny", "limit"] { keys.add(name, target[name]) }
      }
      let ofTags = ["tags", "matchAny", "limit"].compactMap { name in item[name].map { (name, $0) }
      }
      .filter { !Tree($0.1).isEmpty }
      for (name, value) in ofTags { keys.keep(name, value) }
      var record = AnnotationSpec()
      record.visitKeys(&keys)
      if let rest = keys.rest { keys.add("patch", rest) }
      var key = name
      while entries.contains(where: { $0.key.name == key }) { key += " " }
      entries.append(
        Node.Entry(Node.Key(key, item.range), Node(.mapping(keys.written), item.range)))
    }
    return entries.isEmpty ? nil : Node(.mapping(entries), export.range)
  }

  /// A link of a dashboard or a panel; `type` follows from the rest.
  func link(_ node: Node) -> Node {
    var keys = ImportedKeys(node, range: node.range, versions: reading)
    let type = keys.take("type")?.text
    if type == "dashboards", node["tags"]?.items?.isEmpty ?? true {
      keys.add("dashboards", Node(importing: "true", at: node.range))
    }
    var record = LinkSpec()
    record.visitKeys(&keys)
    if let type, type != "link", type != "dashboards" {
      keys.keep("type", Node(text: type, at: node.range))
    }
    if let rest = keys.rest { keys.add("patch", rest) }
    return Node(.mapping(keys.written), node.range)
  }

  private static func names(of export: Node) -> [Int: String] {
    var names: [Int: String] = [:]
    var seen: Set<String> = []
    let top = export["panels"]?.items ?? []
    for panel in top.flatMap({ [$0] + ($0["panels"]?.items ?? []) }) {
      guard let id = panel["id"]?.scalar?.int else { continue }
      let title = panel["title"]?.text ?? ""
      names[id] = !title.isEmpty && seen.insert(title).inserted ? title : "panel-\(id)"
    }
    return names
  }
}

/// Puts the values of `__inputs` of the type constant in their places.
private func fillingConstants(in export: Node) -> Node {
  var values: [(mark: String, value: String)] = []
  for input in export["__inputs"]?.items ?? [] where input["type"]?.text == "constant" {
    if let name = input["name"]?.text, let value = input["value"]?.text {
      values.append(("${\(name)}", value))
    }
  }
  return values.isEmpty ? export : export.filling(values)
}

extension Node {
  fileprivate func filling(_ values: [(mark: String, value: String)]) -> Node {
    switch content {
    case .sequence(let items): return Node(.sequence(items.map { $0.filling(values) }), range)
    case .mapping(let entries):
      return Node(.mapping(entries.map { Entry($0.key, $0.value.filling(values)) }), range)
    case .scalar(var scalar):
      for (mark, value) in values where scalar.text.contains(mark) {
        scalar.text = scalar.text.replacing(mark, with: value)
      }
      return Node(.scalar(scalar), range)
    }
  }
}
