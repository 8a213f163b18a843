import SpecLanguage

enum StateTimelinePanel: DataPanelKind {
  static let type = "state-timeline"
  static let summary = "States over time, as bands."
  static let traits = PanelTraits(width: 12, height: 8, legend: .series)

  typealias Custom = StateField

  struct Options: SpecRecord {
    static let name = "state timeline options"
    static let summary = "Options of a state timeline panel."

    var tooltip = TooltipOptions(.single)
    var showValue = Visibility.auto
    var merges = true
    var alignValue = Align.left
    var rowHeight: Double?
    var rowsPerPage: Int?
    var timezone: [String] = []

    enum Align: String, Choice { case left, center, right }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("tooltip", &tooltip, "The box under the cursor.")
      key("showValue", &showValue, "Whether states are written.")
      key("mergeValues", &merges, "Joins equal states that follow each other.")
      key("alignValue", &alignValue, "Where the state is written.")
      key("rowHeight", &rowHeight, "Height of bands, up to 1.")
      key("perPage", &rowsPerPage, "Bands on a page.")
      key("timezone", &timezone, "Time zones of the time axis.")
    }
  }
}
