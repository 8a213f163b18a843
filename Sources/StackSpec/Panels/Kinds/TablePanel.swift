import OrderedTree
import SpecLanguage
import YAMLTree

enum TablePanel: DataPanelKind {
  static let type = "table"
  static let summary = "Rows and columns."
  static let traits = PanelTraits(width: 12, height: 8, asks: .table)

  struct Options: SpecRecord {
    static let name = "table options"
    static let summary = "Options of a table panel."

    var showsHeader = true
    var cellHeight = CellHeight.small
    var frame: Int?
    var showsTypes: Bool?
    var sortBy: [SortColumn] = []
    var footer: Footer?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("showHeader", &showsHeader, "Whether columns have names.")
      key("cellHeight", &cellHeight, "Height of rows.")
      key("frameIndex", &frame, "Which of several results is shown.")
      key("showTypeIcons", &showsTypes, "Shows the type of each column.")
      key("sortBy", &sortBy, "Columns that rows are sorted by.")
      key("footer", &footer, "Totals below the columns.")
    }
  }

  enum CellHeight: String, Choice {
    case auto
    case small = "sm"
    case medium = "md"
    case large = "lg"
  }

  struct SortColumn: SpecRecord {
    static let name = "sort column"
    static let summary = "A column that rows are sorted by."
    static var shortForm: Shape? { String.shape }

    var column = ""
    var isDescending = false

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("displayName", &column, .required, "Name of the column.")
      key("desc", &isDescending, "Greatest first.")
    }

    static func readShort(_ node: Node, _ reading: Reading) -> SortColumn? {
      guard let column = String.read(node, reading) else { return nil }
      var sort = SortColumn()
      sort.column = column
      return sort
    }
  }

  struct Footer: SpecRecord {
    static let name = "table footer"
    static let summary = "Totals below the columns."

    var isShown = true
    var reducers: [Calculation] = [.sum]
    var countsRows: Bool?
    var fields: [String] = []
    var hasPages: Bool?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("show", &isShown, "Whether there is a footer.")
      key("reducer", &reducers, "Calculation of the totals.")
      key("countRows", &countsRows, "Shows the number of rows.")
      key("fields", &fields, "Columns with totals; all numeric ones when left out.")
      key("enablePagination", &hasPages, "Splits the table into pages.")
    }
  }

  struct Custom: SpecRecord {
    static let name = "table column"
    static let summary = "How a column is shown."

    var align: Align?
    var width: Int?
    var minWidth: Int?
    var isHidden: Bool?
    var hidesHeader: Bool?
    var isFilterable: Bool?
    var inspects: Bool?
    var cell: CellOptions?

    enum Align: String, Choice { case auto, left, center, right }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("align", &align, "Alignment of the values.")
      key("columnWidth", &width, KeyRule.writtenAs("width"), "Width in pixels.")
      key("minWidth", &minWidth, "Least width in pixels.")
      key("hidden", &isHidden, "Not shown.")
      key("hideHeader", &hidesHeader, "Without its name.")
      key("filterable", &isFilterable, "Whether rows can be filtered by it.")
      key("inspect", &inspects, "Whether long values can be opened.")
      key("cellOptions", &cell, "What cells look like: `gauge`, `color-background`...")
    }
  }
}
