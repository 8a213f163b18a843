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
    if inside.height > 8 { shapes += inside.picture(of: panel.type, seed: panel.id) }
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

private struct Box {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  func picture(of type: String, seed: Int) -> String {
    switch type {
    case "stat": number(seed)
    case "gauge": arc
    case "timeseries", "trend", "xychart", "candlestick":
      line(seed, "#73bf69") + line(seed + 3, "#5794f2")
    case "bargauge", "barchart", "histogram", "state-timeline", "status-history": bars(seed)
    case "piechart": circle
    default: lines
    }
  }

  private func number(_ seed: Int) -> String {
    """
    <text x="\(x + width / 2)" y="\(y + height / 2 + 10)" font-size="28" fill="#73bf69" \
    text-anchor="middle">\(seed * 7 % 90 + 3)</text>

    """
  }

  private var arc: String {
    let radius = max(6, min(width / 2, height) - 6)
    let (middle, low) = (x + width / 2, y + height)
    return """
      <path d="M\(middle - radius) \(low) A\(radius) \(radius) 0 0 1 \(middle + radius / 2) \
      \(low - radius * 86 / 100)" fill="none" stroke="#ff9830" stroke-width="8"/>

      """
  }

  private var circle: String {
    let radius = max(4, min(width, height) / 2)
    return """
      <circle cx="\(x + width / 2)" cy="\(y + height / 2)" r="\(radius)" fill="#5794f2"/>

      """
  }

  /// A line that wanders, always the same way for the same panel.
  private func line(_ seed: Int, _ color: String) -> String {
    var state = UInt32(truncatingIfNeeded: seed &* 2_654_435_761)
    var points = ""
    for step in 0...24 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let level = Int(state >> 24) * height * 5 / (255 * 10) + height / 4
      points += "\(x + step * width / 24),\(y + height - level) "
    }
    return "<polyline points=\"\(points)\" fill=\"none\" stroke=\"\(color)\"/>\n"
  }

  private func bars(_ seed: Int) -> String {
    (0..<max(1, height / 16)).map { index in
      let length = width * ((seed * 31 + index * 47) % 70 + 25) / 100
      return """
        <rect x="\(x)" y="\(y + index * 16)" width="\(length)" height="10" fill="#73bf69"/>

        """
    }.joined()
  }

  private var lines: String {
    (0..<max(1, height / 14)).map { index in
      """
      <rect x="\(x)" y="\(y + index * 14)" width="\(width)" height="1" fill="#2c3235"/>

      """
    }.joined()
  }
}

private func escaped(_ text: String) -> String {
  text.map { character in
    switch character {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    default: String(character)
    }
  }.joined()
}
