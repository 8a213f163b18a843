import SpecLanguage

enum BarChartPanel: DataPanelKind {
  static let type = "barchart"
  static let summary = "Bars over names instead of time."
  static let traits = PanelTraits(
    width: 8, height: 8, asks: .table, legend: .series, drawsLimits: true)

  struct Options: SpecRecord {
    static let name = "bar chart options"
    static let summary = "Options of a bar chart panel."

    var tooltip = TooltipOptions(.multi)
    var xField: String?
    var colorByField: String?
    var orientation = Orientation.auto
    var stacking = Stacking.Mode.none
    var showValue = Visibility.auto
    var barWidth: Double?
    var groupWidth: Double?
    var barRadius: Double?
    var labelRotation: LabelRotation?
    var labelLength: Int?
    var labelSpacing: Int?
    var highlights: Bool?
    var text: TextSizes?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("tooltip", &tooltip, .upstreamDefault("single"), "The box under the cursor.")
      key("xField", &xField, "Field whose values stand below the bars.")
      key("colorByField", &colorByField, "Field that colours the bars.")
      key("orientation", &orientation, "Direction of the bars.")
      key("stacking", &stacking, "Whether bars are put on top of each other.")
      key("showValue", &showValue, "Whether values are written.")
      key("barWidth", &barWidth, "Width of bars, up to 1.")
      key("groupWidth", &groupWidth, "Width of groups, up to 1.")
      key("barRadius", &barRadius, "Roundness of bars, up to 0.5.")
      key("xTickLabelRotation", &labelRotation, "Rotation of names in degrees.")
      key("xTickLabelMaxLength", &labelLength, "Most characters of a name.")
      key("xTickLabelSpacing", &labelSpacing, "Least space between names.")
      key("fullHighlight", &highlights, "Highlights the whole column under the cursor.")
      key("text", &text, "Sizes of texts.")
    }
  }

  struct Custom: SpecRecord {
    static let name = "bar chart field"
    static let summary = "How bars are drawn."

    var bars = BarField()
    var thresholdsStyle: ThresholdsStyle?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      bars.visitKeys(&key)
      key("thresholdsStyle", &thresholdsStyle, "How limits are drawn.")
    }
  }
}
