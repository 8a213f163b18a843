/// A rectangle of a drawing, and the marks that can be made in it, in parts of its size.
struct Box {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  /// Part of the box; `columns` and `rows` divide it.
  func part(_ column: Int, of columns: Int, _ row: Int = 0, of rows: Int = 1) -> Box {
    let (left, top) = (column * width / columns, row * height / rows)
    return Box(
      x: x + left, y: y + top, width: (column + 1) * width / columns - left,
      height: (row + 1) * height / rows - top)
  }

  func inset(_ gap: Int) -> Box {
    Box(
      x: x + gap, y: y + gap, width: max(1, width - 2 * gap), height: max(1, height - 2 * gap))
  }

  /// The lower part, so many hundredths of the height.
  func standing(_ percent: Int) -> Box {
    let part = max(1, height * percent / 100)
    return Box(x: x, y: y + height - part, width: width, height: part)
  }

  func filled(_ color: Ink, radius: Int = 0) -> String {
    "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" rx=\"\(radius)\" "
      + "fill=\"\(color.rawValue)\"/>\n"
  }

  func circle(_ color: Ink) -> String {
    "<circle cx=\"\(x + width / 2)\" cy=\"\(y + height / 2)\" r=\"\(max(2, min(width, height) / 2))\" "
      + "fill=\"\(color.rawValue)\"/>\n"
  }

  func ring(_ color: Ink, thickness: Int) -> String {
    let radius = max(2, min(width, height) / 2 - thickness / 2)
    return "<circle cx=\"\(x + width / 2)\" cy=\"\(y + height / 2)\" r=\"\(radius)\" fill=\"none\" "
      + "stroke=\"\(color.rawValue)\" stroke-width=\"\(thickness)\"/>\n"
  }

  /// A line through points in hundredths of the box, from its lower left corner.
  func line(_ points: [(x: Int, y: Int)], _ color: Ink, thickness: Int = 1) -> String {
    let places = points.map { "\(x + $0.x * width / 100),\(y + height - $0.y * height / 100)" }
    return "<polyline points=\"\(places.joined(separator: " "))\" fill=\"none\" "
      + "stroke=\"\(color.rawValue)\" stroke-width=\"\(thickness)\"/>\n"
  }

  /// Text in the middle, or from the left.
  func text(_ text: String, size: Int, _ color: Ink, isCentred: Bool = true) -> String {
    let (place, anchor) = isCentred ? (x + width / 2, "middle") : (x, "start")
    return "<text x=\"\(place)\" y=\"\(y + (height + size) / 2 - 2)\" font-size=\"\(size)\" "
      + "fill=\"\(color.rawValue)\" text-anchor=\"\(anchor)\">\(escaped(text))</text>\n"
  }
}

/// Colours of a drawing, as Grafana's dark theme has them.
enum Ink: String, CaseIterable {
  case green = "#73bf69"
  case blue = "#5794f2"
  case orange = "#ff9830"
  case red = "#f2495c"
  case purple = "#b877d9"
  case yellow = "#fade2a"
  case faint = "#2c3235"
  case pale = "#8e8e9a"
  case bright = "#ccccdc"

  static let series: [Ink] = [.green, .blue, .orange, .red, .purple, .yellow]
}

/// Numbers that wander, always the same way for the same panel.
struct Wandering {
  private var state: UInt32

  init(_ panel: Int) { state = UInt32(truncatingIfNeeded: panel &* 2_654_435_761) | 1 }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    state = state &* 1_664_525 &+ 1_013_904_223
    return range.lowerBound + Int(state >> 16) % range.count
  }

  mutating func ink() -> Ink { Ink.series[number(0...5)] }
}
