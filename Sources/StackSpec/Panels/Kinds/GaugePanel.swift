import SpecLanguage

enum GaugePanel: DataPanelKind {
  static let type = "gauge"
  static let summary = "A dial for each series, with its limits."
  static let traits = PanelTraits(width: 6, height: 6, asks: .instant)

  struct Options: SpecRecord {
    static let name = "gauge options"
    static let summary = "Options of a gauge panel."

    var reduce = ReduceOptions()
    var showsLabels = false
    var showsMarkers = true
    var orientation = Orientation.auto
    var sizing: Sizing?
    var minWidth: Int?
    var minHeight: Int?
    var text: TextSizes?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key.inlined(&reduce, as: "reduceOptions")
      key("showThresholdLabels", &showsLabels, "Writes the limits at the dial.")
      key("showThresholdMarkers", &showsMarkers, "Draws the limits around the dial.")
      key("orientation", &orientation, "Whether dials stand side by side.")
      key("sizing", &sizing, "Whether sizes are found or given.")
      key("minVizWidth", &minWidth, "Least width of a dial in pixels.")
      key("minVizHeight", &minHeight, "Least height of a dial in pixels.")
      key("text", &text, "Sizes of texts.")
    }
  }
}

enum Sizing: String, Choice { case auto, manual }
