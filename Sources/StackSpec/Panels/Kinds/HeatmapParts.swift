import SpecLanguage

/// Colours of the cells of a heatmap.
struct HeatmapColors: SpecRecord {
  static let name = "heatmap colors"
  static let summary = "Colours of the cells of a heatmap."

  var mode = Mode.scheme
  var scheme = "Oranges"
  var fill = ColorName("dark-orange")
  var scale = Scale.exponential
  var exponent = 0.5
  var steps = 64
  var isReversed = false
  var min: Double?
  var max: Double?

  enum Mode: String, Choice { case scheme, opacity }
  enum Scale: String, Choice { case linear, exponential }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("mode", &mode, "A scheme of colours, or one colour with more or less of it.")
    key("scheme", &scheme, "Name of the scheme.")
    key("fill", &fill, "The one colour.")
    key("scale", &scale, "How counts become colours.")
    key("exponent", &exponent, "Exponent of that scale.")
    key("steps", &steps, "Number of colours, from 2 to 128.")
    key("reverse", &isReversed, "Turns the scheme around.")
    key("min", &min, "Count with the first colour.")
    key("max", &max, "Count with the last colour.")
  }
}

/// The axis of the buckets of a heatmap.
struct HeatmapAxis: SpecRecord {
  static let name = "heatmap axis"
  static let summary = "The axis of the buckets of a heatmap."

  var placement = AxisOptions.Placement.left
  var label: String?
  var width: Int?
  var unit: Unit?
  var decimals: Int?
  var min: Double?
  var max: Double?
  var isReversed = false

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("axisPlacement", &placement, "Side of the axis.")
    key("axisLabel", &label, "Text beside the axis.")
    key("axisWidth", &width, "Width in pixels.")
    key("unit", &unit, "Unit of the buckets.")
    key("decimals", &decimals, "Digits after the point.")
    key("min", &min, "Lower end.")
    key("max", &max, "Upper end.")
    key("reverse", &isReversed, "Turns the axis around.")
  }
}

/// The box under the cursor of a heatmap.
struct HeatmapTooltip: SpecRecord {
  static let name = "heatmap tooltip"
  static let summary = "The box under the cursor of a heatmap."

  var mode = TooltipOptions.Mode.single
  var showsHistogram = true
  var showsScale = false
  var maxWidth: Int?
  var maxHeight: Int?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("mode", &mode, "Shows the nearest cell, the column, or nothing.")
    key("yHistogram", &showsHistogram, .upstreamDefault("false"), "Draws the whole column.")
    key("showColorScale", &showsScale, "Shows the colour scale.")
    key("maxWidth", &maxWidth, "Greatest width in pixels.")
    key("maxHeight", &maxHeight, "Greatest height in pixels.")
  }
}
