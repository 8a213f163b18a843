import SpecLanguage

/// Numbers of panels and rows: made from their names, so that adding one changes no other.
struct PanelIDs {
  private var taken: Set<Int> = []
  private var byName: [String: Int] = [:]
  /// The numbers in the order in which panels and rows are built.
  private var order: [Int] = []
  private var next = 0

  /// Numbers every row and panel of a dashboard.
  mutating func addAll(of spec: DashboardSpec) {
    for index in spec.panels.indices { add(spec.panels[index], row: "") }
    for row in spec.rows {
      if let title = row.title { order.append(number(of: "row \(title)")) }
      for index in row.panels.indices { add(row.panels[index], row: row.title ?? "") }
    }
  }

  /// The number of the row or panel that is built next.
  mutating func take() -> Int {
    defer { next += 1 }
    return order[next]
  }

  func id(named name: String) -> Int? { byName[name] }

  var names: [String] { byName.keys.sorted() }

  private mutating func add(_ panel: PanelSpec, row: String) {
    let name = panel.common.name?.text ?? panel.common.title ?? panel.type
    let id = number(of: "\(row)/\(name)")
    order.append(id)
    if byName[name] == nil { byName[name] = id }
  }

  /// Namesakes and chance meetings get the next free number.
  private mutating func number(of name: String) -> Int {
    var id = Int(fnv1a(name) % 99_999) + 1
    while !taken.insert(id).inserted { id = id % 99_999 + 1 }
    return id
  }
}
