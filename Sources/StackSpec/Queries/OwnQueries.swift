import OrderedTree
import SpecLanguage
import YAMLTree

/// A query of what Grafana itself keeps.
struct GrafanaQuery: QueryKind {
  static let name = "Grafana query"
  static let summary =
    "What Grafana itself keeps: random values, annotations, its own measurements."
  static let types = ["grafana"]

  var kind = "randomWalk"
  var more = Raw.nothing

  init() {}

  init(text: String, at node: Node) { kind = text }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("queryType", &kind, "What is asked for: `randomWalk`, `annotations`, `measurements`...")
    key("more", &more, KeyRule.own, "Further keys in Grafana's form.")
  }

  func tree(_ writing: inout Writing) -> Tree? {
    var fields: [(key: String, value: Tree)] = [("queryType", .text(kind))]
    if case .mapping(let entries) = Tree(more.node) { fields += entries }
    return .mapping(fields)
  }

  var texts: [QueryText] { [] }
}

/// The results of another panel of the same dashboard, which are not asked for again.
struct PanelResultQuery: QueryKind {
  static let name = "panel query"
  static let summary = "The results of another panel of the same dashboard."
  static let types = ["datasource"]

  var panel = Located("", .nothing)
  var takesTransformed: Bool?
  /// The panel's number, found when all panels have one.
  var id: Int?

  init() {}

  init(text: String, at node: Node) { panel = Located(text, node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("panel", &panel, .required, "Name or title of the panel.")
    key("withTransforms", &takesTransformed, "After its transformations.")
  }

  func tree(_ writing: inout Writing) -> Tree? {
    var fields: [(key: String, value: Tree)] = []
    if let id { fields.append(("panelId", .int(id))) }
    if let takesTransformed { fields.append(("withTransforms", .bool(takesTransformed))) }
    return .mapping(fields)
  }

  var texts: [QueryText] { [] }
}
