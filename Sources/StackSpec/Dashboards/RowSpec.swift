import OrderedTree
import SpecLanguage
import YAMLTree

/// A row of panels: `- Title: [panels]`, or a list of panels without a title.
struct RowSpec: SpecRecord {
  static let name = "row"
  static let summary = "A row of panels."
  static var shortForm: Shape? {
    let titled = Shape.either([.list(PanelSpec.shape), .record(recordShape)])
    return .either([.map(keys: "titles", titled), .list(PanelSpec.shape)])
  }

  var title: String?
  var isCollapsed = false
  var repeatedFor: Located<String>?
  var height: PanelHeight?
  var panels: [PanelSpec] = []
  var node = Node.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("title", &title, "Its title; a row without one has no header.")
    key("collapsed", &isCollapsed, "Whether its panels show only when it is opened.")
    key("repeat", &repeatedFor, "Variable for each value of which it is shown once.")
    key("height", &height, "Height of its panels.")
    key("panels", &panels, "Its panels.")
  }

  static func read(_ node: Node, _ reading: Reading) -> RowSpec? {
    var row: RowSpec?
    if node.items != nil {
      row = RowSpec()
      row?.panels = [PanelSpec].read(node, reading) ?? []
    } else if let entries = node.entries, entries.count == 1, let only = entries.first,
      !ownKeys.contains(only.key.name)
    {
      row = titled(only, reading)
    } else {
      row = readRecord(node, reading, alsoKnown: [])
    }
    row?.node = node
    return row
  }

  private static let ownKeys = recordShape.keys().map(\.name)

  /// `Title: [panels]` or `Title: {collapsed: true, panels: [...]}`.
  private static func titled(_ entry: Node.Entry, _ reading: Reading) -> RowSpec? {
    var row: RowSpec
    if entry.value.entries != nil {
      guard let read = readRecord(entry.value, reading, alsoKnown: []) else { return nil }
      row = read
    } else {
      guard let panels = [PanelSpec].read(entry.value, reading) else { return nil }
      row = RowSpec()
      row.panels = panels
    }
    row.title = row.title ?? entry.key.name
    return row
  }
}
