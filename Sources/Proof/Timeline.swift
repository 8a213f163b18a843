internal import Dialects
internal import StackModel

/// Series that are played step by step, and what is expected of the alert meanwhile.
struct Timeline {
  let drive: Drive
  /// Seconds from one sample to the next.
  let step: Int
  private(set) var now = 0
  private(set) var checks: [AlertTest.Check] = []
  private var values: [String]
  /// What each series shows last.
  private var last: [Double?]

  init(_ drive: Drive, step: Int) {
    self.drive = drive
    self.step = step
    values = Array(repeating: "", count: drive.state.series.count)
    last = Array(repeating: nil, count: drive.state.series.count)
  }

  /// Plays some steps with the driver at a level.
  mutating func hold(_ stance: Stance, _ count: Int) { play(stance, count, restarting: false) }

  /// The same, with every counter beginning anew.
  mutating func restart(_ stance: Stance, _ count: Int) { play(stance, count, restarting: true) }

  /// Some series end while the others go on.
  mutating func lose(_ gone: Set<Int>, _ stance: Stance, _ count: Int) {
    play(stance, count, restarting: false, gone: gone)
  }

  /// Samples are missing.
  mutating func miss(_ count: Int) {
    for index in values.indices { append("_x\(count)", to: index) }
    now += count
  }

  /// All series end, and whoever reads them is told so.
  mutating func end(_ count: Int) {
    for index in values.indices { append(Self.ended(count), to: index) }
    now += count
  }

  mutating func expect(_ expected: AlertTest.Expectation, at index: Int) {
    checks.append(.init(time: .seconds(index * step), expected: expected))
  }

  func test(_ name: String, origin: Origin) -> AlertTest {
    AlertTest(
      name: name, origin: origin, step: .seconds(step),
      series: zip(drive.state.series, values).map { series, values in
        AlertTest.Series(name: series.written, values: values)
      }, checks: checks)
  }

  private mutating func play(
    _ stance: Stance, _ count: Int, restarting: Bool, gone: Set<Int> = []
  ) {
    guard count > 0 else { return }
    for (index, series) in drive.state.series.enumerated() {
      if gone.contains(index) {
        append(Self.ended(count), to: index)
        continue
      }
      let level = index == drive.driver ? stance.level : series.level
      let rise: Double
      let start: Double
      switch series.motion {
      case .still: (start, rise) = (level, 0)
      case .clock: (start, rise) = (level + Double(now * step), Double(step))
      case .growing, .sloping:
        rise = level * Double(step)
        // As if it had been counting since its start, so that no increase is lost.
        start = restarting ? rise : (last[index] ?? -rise) + rise
      case .restless:
        rise = level == 0 ? 0 : 1
        start = (last[index] ?? 0) + rise
      }
      append(Self.notation(start, rise, count), to: index)
      last[index] = start + rise * Double(count - 1)
    }
    now += count
  }

  private mutating func append(_ text: String, to index: Int) {
    values[index] += values[index].isEmpty ? text : " " + text
  }

  private static func ended(_ count: Int) -> String {
    count > 1 ? "stale _x\(count - 1)" : "stale"
  }

  private static func notation(_ start: Double, _ rise: Double, _ count: Int) -> String {
    if count == 1 { return start.digits }
    if rise == 0 { return "\(start.digits)x\(count - 1)" }
    return "\(start.digits)\(rise < 0 ? "-" : "+")\(abs(rise).digits)x\(count - 1)"
  }
}

extension PlannedSeries {
  /// `up{instance="a"}`
  fileprivate var written: String {
    let matchers = labels.pairs.map {
      Dialects.LabelMatcher($0.key, .equal, $0.value).text
    }
    return matchers.isEmpty ? name : "\(name){\(matchers.joined(separator: ","))}"
  }
}
