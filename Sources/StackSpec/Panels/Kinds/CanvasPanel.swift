import OrderedTree
import SpecLanguage
import YAMLTree

enum CanvasPanel: DataPanelKind {
  static let type = "canvas"
  static let summary = "Elements placed by hand: a plan of a plant with its values."
  static let traits = PanelTraits(width: 12, height: 12, asks: .instant, needsQuery: false)

  struct Options: SpecRecord {
    static let name = "canvas options"
    static let summary = "Options of a canvas panel."

    var isEditable = false
    var showsAllTypes = true
    var pans: Bool?
    var pansOn: Bool?
    var elements: [Element] = []
    var root = Raw.nothing

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("inlineEditing", &isEditable, .upstreamDefault("true"), "Edits without the editor.")
      key("showAdvancedTypes", &showsAllTypes, "Offers all kinds of elements.")
      key("panZoom", &pans, "Lets people move and zoom.")
      key("infinitePan", &pansOn, "Lets them move without end.")
      key("elements", &elements, KeyRule.own, "What is on the canvas.")
      key("root", &root, "All of it in Grafana's form, instead of `elements`.")
    }

    func tree(_ writing: inout Writing) -> Tree? {
      var copy = self
      var keys = WrittenTree(writing: writing)
      copy.visitKeys(&keys)
      guard root.node.isNull else { return .mapping(keys.entries) }
      var frame: [(key: String, value: Tree)] = [
        ("name", .text("Element")), ("type", .text("frame")),
      ]
      frame.append(("elements", .list(elements.compactMap { $0.tree(&writing) })))
      return .mapping(keys.entries + [("root", .mapping(frame))])
    }
  }

  struct Element: SpecRecord {
    static let name = "canvas element"
    static let summary = "Something on the canvas."

    var name = ""
    var type = "metric-value"
    var placement: Placement?
    var config = Raw.nothing
    var constraint = Raw.nothing
    var background = Raw.nothing
    var border = Raw.nothing
    var connections = Raw.nothing
    var links = Raw.nothing

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("name", &name, .required, "Its name.")
      key("type", &type, "Kind of element: `metric-value`, `text`, `rectangle`, `icon`...")
      key("placement", &placement, "Where it stands, in pixels.")
      key("config", &config, "Settings of its kind, in Grafana's form.")
      key("constraint", &constraint, "What it keeps its distance to, in Grafana's form.")
      key("background", &background, "Background in Grafana's form.")
      key("border", &border, "Border in Grafana's form.")
      key("connections", &connections, "Lines to other elements, in Grafana's form.")
      key("links", &links, "Links, in Grafana's form.")
    }
  }

  struct Placement: SpecRecord {
    static let name = "canvas placement"
    static let summary = "Where an element stands, in pixels."

    var top: Double?
    var left: Double?
    var right: Double?
    var bottom: Double?
    var width: Double?
    var height: Double?
    var rotation: Double?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("top", &top, "From the top.")
      key("left", &left, "From the left.")
      key("right", &right, "From the right.")
      key("bottom", &bottom, "From the bottom.")
      key("width", &width, "Width.")
      key("height", &height, "Height.")
      key("rotation", &rotation, "Degrees it is turned.")
    }
  }
}
