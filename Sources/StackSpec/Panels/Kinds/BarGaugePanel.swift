import SpecLanguage

enum BarGaugePanel: DataPanelKind {
  static let type = "bargauge"
  static let summary = "A bar for each series, with its limits."
  static let traits = PanelTraits(width: 8, height: 8, asks: .instant)

  struct Options: SpecRecord {
    static let name = "bar gauge options"
    static let summary = "Options of a bar gauge panel."

    var reduce = ReduceOptions()
    var displayMode = DisplayMode.gradient
    var orientation = Orientation.horizontal
    var valueMode = ValueMode.color
    var namePlacement: NamePlacement?
    var showsUnfilled = true
    var sizing: Sizing?
    var minWidth: Int?
    var minHeight: Int?
    var maxHeight: Int?
    var text: TextSizes?

    enum DisplayMode: String, Choice { case gradient, lcd, basic }
    enum ValueMode: String, Choice { case color, text, hidden }
    enum NamePlacement: String, Choice { case auto, top, left, hidden }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key.inlined(&reduce, as: "reduceOptions")
      key("displayMode", &displayMode, "How bars are drawn.")
      key("orientation", &orientation, .upstreamDefault("auto"), "Direction of the bars.")
      key("valueMode", &valueMode, "How the value is written.")
      key("namePlacement", &namePlacement, "Where names stand.")
      key("showUnfilled", &showsUnfilled, "Draws the rest of the scale.")
      key("sizing", &sizing, "Whether sizes are found or given.")
      key("minVizWidth", &minWidth, "Least width of a bar in pixels.")
      key("minVizHeight", &minHeight, "Least height of a bar in pixels.")
      key("maxVizHeight", &maxHeight, "Greatest height of a bar in pixels.")
      key("text", &text, "Sizes of texts.")
    }
  }
}
