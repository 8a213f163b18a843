import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// How wide a panel is: columns of 24, a fraction of the row, or a word.
struct PanelWidth: SpecValue {
  var columns: Int

  static var shape: Shape {
    .either([
      .integer(1...GridPlace.columns),
      .text(TextShape("width", example: "1/3", pattern: "^([0-9]+/[0-9]+|full|half|wide)$")),
    ])
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> PanelWidth? {
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    if scalar.int != nil {
      return reading.integer(node, in: 1...GridPlace.columns).map { PanelWidth(columns: $0) }
    }
    switch scalar.text {
    case "full": return PanelWidth(columns: GridPlace.columns)
    case "wide": return PanelWidth(columns: 16)
    case "half": return PanelWidth(columns: 12)
    default: break
    }
    let parts = scalar.text.split(separator: "/").map { Int($0) }
    guard parts.count == 2, let part = parts[0], let whole = parts[1], part > 0, part <= whole,
      part * GridPlace.columns >= whole
    else {
      reading.invalid(
        "'\(scalar.text)' is not a width", node,
        help: "write a fraction such as 1/3, columns from 1 to 24, full, wide or half")
      return nil
    }
    return PanelWidth(columns: part * GridPlace.columns / whole)
  }
}

/// How high a panel is, in grid units of 38 pixels.
struct PanelHeight: SpecValue {
  var units: Int

  static var shape: Shape { .either([.integer(1...100), .choice(["low", "normal", "tall"])]) }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> PanelHeight? {
    switch node.scalar?.text {
    case "low": return PanelHeight(units: 4)
    case "normal": return PanelHeight(units: 8)
    case "tall": return PanelHeight(units: 12)
    default: return reading.integer(node, in: 1...100).map { PanelHeight(units: $0) }
    }
  }
}

/// An exact place, as Grafana writes it; `y` counts from the top of the row.
struct GridSpec: SpecRecord {
  static let name = "grid position"
  static let summary = "An exact place on the grid of 24 columns."

  var x = 0
  var y = 0
  var width = 12
  var height = 8

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("x", &x, .required, "First column, from 0.")
    key("y", &y, .required, "Top, in grid units below the header of the row.")
    key("w", &width, .required, "Columns.")
    key("h", &height, .required, "Grid units.")
  }
}
