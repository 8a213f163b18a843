import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension ImportedDashboard {
  /// Panels above the rows, and rows with theirs.
  func addPanels(_ keys: inout ImportedKeys) {
    let flat = keys.take("panels")?.items ?? []
    if flat.isEmpty, let rows = keys.take("rows")?.items {
      keys.add("rows", Node(.sequence(rows.map(oldRow)), export.range))
      return
    }
    _ = keys.take("rows")
    var loose: [Node] = []
    var rows: [(header: Node, panels: [Node])] = []
    for item in sortedByPlace(flat) {
      if item["type"]?.text == "row" {
        rows.append((item, item["panels"]?.items ?? []))
      } else if rows.isEmpty {
        loose.append(item)
      } else {
        rows[rows.count - 1].panels.append(item)
      }
    }
    if !loose.isEmpty {
      keys.add("panels", Node(.sequence(panels(loose, top: 0)), export.range))
    }
    if !rows.isEmpty {
      keys.add("rows", Node(.sequence(rows.map { row($0.header, $0.panels) }), export.range))
    }
  }

  /// Grafana shows panels by their places, whatever their order in the file.
  private func sortedByPlace(_ items: [Node]) -> [Node] {
    items.enumerated().sorted { one, other in
      let (a, b) = (GridPlace(one.element), GridPlace(other.element))
      guard let a, let b else { return one.offset < other.offset }
      return (a.y, a.x, one.offset) < (b.y, b.x, other.offset)
    }.map(\.element)
  }

  private func row(_ header: Node, _ items: [Node]) -> Node {
    var keys = ImportedKeys(header, range: header.range, versions: reading)
    for name in ["id", "type", "gridPos", "datasource", "targets", "panels", "title"] {
      _ = keys.take(name)
    }
    keys.add("title", Node(text: header["title"]?.text ?? "", at: header.range))
    if let isCollapsed = keys.take("collapsed"), isCollapsed.scalar?.bool == true {
      keys.add("collapsed", isCollapsed)
    }
    if let variable = keys.take("repeat"), variable.text?.isEmpty == false {
      keys.add("repeat", variable)
    }
    let top = (GridPlace(header)?.y ?? 0) + 1
    keys.add("panels", Node(.sequence(panels(items, top: top)), header.range))
    return Node(.mapping(keys.written), header.range)
  }

  /// A row as Grafana wrote it before version 5: widths of 12, heights in pixels.
  private func oldRow(_ row: Node) -> Node {
    var entries: [Node.Entry] = []
    func add(_ name: String, _ value: Node) {
      entries.append(Node.Entry(Node.Key(name, row.range), value))
    }
    if row["showTitle"]?.scalar?.bool == true || row["collapse"]?.scalar?.bool == true
      || row["repeat"]?.text != nil
    {
      add("title", Node(text: row["title"]?.text ?? "", at: row.range))
    }
    if row["collapse"]?.scalar?.bool == true {
      add("collapsed", Node(importing: "true", at: row.range))
    }
    if let variable = row["repeat"], variable.text != nil { add("repeat", variable) }
    let digits = (row["height"]?.text ?? "250").prefix { $0.isASCII && $0.isNumber }
    let height = max(2, ((Int(digits) ?? 250) + 37) / 38)
    add("height", Node(importing: "\(height)", at: row.range))
    let items = row["panels"]?.items ?? []
    add("panels", Node(.sequence(items.map { panel($0, place: nil, span: $0["span"]) }), row.range))
    return Node(.mapping(entries), row.range)
  }

  private func panels(_ items: [Node], top: Int) -> [Node] {
    let places = settled(items.map { GridPlace($0) }, top: top)
    return zip(items, places).map { panel($0, place: $1, span: nil) }
  }

  /// Places from the top of the row; a panel that lies over another is pushed down, as Grafana does.
  private func settled(_ places: [GridPlace?], top: Int) -> [GridPlace?] {
    let known = places.compactMap { $0 }
    let start = min(top, known.map(\.y).min() ?? top)
    var done: [GridPlace] = []
    return places.map { place in
      guard var place else { return nil }
      place.y -= start
      place.width = min(max(1, place.width), GridPlace.columns)
      place.x = min(max(0, place.x), GridPlace.columns - place.width)
      while let other = done.first(where: { $0.overlaps(place) }) {
        place.y = other.y + other.height
      }
      done.append(place)
      return place
    }
  }

  private func panel(_ node: Node, place: GridPlace?, span: Node?) -> Node {
    let type = node["type"]?.text ?? "timeseries"
    // Grafana makes options of what old panels say elsewhere, but only where there are none.
    if let kind = panelKindsByType[type], node["options"]?.entries?.isEmpty == false {
      let whole = panel(node, as: kind, type, place, span)
      let silent = Reading(reading.diagnostics.unheard, versions: reading.versions)
      if PanelSpec.read(whole, silent) != nil, !silent.diagnostics.hasErrors { return whole }
    }
    return panel(node, as: otherPanelKind, type, place, span)
  }

  private func panel(
    _ node: Node, as kind: PanelKindEntry, _ type: String, _ place: GridPlace?, _ span: Node?
  ) -> Node {
    var keys = ImportedKeys(node, range: node.range, versions: reading)
    for name in Self.forgotten { _ = keys.take(name) }
    keys.add("type", Node(text: type, at: node.range))
    if kind.type == OtherPanel.type, panelKindsByType[type] != nil {
      keys.add("raw", Node(importing: "true", at: node.range))
    }
    addCommon(of: node, &keys)
    addPlace(place, span, at: node.range, &keys)
    kind.importKeys(node, self, &keys)
    if let rest = keys.rest { keys.add("patch", rest) }
    return Node(.mapping(keys.written), node.range)
  }

  /// Keys that Grafana itself gives or no longer reads.
  private static let forgotten = [
    "id", "type", "gridPos", "span", "pluginVersion", "editable", "error", "isNew", "scopedVars",
    "repeatIteration", "repeatPanelId", "repeatedByRow", "alert", "version",
    "snapshotData", "collapsed",
  ]

  private func addCommon(of node: Node, _ keys: inout ImportedKeys) {
    let title = keys.take("title")?.text ?? ""
    if !title.isEmpty { keys.add("title", Node(text: title, at: node.range)) }
    if let id = node["id"]?.scalar?.int, let name = panelNames[id], name != title {
      keys.add("name", Node(text: name, at: node.range))
    }
    if let text = keys.take("description")?.text, !text.isEmpty {
      keys.add("description", Node(text: text, at: node.range))
    }
    if let isTransparent = keys.take("transparent"), isTransparent.scalar?.bool == true {
      keys.add("transparent", isTransparent)
    }
    if let links = keys.take("links")?.items, !links.isEmpty {
      keys.add("links", Node(.sequence(links.map(link)), node.range))
    }
    if let variable = keys.take("repeat"), variable.text?.isEmpty == false {
      keys.add("repeat", variable)
      keys.add("repeatDirection", keys.take("repeatDirection"))
      keys.add("maxPerRow", keys.take("maxPerRow"))
    } else {
      _ = keys.take("repeatDirection")
      _ = keys.take("maxPerRow")
    }
  }

  private func addPlace(
    _ place: GridPlace?, _ span: Node?, at range: SourceRange, _ keys: inout ImportedKeys
  ) {
    if let place {
      let numbers = [("x", place.x), ("y", place.y), ("w", place.width), ("h", place.height)]
      let entries = numbers.map {
        Node.Entry(Node.Key($0.0, range), Node(importing: "\($0.1)", at: range))
      }
      keys.add("gridPos", Node(.mapping(entries), range))
    } else if let span = span?.scalar?.number {
      keys.add("width", Node(importing: "\(min(24, max(1, Int(span * 2))))", at: range))
    }
  }
}

extension GridPlace {
  fileprivate init?(_ panel: Node) {
    guard let grid = panel["gridPos"], grid.entries != nil else { return nil }
    func number(_ name: String, _ standard: Int) -> Int {
      grid[name]?.scalar?.number.map { Int($0) } ?? standard
    }
    self.init(
      x: number("x", 0), y: number("y", 0), width: number("w", 12), height: number("h", 8))
  }
}
