import StackModel

/// A panel as far as its place matters.
struct PlacedPanel {
  /// Columns asked for; none when it takes what is left.
  var columns: Int?
  /// Height asked for.
  var height: Int?
  /// Columns below which it is hard to read, and the height it has by itself.
  var least: Int
  var natural: Int
  /// An exact place, `y` from the top of the row.
  var exact: GridPlace?
}

/// Places the panels of one row below `top`: exact places first, the others flow below them.
func layOut(_ panels: [PlacedPanel], top: Int) -> (places: [GridPlace], bottom: Int) {
  var places = [GridPlace](
    repeating: GridPlace(x: 0, y: top, width: 1, height: 1), count: panels.count)
  var bottom = top
  for (index, panel) in panels.enumerated() {
    guard var place = panel.exact else { continue }
    place.y += top
    places[index] = place
    bottom = max(bottom, place.y + place.height)
  }
  for line in lines(of: panels) {
    let widths = widths(of: line.map { panels[$0] })
    let height =
      line.compactMap { panels[$0].height }.max()
      ?? line.map { panels[$0].natural }.max() ?? 1
    var x = 0
    for (index, width) in zip(line, widths) {
      places[index] = GridPlace(
        x: x, y: bottom, width: width, height: panels[index].height ?? height)
      x += width
    }
    bottom += line.map { places[$0].height }.max() ?? 0
  }
  return (places, bottom)
}

/// The flowing panels by line, as indices.
private func lines(of panels: [PlacedPanel]) -> [[Int]] {
  let flowing = panels.indices.filter { panels[$0].exact == nil }
  var lines: [[Int]] = []
  var line: [Int] = []
  var taken = 0
  var limit = Int.max
  for (position, index) in flowing.enumerated() {
    let columns = panels[index].columns ?? panels[index].least
    if taken + columns > GridPlace.columns || line.count >= limit {
      lines.append(line)
      (line, taken, limit) = ([], 0, .max)
    }
    // At the start of a line: panels of a kind are spread evenly, 3 + 2 and not 4 + 1.
    if line.isEmpty, panels[index].columns == nil {
      let run = flowing[position...].prefix {
        panels[$0].columns == nil && panels[$0].least == panels[index].least
      }.count
      let perLine = GridPlace.columns / panels[index].least
      let count = (run + perLine - 1) / perLine
      if count > 1 { limit = (run + count - 1) / count }
    }
    line.append(index)
    taken += columns
  }
  if !line.isEmpty { lines.append(line) }
  return lines
}

/// Widths of the panels of one line: those that ask for none share what is left.
private func widths(of line: [PlacedPanel]) -> [Int] {
  let asked = line.reduce(0) { $0 + ($1.columns ?? 0) }
  let free = line.filter { $0.columns == nil }
  guard !free.isEmpty else { return line.map { $0.columns ?? 1 } }
  let total = free.reduce(0) { $0 + $1.least }
  var left = GridPlace.columns - asked
  var weight = total
  return line.map { panel in
    if let columns = panel.columns { return columns }
    // Rounding to the nearest, and the rest to those that follow.
    let width = (left * panel.least * 2 + weight) / (weight * 2)
    left -= width
    weight -= panel.least
    return width
  }
}
