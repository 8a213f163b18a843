import OrderedTree
import SpecLanguage
import YAMLTree

/// How a series is drawn over time: timeseries, trend and candlestick panels.
struct GraphField: SpecRecord {
  static let name = "graph field"
  static let summary = "How a series is drawn."

  var drawStyle = DrawStyle.line
  var interpolation: Interpolation?
  var lineWidth = 1
  var lineStyle: LineStyle?
  var lineColor: ColorName?
  var fillOpacity = 10
  var fillBelowTo: String?
  var fillColor: ColorName?
  var gradient: Gradient?
  var showPoints = Visibility.never
  var pointSize: Int?
  var spanNulls: NullSpan?
  var insertNulls: NullSpan?
  var barAlignment: BarAlignment?
  var barWidthFactor: Double?
  var barMaxWidth: Int?
  var stacking: Stacking?
  var transform: Transform?
  var thresholdsStyle: ThresholdsStyle?
  var axis = AxisOptions()
  var hideFrom: HideFrom?

  enum DrawStyle: String, Choice { case line, bars, points }
  enum Interpolation: String, Choice { case linear, smooth, stepBefore, stepAfter }
  enum Transform: String, Choice {
    case constant
    case negative = "negative-Y"
  }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("drawStyle", &drawStyle, "Lines, bars or points.")
    key("lineWidth", &lineWidth, "Width of lines in pixels.")
    key("fillOpacity", &fillOpacity, .upstreamDefault("0"), "Per cent of colour below lines.")
    key(
      "showPoints", &showPoints, .upstreamDefault("auto"), "Whether each value has a point.")
    key("stacking", &stacking, "Whether series are stacked: `normal`, `percent`.")
    key("lineInterpolation", &interpolation, "How points are joined.")
    key("lineStyle", &lineStyle, "Solid, dashed or dotted lines.")
    key("lineColor", &lineColor, "Colour of lines, where it differs.")
    key("fillBelowTo", &fillBelowTo, "Fills down to the series of this name.")
    key("fillColor", &fillColor, "Colour of the fill, where it differs.")
    key("gradientMode", &gradient, "Gradient of the fill.")
    key("pointSize", &pointSize, "Size of points in pixels.")
    key("spanNulls", &spanNulls, "Joins over gaps: true, or gaps up to these milliseconds.")
    key("insertNulls", &insertNulls, "Breaks lines at gaps: true, or gaps from these ms on.")
    key("barAlignment", &barAlignment, "Bars stand before (-1), at (0) or after (1) their time.")
    key("barWidthFactor", &barWidthFactor, "Width of bars, up to 1.")
    key("barMaxWidth", &barMaxWidth, "Greatest width of bars in pixels.")
    key("transform", &transform, "Draws upside down, or as a constant.")
    key(
      "thresholdsStyle", &thresholdsStyle,
      "How limits are drawn: `line`, `area`, `off`...; dashed when left out.")
    axis.visitKeys(&key)
    key("hideFrom", &hideFrom, "Where the series does not appear.")
  }
}

enum Gradient: String, Choice { case none, opacity, hue, scheme }

/// -1, 0 or 1.
struct BarAlignment: SpecValue {
  var side: Int

  static var shape: Shape { .integer(-1...1) }

  func tree(_ writing: inout Writing) -> Tree? { .int(side) }

  static func read(_ node: Node, _ reading: Reading) -> BarAlignment? {
    reading.integer(node, in: -1...1).map { BarAlignment(side: $0) }
  }
}

/// Whether gaps are joined: yes, no, or those up to a number of milliseconds.
enum NullSpan: SpecValue {
  case all(Bool)
  case milliseconds(Int)

  static var shape: Shape { .either([.boolean, .integer(0...Int.max)]) }

  func tree(_ writing: inout Writing) -> Tree? {
    switch self {
    case .all(let yes): .bool(yes)
    case .milliseconds(let count): .int(count)
    }
  }

  static func read(_ node: Node, _ reading: Reading) -> NullSpan? {
    if let yes = node.scalar?.bool { return .all(yes) }
    return Int.read(node, reading).map { .milliseconds($0) }
  }
}

/// Lines that are not solid.
struct LineStyle: SpecRecord {
  static let name = "line style"
  static let summary = "Solid, dashed or dotted lines."
  static var shortForm: Shape? { Fill.shape }

  var fill = Fill.solid
  var dash: [Double] = []

  enum Fill: String, Choice { case solid, dash, dot, square }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("fill", &fill, "Kind of line.")
    key("dash", &dash, "Lengths of dashes and gaps in pixels.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> LineStyle? {
    guard let fill = Fill.read(node, reading) else { return nil }
    var style = LineStyle()
    style.fill = fill
    if fill == .dash { style.dash = [10, 10] }
    if fill == .dot { style.dash = [0, 10] }
    return style
  }
}

/// Whether series are put on top of each other.
struct Stacking: SpecRecord {
  static let name = "stacking"
  static let summary = "Whether series are put on top of each other."
  static var shortForm: Shape? { Mode.shape }

  var mode = Mode.normal
  var group = "A"

  enum Mode: String, Choice { case none, normal, percent }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("mode", &mode, "How they are stacked.")
    key("group", &group, "Series of one group are stacked.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> Stacking? {
    guard let mode = Mode.read(node, reading) else { return nil }
    var stacking = Stacking()
    stacking.mode = mode
    return stacking
  }
}

/// How limits are drawn into a graph.
struct ThresholdsStyle: SpecRecord {
  static let name = "thresholds style"
  static let summary = "How limits are drawn into a graph."
  static var shortForm: Shape? { Mode.shape }

  var mode = Mode.off

  enum Mode: String, Choice {
    case off, line, dashed, area, series
    case lineAndArea = "line+area"
    case dashedAndArea = "dashed+area"
  }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("mode", &mode, .required, "How limits are drawn.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> ThresholdsStyle? {
    guard let mode = Mode.read(node, reading) else { return nil }
    var style = ThresholdsStyle()
    style.mode = mode
    return style
  }
}
