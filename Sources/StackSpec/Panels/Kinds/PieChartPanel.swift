import SpecLanguage

enum PieChartPanel: DataPanelKind {
  static let type = "piechart"
  static let summary = "Shares of a whole."
  static let traits = PanelTraits(width: 8, height: 8, asks: .instant, legend: .pie)

  struct Options: SpecRecord {
    static let name = "pie chart options"
    static let summary = "Options of a pie chart panel."

    var reduce = ReduceOptions()
    var pieType = PieType.pie
    var labels: [Label] = []
    var tooltip = TooltipOptions(.single)
    var orientation: Orientation?
    var text: TextSizes?

    enum PieType: String, Choice { case pie, donut }
    enum Label: String, Choice { case name, value, percent }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key.inlined(&reduce, as: "reduceOptions")
      key("pieType", &pieType, "Whether there is a hole.")
      key("displayLabels", &labels, "What is written on the slices.")
      key("tooltip", &tooltip, "The box under the cursor.")
      key("orientation", &orientation, "Whether several pies stand side by side.")
      key("text", &text, "Sizes of texts.")
    }
  }

  struct Custom: SpecRecord {
    static let name = "pie chart field"
    static let summary = "Where a slice appears."

    var hideFrom: HideFrom?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("hideFrom", &hideFrom, "Where the slice does not appear.")
    }
  }
}
