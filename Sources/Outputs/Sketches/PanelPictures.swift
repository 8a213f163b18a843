internal import OrderedTree
internal import StackModel

extension Box {
  /// What a panel of its kind looks like, with numbers out of thin air.
  func picture(of panel: Panel) -> String {
    var some = Wandering(panel.id)
    switch panel.type {
    case "timeseries", "trend": return graph(panel, &some)
    case "stat":
      return standing(100).text("\(some.number(3...92))", size: 28, .green) + spark(&some)
    case "gauge": return gauge(some.number(30...90))
    case "bargauge": return gaugeBars(&some)
    case "barchart": return columns(8, gap: 3, &some)
    case "histogram": return columns(16, gap: 0, &some)
    case "piechart": return pie(isDonut: panel.options["pieType"] == .text("donut"))
    case "table": return table(&some)
    case "heatmap": return heatmap(&some)
    case "state-timeline": return states(&some)
    case "status-history": return history(&some)
    case "logs": return logLines(&some)
    case "traces": return spans(&some)
    case "flamegraph": return flames(&some)
    case "nodeGraph": return nodes
    case "xychart": return points(&some)
    case "candlestick": return candles(&some)
    case "geomap": return map(&some)
    case "canvas": return elements
    case "text": return words(panel.options["content"])
    default: return list(&some)
    }
  }

  private func graph(_ panel: Panel, _ some: inout Wandering) -> String {
    let hasTable = panel.options["legend"]?["displayMode"] == .text("table")
    let plot = hasTable ? part(0, of: 3).widened(2) : self
    let legend = hasTable ? part(2, of: 3).inset(8).list(&some) : ""
    let grid = (1...3).map { plot.line([(0, $0 * 30), (100, $0 * 30)], .faint) }.joined()
    let custom = panel.fields?["custom"]
    if custom?["drawStyle"] == .text("bars") {
      return grid + plot.columns(24, gap: 1, &some) + legend
    }
    var lines = ""
    for (index, ink) in [Ink.green, .blue, .orange].enumerated() {
      let base = some.number(15...30) + index * 18
      let points = (0...24).map { (x: $0 * 100 / 24, y: base + some.number(0...14)) }
      lines += plot.line(points, ink)
    }
    return grid + lines + legend
  }

  private func widened(_ times: Int) -> Box {
    Box(x: x, y: y, width: width * times, height: height)
  }

  private func spark(_ some: inout Wandering) -> String {
    standing(30).line((0...16).map { (x: $0 * 100 / 16, y: some.number(10...60)) }, .green)
  }

  private func gauge(_ percent: Int) -> String {
    let radius = max(6, min(width / 2, height) - 8)
    let (middle, low) = (x + width / 2, y + height)
    func arc(_ end: String, _ ink: Ink) -> String {
      "<path d=\"M\(middle - radius) \(low) A\(radius) \(radius) 0 0 1 \(end)\" fill=\"none\" "
        + "stroke=\"\(ink.rawValue)\" stroke-width=\"12\"/>\n"
    }
    let part = "\(middle + radius / 2) \(low - radius * 866 / 1000)"
    return arc("\(middle + radius) \(low)", .faint) + arc(part, .orange)
      + standing(40).text("\(percent) %", size: 18, .orange)
  }

  private func gaugeBars(_ some: inout Wandering) -> String {
    (0..<4).map { row in
      let bar = part(0, of: 1, row, of: 4).inset(3)
      var filled = bar
      filled.width = bar.width * some.number(25...90) / 100
      return bar.filled(.faint, radius: 2) + filled.filled(some.ink(), radius: 2)
    }.joined()
  }

  private func columns(_ count: Int, gap: Int, _ some: inout Wandering) -> String {
    (0..<count).map { part($0, of: count).inset(gap).standing(some.number(20...95)).filled(.green) }
      .joined()
  }

  private func pie(isDonut: Bool) -> String {
    let thickness = max(4, min(width, height) / (isDonut ? 5 : 2))
    let radius = max(2, min(width, height) / 2 - thickness / 2)
    let whole = 628 * radius / 100
    var turned = 0
    return zip(Ink.series, [38, 27, 20, 15]).map { ink, share in
      defer { turned += share }
      return
        "<circle cx=\"\(x + width / 2)\" cy=\"\(y + height / 2)\" r=\"\(radius)\" fill=\"none\" "
        + "stroke=\"\(ink.rawValue)\" stroke-width=\"\(thickness)\" "
        + "stroke-dasharray=\"\(whole * share / 100) \(whole)\" "
        + "stroke-dashoffset=\"\(-whole * turned / 100)\"/>\n"
    }.joined()
  }

  private func table(_ some: inout Wandering) -> String {
    let rows = max(2, height / 18)
    return (0..<rows).map { row in
      (0..<4).map { column in
        let cell = part(column, of: 4, row, of: rows)
        if row == 0 {
          return cell.text(
            ["Name", "Value", "Max", "State"][column], size: 10, .blue, isCentred: false)
        }
        let word = column == 0 ? "item \(row)" : "\(some.number(1...999))"
        return cell.text(word, size: 10, .bright, isCentred: false)
      }.joined() + part(0, of: 1, row, of: rows).line([(0, 0), (100, 0)], .faint)
    }.joined()
  }

  private func heatmap(_ some: inout Wandering) -> String {
    let inks = ["#fff5eb", "#fdd0a2", "#fd8d3c", "#d94801", "#7f2704"]
    return (0..<24).map { column in
      (0..<6).map { row in
        let near = max(0, 4 - abs(row - 3) - some.number(0...1))
        let cell = part(column, of: 24, row, of: 6)
        return "<rect x=\"\(cell.x)\" y=\"\(cell.y)\" width=\"\(max(1, cell.width - 1))\" "
          + "height=\"\(max(1, cell.height - 1))\" fill=\"\(inks[near])\"/>\n"
      }.joined()
    }.joined()
  }
}
