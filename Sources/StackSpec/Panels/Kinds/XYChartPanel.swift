import OrderedTree
import SpecLanguage
import YAMLTree

enum XYChartPanel: DataPanelKind {
  static let type = "xychart"
  static let summary = "One field over another."
  static let traits = PanelTraits(width: 8, height: 8, asks: .table, legend: .series)

  struct Options: SpecRecord {
    static let name = "xy chart options"
    static let summary = "Options of an xy chart panel."

    var mapping = Mapping.auto
    var series: [Series] = []
    var tooltip = TooltipOptions(.single)

    enum Mapping: String, Choice { case auto, manual }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("mapping", &mapping, "Whether fields are found or named.")
      key("series", &series, "The series, when they are named.")
      key("tooltip", &tooltip, "The box under the cursor.")
    }

    func tree(_ writing: inout Writing) -> Tree? {
      var copy = self
      var keys = WrittenTree(writing: writing)
      copy.visitKeys(&keys)
      if series.isEmpty { keys.entries.append(("series", .list([]))) }
      return .mapping(keys.entries)
    }
  }

  struct Series: SpecRecord {
    static let name = "xy series"
    static let summary = "Fields of one series; a text is the name of a field."

    var name = Raw.nothing
    var frame = Raw.nothing
    var x: FieldChoice?
    var y: FieldChoice?
    var color: FieldChoice?
    var size: FieldChoice?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("name", &name, "Its name: `{fixed: ...}`.")
      key("frame", &frame, "Result it comes from, in Grafana's form.")
      key("x", &x, "Field along.")
      key("y", &y, "Field up.")
      key("color", &color, "Field that colours points.")
      key("size", &size, "Field that sizes points.")
    }
  }

  /// A field by its name, or by a matcher in Grafana's form.
  struct FieldChoice: SpecValue {
    var node: Node

    static var shape: Shape { .either([.text(.plain), .anything]) }

    func tree(_ writing: inout Writing) -> Tree? {
      guard let name = node.scalar?.text else { return Tree(node) }
      let matcher = Tree.mapping([("id", .text("byName")), ("options", .text(name))])
      return .mapping([("matcher", matcher)])
    }

    static func read(_ node: Node, _ reading: Reading) -> FieldChoice? { FieldChoice(node: node) }
  }

  struct Custom: SpecRecord {
    static let name = "xy field"
    static let summary = "How points are drawn."

    var show = Show.points
    var pointSize: PointSize?
    var pointShape: PointShape?
    var strokeWidth: Int?
    var fillOpacity: Int?
    var lineWidth: Int?
    var lineStyle: LineStyle?
    var axis = AxisOptions()
    var hideFrom: HideFrom?

    enum Show: String, Choice {
      case points, lines
      case both = "points+lines"
    }
    enum PointShape: String, Choice { case circle, square }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("show", &show, "Points, lines or both.")
      key("pointSize", &pointSize, "Size of points in pixels.")
      key("pointShape", &pointShape, "Shape of points.")
      key("pointStrokeWidth", &strokeWidth, "Width of the outlines of points.")
      key("fillOpacity", &fillOpacity, "Per cent of colour in points.")
      key("lineWidth", &lineWidth, "Width of lines in pixels.")
      key("lineStyle", &lineStyle, "Solid, dashed or dotted lines.")
      axis.visitKeys(&key)
      key("hideFrom", &hideFrom, "Where the series does not appear.")
    }
  }

  struct PointSize: SpecRecord {
    static let name = "point size"
    static let summary = "Size of points in pixels."
    static var shortForm: Shape? { Int.shape }

    var fixed: Int?
    var min: Int?
    var max: Int?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("fixed", &fixed, "One size.")
      key("min", &min, "The least, where a field sizes them.")
      key("max", &max, "The greatest.")
    }

    static func readShort(_ node: Node, _ reading: Reading) -> PointSize? {
      guard let fixed = Int.read(node, reading) else { return nil }
      var size = PointSize()
      size.fixed = fixed
      return size
    }
  }
}
