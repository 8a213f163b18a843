import Diagnostics
import OrderedTree
import SpecLanguage
import YAMLTree

/// How values get their colour: one colour, or a mode of Grafana.
struct FieldColor: SpecRecord {
  static let name = "field color"
  static let summary = "How values get their colour."
  static var shortForm: Shape? { ColorName.shape }

  var mode = ColorMode.fixed
  var fixed: ColorName?
  var seriesBy: SeriesBy?

  enum SeriesBy: String, Choice { case last, min, max }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("mode", &mode, .required, "Grafana's colour mode.")
    key("fixedColor", &fixed, "The colour of the modes `fixed` and `shades`.")
    key("seriesBy", &seriesBy, "Value of a series that decides its colour.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> FieldColor? {
    var color = FieldColor()
    if let mode = node.scalar.flatMap({ ColorMode(rawValue: $0.text) }) {
      color.mode = mode
    } else if let text = node.scalar?.text, text.hasPrefix("cont") || text.hasPrefix("palette") {
      reading.unknownWord(text, node, candidates: ColorMode.allCases.map(\.rawValue))
      return nil
    } else {
      guard let fixed = ColorName.read(node, reading) else { return nil }
      color.fixed = fixed
    }
    return color
  }
}

enum ColorMode: String, Choice {
  case thresholds, fixed, shades
  case palette = "palette-classic"
  case paletteByName = "palette-classic-by-name"
  case greenYellowRed = "continuous-GrYlRd"
  case redYellowGreen = "continuous-RdYlGr"
  case blueYellowRed = "continuous-BlYlRd"
  case yellowRed = "continuous-YlRd"
  case bluePurple = "continuous-BlPu"
  case yellowBlue = "continuous-YlBl"
  case blues = "continuous-blues"
  case reds = "continuous-reds"
  case greens = "continuous-greens"
  case purples = "continuous-purples"
}

/// A colour: a name of Grafana's palette or of CSS, or `#rrggbb`, `rgb(...)`, `hsl(...)`.
struct ColorName: TextValue, Hashable {
  var text: String

  static var textShape: TextShape { TextShape("color", example: "semi-dark-red") }
  var specText: String? { text }

  init(_ text: String) { self.text = text }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> ColorName? {
    let isCode = ["#", "rgb", "hsl"].contains { text.hasPrefix($0) }
    if isCode || names.contains(text.lowercased()) { return ColorName(text) }
    reading.invalid(
      "'\(text)' is not a colour", node,
      help: suggestion(for: text, among: names.sorted())
        ?? "write a name, #rrggbb, rgb(...) or hsl(...)")
    return nil
  }

  /// Grafana's palette, then the names of CSS.
  static let names: Set<String> = {
    let shades = ["", "super-light-", "light-", "semi-dark-", "dark-"]
    let hues = ["green", "red", "orange", "yellow", "blue", "purple"]
    let own = shades.flatMap { shade in hues.map { shade + $0 } } + ["text", "transparent"]
    return Set(own + cssNames.split(separator: " ").map(String.init))
  }()

  private static let cssNames = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blueviolet \
    brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan \
    darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta \
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue \
    darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey \
    dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray \
    greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush \
    lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray \
    lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray \
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon \
    mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue \
    mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin \
    navajowhite navy oldlace olive olivedrab orangered orchid palegoldenrod palegreen \
    paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue rebeccapurple \
    rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue \
    slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise \
    violet wheat white whitesmoke yellowgreen
    """
}
