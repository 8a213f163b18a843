import SpecLanguage

enum StatusHistoryPanel: DataPanelKind {
  static let type = "status-history"
  static let summary = "States over time, as a grid of cells."
  static let traits = PanelTraits(width: 12, height: 8, legend: .series)

  typealias Custom = StateField

  struct Options: SpecRecord {
    static let name = "status history options"
    static let summary = "Options of a status history panel."

    var tooltip = TooltipOptions(.single)
    var showValue = Visibility.auto
    var rowHeight: Double?
    var columnWidth: Double?
    var rowsPerPage: Int?
    var timezone: [String] = []

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("tooltip", &tooltip, "The box under the cursor.")
      key("showValue", &showValue, "Whether states are written.")
      key("rowHeight", &rowHeight, "Height of cells, up to 1.")
      key("colWidth", &columnWidth, "Width of cells, up to 1.")
      key("perPage", &rowsPerPage, "Rows on a page.")
      key("timezone", &timezone, "Time zones of the time axis.")
    }
  }
}
