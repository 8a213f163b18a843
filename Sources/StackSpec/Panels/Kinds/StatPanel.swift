import SpecLanguage

enum StatPanel: DataPanelKind {
  static let type = "stat"
  static let summary = "One big number a series, with a sparkline."
  static let traits = PanelTraits(width: 4, height: 4)

  struct Options: SpecRecord {
    static let name = "stat options"
    static let summary = "Options of a stat panel."

    var reduce = ReduceOptions()
    var graphMode = GraphMode.area
    var colorMode = ColorMode.value
    var textMode = TextMode.auto
    var justifyMode = JustifyMode.auto
    var orientation = Orientation.auto
    var text: TextSizes?
    var isWide: Bool?
    var showsChange: Bool?
    var changeColor: ChangeColor?

    enum GraphMode: String, Choice { case area, line, none }
    enum ColorMode: String, Choice {
      case value, background, none
      case solidBackground = "background_solid"
    }
    enum TextMode: String, Choice {
      case auto, value, name, none
      case both = "value_and_name"
    }
    enum JustifyMode: String, Choice { case auto, center }
    enum ChangeColor: String, Choice {
      case standard, inverted
      case sameAsValue = "same_as_value"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key.inlined(&reduce, as: "reduceOptions")
      key("graphMode", &graphMode, "The sparkline.")
      key("colorMode", &colorMode, "What the colour of limits fills.")
      key("textMode", &textMode, "Whether names and values are shown.")
      key("justifyMode", &justifyMode, "Where the number stands.")
      key("orientation", &orientation, "Whether numbers stand side by side.")
      key("text", &text, "Sizes of texts.")
      key("wideLayout", &isWide, "Name and value stand side by side where it is wide.")
      key("showPercentChange", &showsChange, "Shows the change over the time range.")
      key("percentChangeColorMode", &changeColor, "Which change is good.")
    }
  }
}
