import OrderedTree
import SpecLanguage
import YAMLTree

/// The axis of a field.
struct AxisOptions: SpecRecord {
  static let name = "axis"
  static let summary = "The axis of a field."

  var placement: Placement?
  var label: String?
  var width: Int?
  var softMin: Double?
  var softMax: Double?
  var showsGrid: Bool?
  var colorMode: ColorSource?
  var isCentered: Bool?
  var showsBorder: Bool?
  var scale: ScaleOptions?

  enum Placement: String, Choice { case auto, top, right, bottom, left, hidden }
  enum ColorSource: String, Choice { case text, series }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("axisPlacement", &placement, "Side of the axis.")
    key("axisLabel", &label, "Text beside the axis.")
    key("axisWidth", &width, "Width in pixels.")
    key("axisSoftMin", &softMin, "Lower end, unless a value is lower.")
    key("axisSoftMax", &softMax, "Upper end, unless a value is higher.")
    key("axisGridShow", &showsGrid, "Whether it has grid lines.")
    key("axisColorMode", &colorMode, "Colour of the axis.")
    key("axisCenteredZero", &isCentered, "Zero stands in the middle.")
    key("axisBorderShow", &showsBorder, "Whether it has a line.")
    key("scaleDistribution", &scale, "Scale: `linear`, `log`, `symlog`.")
  }
}

/// How values are spread over an axis.
struct ScaleOptions: SpecRecord {
  static let name = "scale"
  static let summary = "How values are spread over an axis."
  static var shortForm: Shape? { Kind.shape }

  var type = Kind.linear
  var base: Int?
  var linearThreshold: Double?

  enum Kind: String, Choice { case linear, log, symlog, ordinal }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "Kind of the scale.")
    key("log", &base, "Base of a logarithmic scale: 2 or 10.")
    key("linearThreshold", &linearThreshold, "Values below this are linear on a symlog scale.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> ScaleOptions? {
    guard let type = Kind.read(node, reading) else { return nil }
    var scale = ScaleOptions()
    scale.type = type
    if type == .log || type == .symlog { scale.base = 10 }
    return scale
  }
}
