import SpecLanguage

enum HeatmapPanel: DataPanelKind {
  static let type = "heatmap"
  static let summary = "How values are spread over time."
  static let traits = PanelTraits(width: 12, height: 8, asks: .heatmap, legend: .scale)

  /// Buckets are drawn along the y axis, so the unit of the panel is that of the axis.
  static func adjust(_ options: inout Options, to fields: FieldOptions) {
    options.yAxis.unit = options.yAxis.unit ?? fields.unit
    options.yAxis.decimals = options.yAxis.decimals ?? fields.decimals
  }

  struct Options: SpecRecord {
    static let name = "heatmap options"
    static let summary = "Options of a heatmap panel."

    var calculates = false
    var calculation: Calculation?
    var colors = HeatmapColors()
    var filterValues: Filter?
    var rowsFrame: Rows?
    var showValue: Visibility?
    var cellGap = 1
    var cellRadius: Double?
    var cellValues: CellValues?
    var yAxis = HeatmapAxis()
    var tooltip = HeatmapTooltip()
    var exemplars: Exemplars?
    var selection: Selection?

    enum Selection: String, Choice { case x, y, xy }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("calculate", &calculates, "Makes buckets of plain values.")
      key("calculation", &calculation, "How buckets are made.")
      key("colors", &colors, KeyRule.writtenAs("color"), "Colours of the cells.")
      key("filterValues", &filterValues, "Values left out.")
      key("rowsFrame", &rowsFrame, "What the rows of the data mean.")
      key("showValue", &showValue, "Whether counts are written.")
      key("cellGap", &cellGap, "Pixels between cells.")
      key("cellRadius", &cellRadius, "Roundness of cells in pixels.")
      key("cellValues", &cellValues, "How counts are written.")
      key("yAxis", &yAxis, "The axis of the buckets.")
      key("tooltip", &tooltip, "The box under the cursor.")
      key("exemplars", &exemplars, "How exemplars are drawn.")
      key("selectionMode", &selection, "What the mouse selects.")
    }
  }

  struct Calculation: SpecRecord {
    static let name = "heatmap calculation"
    static let summary = "How buckets are made."

    var xBuckets: Buckets?
    var yBuckets: Buckets?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("xBuckets", &xBuckets, "Buckets of time.")
      key("yBuckets", &yBuckets, "Buckets of values.")
    }
  }

  struct Buckets: SpecRecord {
    static let name = "heatmap buckets"
    static let summary = "Buckets along one axis."

    var mode: Mode?
    var value: ScalarText?
    var scale: ScaleOptions?

    enum Mode: String, Choice { case size, count }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("mode", &mode, "Whether the size or the count is given.")
      key("value", &value, "The size or the count.")
      key("scale", &scale, "Scale of the buckets.")
    }
  }

  struct Filter: SpecRecord {
    static let name = "heatmap filter"
    static let summary = "Values left out."

    var atMost: Double?
    var atLeast: Double?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("le", &atMost, "Leaves out this and less.")
      key("ge", &atLeast, "Leaves out this and more.")
    }
  }

  struct Rows: SpecRecord {
    static let name = "heatmap rows"
    static let summary = "What the rows of the data mean."

    var value: String?
    var layout: Layout?

    enum Layout: String, Choice { case auto, le, ge, unknown }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("value", &value, "Name of the counts.")
      key("layout", &layout, "Which bound names a bucket.")
    }
  }

  struct CellValues: SpecRecord {
    static let name = "heatmap cell values"
    static let summary = "How counts are written."

    var unit: Unit?
    var decimals: Int?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("unit", &unit, "Unit of the counts.")
      key("decimals", &decimals, "Digits after the point.")
    }
  }

  struct Exemplars: SpecRecord {
    static let name = "heatmap exemplars"
    static let summary = "How exemplars are drawn."

    var color = ColorName("rgba(255,0,255,0.7)")

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("color", &color, "Their colour.")
    }
  }
}
