import SpecLanguage

enum CandlestickPanel: DataPanelKind {
  static let type = "candlestick"
  static let summary = "Opening, highest, lowest and closing values over time."
  static let traits = PanelTraits(width: 12, height: 10, legend: .series)

  typealias Custom = GraphField

  struct Options: SpecRecord {
    static let name = "candlestick options"
    static let summary = "Options of a candlestick panel."

    var mode = Mode.both
    var style = Style.candles
    var colorStrategy = Strategy.openClose
    var fields: Fields?
    var colors = Colors()
    var tooltip = TooltipOptions(.multi)
    var includesAll: Bool?

    enum Mode: String, Choice {
      case candles, volume
      case both = "candles+volume"
    }
    enum Style: String, Choice { case candles, ohlcbars }
    enum Strategy: String, Choice {
      case openClose = "open-close"
      case closeClose = "close-close"
    }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("mode", &mode, "What is drawn.")
      key("candleStyle", &style, "Candles or bars.")
      key("colorStrategy", &colorStrategy, "What makes a candle rise or fall.")
      key("fields", &fields, "Fields by their meaning, where they have other names.")
      key("colors", &colors, "Colours of candles.")
      key("tooltip", &tooltip, .upstreamDefault("single"), "The box under the cursor.")
      key("includeAllFields", &includesAll, "Draws further fields as lines.")
    }
  }

  struct Fields: SpecRecord {
    static let name = "candlestick fields"
    static let summary = "Fields by their meaning."

    var open: String?
    var high: String?
    var low: String?
    var close: String?
    var volume: String?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("open", &open, "Opening value.")
      key("high", &high, "Highest value.")
      key("low", &low, "Lowest value.")
      key("close", &close, "Closing value.")
      key("volume", &volume, "Volume.")
    }
  }

  struct Colors: SpecRecord {
    static let name = "candlestick colors"
    static let summary = "Colours of candles."

    var rising = ColorName("green")
    var falling = ColorName("red")
    var flat = ColorName("gray")

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("up", &rising, "Rising.")
      key("down", &falling, "Falling.")
      key("flat", &flat, "Neither.")
    }
  }
}

enum TrendPanel: DataPanelKind {
  static let type = "trend"
  static let summary = "Lines over numbers instead of time."
  static let traits = PanelTraits(width: 8, height: 8, asks: .table, legend: .series)

  typealias Custom = GraphField

  struct Options: SpecRecord {
    static let name = "trend options"
    static let summary = "Options of a trend panel."

    var xField: String?
    var tooltip = TooltipOptions(.multi, .desc)

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("xField", &xField, "Field along; ascending numbers.")
      key("tooltip", &tooltip, .upstreamDefault("single"), "The box under the cursor.")
    }
  }
}
