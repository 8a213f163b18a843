import OrderedTree
import SpecLanguage
import YAMLTree

/// What the cells of a table column look like.
struct CellOptions: SpecRecord {
  static let name = "cell options"
  static let summary = "What the cells of a column look like."
  static var shortForm: Shape? { CellType.shape }

  var type = CellType.auto
  var mode: Mode?
  var appliesToRow: Bool?
  var wraps: Bool?
  var valueMode: ValueMode?
  var hidesValue: Bool?
  var alternative: String?
  var title: String?

  enum CellType: String, Choice {
    case auto, gauge, sparkline, image, actions, pill, markdown
    case colorText = "color-text"
    case colorBackground = "color-background"
    case json = "json-view"
    case dataLinks = "data-links"
  }
  enum Mode: String, Choice { case basic, gradient, lcd }
  enum ValueMode: String, Choice { case color, text, hidden }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, .required, "What a cell shows.")
    key("mode", &mode, "How a gauge or a background is drawn.")
    key("applyToRow", &appliesToRow, "Whether the whole row gets the colour.")
    key("wrapText", &wraps, "Whether long texts are wrapped.")
    key("valueDisplayMode", &valueMode, "The value beside a gauge.")
    key("hideValue", &hidesValue, "Whether a sparkline stands alone.")
    key("alt", &alternative, "Text in place of an image.")
    key("title", &title, "Text under the cursor of an image.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> CellOptions? {
    guard let type = CellType.read(node, reading) else { return nil }
    var cell = CellOptions()
    cell.type = type
    return cell
  }
}
