package import OrderedTree

/// One panel of a dashboard.
package struct Panel: Sendable {
  package var id: Int
  /// Grafana's id of its kind.
  package var type: String
  package var title: String
  package var description: String?
  package var grid: GridPlace
  package var datasource: DatasourceReference?
  package var queries: [PanelQuery] = []
  package var options: Tree = .mapping([])
  /// `fieldConfig.defaults`; none for kinds that show no fields.
  package var fields: Tree?
  package var overrides: [Tree] = []
  package var transformations: [Tree] = []
  /// Further keys in upstream's form: `links`, `repeat`, `interval`, ...
  package var settings: [(key: String, value: Tree)] = []
  package var origin: Origin

  package init(id: Int, type: String, title: String, grid: GridPlace, origin: Origin) {
    self.id = id
    self.type = type
    self.title = title
    self.grid = grid
    self.origin = origin
  }
}

/// Where a panel stands: columns of 24, rows of some 38 pixels.
package struct GridPlace: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package static let columns = 24
}

/// A datasource as queries and variables name it.
package struct DatasourceReference: Hashable, Sendable {
  package var type: String
  package var uid: String

  package init(type: String, uid: String) {
    self.type = type
    self.uid = uid
  }

  /// Each query names its own datasource.
  package static let mixed = DatasourceReference(type: "datasource", uid: "-- Mixed --")
  /// Results of another panel of the same dashboard.
  package static let dashboard = DatasourceReference(type: "datasource", uid: "-- Dashboard --")
  package static let grafana = DatasourceReference(type: "grafana", uid: "-- Grafana --")
  /// Server-side expressions over the other queries.
  package static let expression = DatasourceReference(type: "__expr__", uid: "__expr__")
}

/// One query of a panel.
package struct PanelQuery: Sendable {
  package var name: String
  package var datasource: DatasourceReference
  package var isHidden: Bool
  /// The keys of its datasource's query language, in upstream's form.
  package var fields: Tree

  package init(name: String, datasource: DatasourceReference, isHidden: Bool, fields: Tree) {
    self.name = name
    self.datasource = datasource
    self.isHidden = isHidden
    self.fields = fields
  }
}
