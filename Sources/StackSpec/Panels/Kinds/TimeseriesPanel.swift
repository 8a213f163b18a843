import SpecLanguage

enum TimeseriesPanel: DataPanelKind {
  static let type = "timeseries"
  static let summary = "Lines, bars or points over time."
  static let traits = PanelTraits(width: 8, height: 8, legend: .series, drawsLimits: true)

  typealias Custom = GraphField

  struct Options: SpecRecord {
    static let name = "timeseries options"
    static let summary = "Options of a timeseries panel."

    var tooltip = TooltipOptions(.multi, .desc)
    var timezone: [String] = []
    var orientation: Orientation?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("tooltip", &tooltip, .upstreamDefault("single"), "The box under the cursor.")
      key("timezone", &timezone, "Time zones of the time axis.")
      key("orientation", &orientation, "Direction of time.")
    }
  }
}
