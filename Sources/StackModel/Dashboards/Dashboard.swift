package import OrderedTree

/// A dashboard of Grafana: one file of the generated tree.
package struct Dashboard: Sendable {
  /// Its name in the spec, which names the file.
  package var name: String
  package var uid: String
  package var title: String
  package var folder: DashboardFolder
  package var description: String?
  package var tags: [String] = []
  package var time = TimeSpan(from: "now-6h", to: "now")
  package var refresh: String?
  /// What the cursor over one panel shows in the others.
  package var sharedCursor = SharedCursor.crosshair
  /// Further keys at the top: `timezone`, `timepicker`, `weekStart`, ...
  package var settings: [(key: String, value: Tree)] = []
  package var variables: [Tree] = []
  package var annotations: [Tree] = []
  package var links: [Tree] = []
  package var items: [DashboardItem] = []
  package var origin: Origin

  package init(
    name: String, uid: String, title: String, folder: DashboardFolder, origin: Origin
  ) {
    self.name = name
    self.uid = uid
    self.title = title
    self.folder = folder
    self.origin = origin
  }

  /// Every panel, those of collapsed rows too.
  package var panels: [Panel] {
    items.flatMap { item in
      switch item {
      case .panel(let panel): [panel]
      case .row(let row): row.panels
      }
    }
  }
}

/// A folder of dashboards in Grafana, and of their files in the generated tree.
package struct DashboardFolder: Hashable, Sendable {
  package var title: String
  package var uid: String
  package var path: String

  package init(title: String, uid: String, path: String) {
    self.title = title
    self.uid = uid
    self.path = path
  }
}

package struct TimeSpan: Hashable, Sendable {
  package var from: String
  package var to: String

  package init(from: String, to: String) {
    self.from = from
    self.to = to
  }
}

/// Grafana's `graphTooltip`.
package enum SharedCursor: Int, Sendable {
  case none, crosshair, tooltip
}

package enum DashboardItem: Sendable {
  case panel(Panel)
  case row(DashboardRow)
}

/// The header of a row. A collapsed row owns its panels; those of an open one follow it.
package struct DashboardRow: Sendable {
  package var id: Int
  package var title: String
  package var y: Int
  package var isCollapsed: Bool
  /// The variable for each value of which the row is shown once.
  package var repeatedFor: String?
  package var panels: [Panel]

  package init(
    id: Int, title: String, y: Int, isCollapsed: Bool, repeatedFor: String? = nil,
    panels: [Panel] = []
  ) {
    self.id = id
    self.title = title
    self.y = y
    self.isCollapsed = isCollapsed
    self.repeatedFor = repeatedFor
    self.panels = panels
  }
}
