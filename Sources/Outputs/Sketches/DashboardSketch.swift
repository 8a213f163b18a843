package import StackModel

/// A drawing of a dashboard as it will look, without data: where each panel stands and of which
/// kind it is.
package func dashboardSketch(_ dashboard: Dashboard) -> String {
  var sketch = Sketch()
  for item in dashboard.items {
    switch item {
    case .row(let row): sketch.header(row)
    case .panel(let panel): sketch.draw(panel)
    }
  }
  return sketch.svg(title: dashboard.title)
}

/// The size of one place of Grafana's grid in the drawing.
private enum Unit {
  static let width = 34
  static let height = 20
  static let gap = 4
  static let top = 34
}

private struct Sketch {
  private var shapes = ""
  private var bottom = 0

  mutating func header(_ row: DashboardRow) {
    let y = Unit.top + row.y * Unit.height
    shapes += text("▾ " + row.title, x: Unit.gap, y: y + 14, size: 12, color: "#d8d9da")
    bottom = max(bottom, y + Unit.height)
  }

  mutating func draw(_ panel: Panel) {
    let x = panel.grid.x * Unit.width + Unit.gap
    let y = Unit.top + panel.grid.y * Unit.height
    let width = panel.grid.width * Unit.width - Unit.gap
    let height = panel.grid.height * Unit.height - Unit.gap
    shapes += """
      <rect x="\(x)" y="\(y)" width="\(width)" height="\(height)" rx="3" fill="#181b1f" \
      stroke="#2c3235"/>

      """
    shapes += text(panel.title, x: x + 8, y: y + 15, size: 11, color: "#ccccdc")
    let inside = Box(x: x + 10, y: y + 24, width: width - 20, height: height - 34)
    if inside.height > 8 { shapes += inside.picture(of: panel) }
    bottom = max(bottom, y + height)
  }

  func svg(title: String) -> String {
    let width = GridPlace.columns * Unit.width + Unit.gap
    let height = bottom + Unit.gap * 2
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
      width="\(width)" height="\(height)" font-family="sans-serif">
      <rect width="\(width)" height="\(height)" fill="#111217"/>
      \(text(title, x: 8, y: 22, size: 16, color: "#ffffff"))\(shapes)</svg>

      """
  }

  private func text(_ text: String, x: Int, y: Int, size: Int, color: String) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" fill=\"\(color)\">\(escaped(text))</text>\n"
  }
}

/// Text inside SVG.
func escaped(_ text: String) -> String {
  text.map { character in
    switch character {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    default: String(character)
    }
  }.joined()
}
