internal import OrderedTree

/// Pictures of kinds that show events, records and things rather than numbers.
extension Box {
  func states(_ some: inout Wandering) -> String {
    (0..<3).map { row in
      let band = part(0, of: 1, row, of: 3).inset(3)
      var start = 0
      var shapes = ""
      while start < 100 {
        let end = min(100, start + some.number(10...40))
        var piece = band
        piece.x += band.width * start / 100
        piece.width = band.width * (end - start) / 100
        shapes += piece.filled([.green, .green, .orange, .red][some.number(0...3)])
        start = end
      }
      return shapes
    }.joined()
  }

  func history(_ some: inout Wandering) -> String {
    (0..<3).map { row in
      (0..<20).map { column in
        part(column, of: 20, row, of: 3).inset(1)
          .filled(some.number(0...6) == 0 ? .red : .green)
      }.joined()
    }.joined()
  }

  func logLines(_ some: inout Wandering) -> String {
    let rows = max(2, height / 14)
    let levels = ["info", "info", "warn", "error"]
    return (0..<rows).map { row in
      let level = some.number(0...3)
      let line = part(0, of: 1, row, of: rows)
      let mark = Box(x: line.x, y: line.y + 2, width: 3, height: max(1, line.height - 4))
      let words = Box(x: line.x + 8, y: line.y, width: line.width, height: line.height)
      return mark.filled([.green, .green, .yellow, .red][level])
        + words.text(
          "12:00:\(10 + row) level=\(levels[level]) request \(some.number(100...999))", size: 10,
          .pale, isCentred: false)
    }.joined()
  }

  func spans(_ some: inout Wandering) -> String {
    let rows = max(3, height / 16)
    return (0..<rows).map { row in
      var bar = part(0, of: 1, row, of: rows).inset(2)
      let start = row == 0 ? 0 : some.number(0...40)
      let length = row == 0 ? 100 : some.number(10...55)
      bar.x += bar.width * start / 100
      bar.width = max(2, bar.width * length / 100)
      return bar.filled(row == 0 ? .blue : some.ink(), radius: 2)
    }.joined()
  }

  func flames(_ some: inout Wandering) -> String {
    var shapes = ""
    var widths = [100]
    for row in 0..<5 {
      var start = 0
      for width in widths {
        var bar = part(0, of: 1, row, of: 5)
        bar.x += bar.width * start / 100
        bar.width = max(1, bar.width * width / 100 - 1)
        bar.height = max(1, bar.height - 1)
        shapes += bar.filled(row == 0 ? .faint : [.orange, .yellow, .red][some.number(0...2)])
        start += width
      }
      widths = widths.flatMap { [$0 * 6 / 10, $0 * 3 / 10] }.filter { $0 > 2 }
    }
    return shapes
  }

  var nodes: String {
    let places = [(10, 50), (45, 85), (45, 15), (85, 50)]
    let edges = [(0, 1), (0, 2), (1, 3), (2, 3)].map { from, to in
      line([places[from], places[to]], .pale)
    }
    let size = max(6, min(width, height) / 4)
    let rings = places.map { place in
      Box(
        x: x + place.0 * width / 100 - size / 2, y: y + height - place.1 * height / 100 - size / 2,
        width: size, height: size)
    }
    return edges.joined() + rings.map { $0.circle(.faint) + $0.ring(.green, thickness: 3) }.joined()
  }

  func points(_ some: inout Wandering) -> String {
    (0..<40).map { _ in
      let place = some.number(0...92)
      let height = min(95, max(2, place + some.number(0...30) - 15))
      let dot = Box(
        x: x + width * place / 100, y: y + self.height - self.height * height / 100, width: 5,
        height: 5)
      return dot.circle(.blue)
    }.joined()
  }

  func candles(_ some: inout Wandering) -> String {
    (0..<20).map { column in
      let slot = part(column, of: 20)
      let (low, high) = (some.number(10...45), some.number(55...90))
      let ink: Ink = some.number(0...1) == 0 ? .green : .red
      var body = slot.inset(2)
      body.y = y + height - height * (high - 8) / 100
      body.height = max(2, height * (high - low - 16) / 100)
      return slot.line([(50, low), (50, high)], ink) + body.filled(ink)
    }.joined()
  }

  func map(_ some: inout Wandering) -> String {
    let land = [
      (4, 60), (18, 88), (34, 80), (46, 92), (70, 84), (94, 62), (82, 34), (60, 12), (36, 24),
      (16, 36), (4, 60),
    ]
    let markers = (0..<6).map { _ in
      let size = some.number(6...14)
      return Box(
        x: x + width * some.number(20...76) / 100, y: y + height * some.number(22...66) / 100,
        width: size, height: size
      ).circle(.red)
    }
    return line(land, .pale, thickness: 2) + markers.joined()
  }

  var elements: String {
    part(0, of: 3).inset(6).filled(.blue, radius: 4)
      + part(0, of: 3).text("pump", size: 12, .bright)
      + part(1, of: 3).line([(0, 50), (100, 50)], .pale, thickness: 3)
      + part(2, of: 3).inset(6).ring(.green, thickness: 4)
      + part(2, of: 3).text("42", size: 14, .green)
  }

  /// The first lines of a text.
  func words(_ content: Tree?) -> String {
    guard case .text(let text)? = content else { return list(lines: max(2, height / 16)) }
    let lines = text.split(separator: "\n").prefix(max(1, height / 16))
    return lines.enumerated().map { row, line in
      let isHeading = line.hasPrefix("#")
      let words = line.drop { $0 == "#" || $0 == " " }.filter { $0 != "*" }
      return part(0, of: 1, row, of: max(lines.count, height / 18))
        .text(String(words), size: isHeading ? 14 : 11, .bright, isCentred: false)
    }.joined()
  }

  func list(_ some: inout Wandering) -> String {
    let rows = max(2, height / 18)
    return (0..<rows).map { row in
      let item = part(0, of: 1, row, of: rows)
      let mark = Box(x: item.x, y: item.y, width: 10, height: item.height).inset(2)
      var bar = Box(
        x: item.x + 16, y: item.y + item.height / 2 - 2, width: item.width - 16, height: 4)
      bar.width = max(2, bar.width * some.number(40...95) / 100)
      return mark.circle(some.ink()) + bar.filled(.pale, radius: 2)
    }.joined()
  }

  private func list(lines: Int) -> String {
    (0..<lines).map { part(0, of: 1, $0, of: lines).line([(0, 50), (100, 50)], .faint) }.joined()
  }
}
