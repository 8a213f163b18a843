import Diagnostics
import OrderedTree
import SpecLanguage
import YAMLTree

/// Limits of a panel: by severity, as alerts have them, or as Grafana's coloured steps.
struct PanelThresholds: SpecValue {
  var limits = Named<Threshold>()
  var steps: StepsSpec?
  /// Colours by severity, and `ok` for the rest.
  var node: Node

  static var shape: Shape {
    .either([.map(keys: "severities", Threshold.shape), StepsSpec.shape])
  }

  func tree(_ writing: inout Writing) -> Tree? { .null }

  static func read(_ node: Node, _ reading: Reading) -> PanelThresholds? {
    if node["steps"] != nil || node["mode"] != nil {
      return StepsSpec.read(node, reading).map { PanelThresholds(steps: $0, node: node) }
    }
    return Named<Threshold>.read(node, reading).map { PanelThresholds(limits: $0, node: node) }
  }

  /// Grafana's steps; limits are turned into the unit of the panel.
  func tree(unit: Unit?, _ reading: Reading) -> Tree {
    if let steps { return steps.tree }
    var zones: [LimitZone] = []
    for limit in limits.entries {
      let zone = LimitZone(limit.value.when.test, color: severityColor(limit.name)) {
        $0.number(in: unit)
      }
      if let zone {
        zones.append(zone)
      } else {
        reading.diagnostics.report(
          Diagnostic(
            .unitMismatch, .error,
            "the limit '\(limit.value.when.text)' is in another unit than the panel, "
              + (unit.map { "'\($0.text)'" } ?? "which has none"),
            at: limit.node.range
          ).help("give the panel a 'unit' that measures the same"))
      }
    }
    return LimitZone.steps(of: zones)
  }
}

/// Values that are coloured: from `low` up to `high`.
struct LimitZone {
  var low: Double
  var high: Double
  var color: String
  /// Everything but the zone, for limits that say what is right.
  var isOutside = false

  init?(_ test: Condition.Test, color: String, number: (Quantity) -> Double?) {
    self.color = color
    (low, high) = (-.infinity, .infinity)
    switch test {
    case .above(let limit), .atLeast(let limit):
      guard let value = number(limit) else { return nil }
      low = value
    case .below(let limit), .atMost(let limit):
      guard let value = number(limit) else { return nil }
      high = value
    case .equal(let limit), .notEqual(let limit):
      guard let value = number(limit) else { return nil }
      // Steps have no end of their own: states are whole numbers, so the next one ends it.
      (low, high) = (value, value + 1)
      if case .notEqual = test { isOutside = true }
    case .inside(let first, let second), .outside(let first, let second):
      guard let start = number(first), let end = number(second) else { return nil }
      (low, high) = (start, end)
      if case .outside = test { isOutside = true }
    }
  }

  private func holds(_ value: Double) -> Bool { (value >= low && value < high) != isOutside }

  /// Whether it holds wherever the other does.
  private func contains(_ other: LimitZone) -> Bool {
    switch (isOutside, other.isOutside) {
    case (false, false): low <= other.low && high >= other.high
    case (true, true): low >= other.low && high <= other.high
    case (true, false): other.high <= low || other.low >= high
    case (false, true): low == -.infinity && high == .infinity
    }
  }

  /// Where zones overlap one within another wins, in whatever order they stand; else the last.
  private static func zone(at value: Double, of zones: [LimitZone]) -> LimitZone? {
    let holding = zones.filter { $0.holds(value) }
    return holding.last { zone in
      holding.allSatisfy { !zone.contains($0) || $0.contains(zone) }
    } ?? holding.last
  }

  /// Steps that ascend from minus infinity.
  static func steps(of zones: [LimitZone], base: String = "green") -> Tree {
    let bounds = Set(zones.flatMap { [$0.low, $0.high] }.filter(\.isFinite)).sorted()
    var steps: [Tree] = []
    var last: String?
    for start in [-Double.infinity] + bounds {
      // Below every bound nothing but an open zone can hold.
      let probe = start.isFinite ? start : (bounds.first ?? 0) - 1
      let color = zone(at: probe, of: zones)?.color ?? base
      guard color != last else { continue }
      last = color
      steps.append(
        .mapping([
          ("color", .text(color)), ("value", start.isFinite ? .number(start) : .null),
        ]))
    }
    return .mapping([("mode", .text("absolute")), ("steps", .list(steps))])
  }
}

/// The colour that means a severity.
func severityColor(_ severity: String) -> String {
  switch severity {
  case "ok", "none", "normal": "green"
  case "info", "notice", "low": "blue"
  case "warning", "warn", "minor", "medium": "orange"
  case "page", "critical", "error", "major", "high", "fatal", "emergency": "red"
  default: "purple"
  }
}

/// Thresholds in Grafana's own form.
struct StepsSpec: SpecRecord {
  static let name = "threshold steps"
  static let summary = "Coloured steps in Grafana's form."

  var mode = Mode.absolute
  var steps: [Step] = []

  enum Mode: String, Choice { case absolute, percentage }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("mode", &mode, "Whether values are absolute or per cent of the scale.")
    key("steps", &steps, .required, "Colours and the values from which they hold, ascending.")
  }

  var tree: Tree {
    .mapping([
      ("mode", .text(mode.rawValue)),
      (
        "steps",
        .list(
          steps.enumerated().map { index, step in
            .mapping([
              ("color", .text(step.color.text)),
              // Grafana takes the first step for minus infinity, whatever it says.
              ("value", index == 0 ? .null : .number(step.value ?? 0)),
            ])
          })
      ),
    ])
  }

  struct Step: SpecRecord {
    static let name = "threshold step"
    static let summary = "A colour and the value from which it holds."

    var color = ColorName("green")
    var value: Double?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("color", &color, .required, "Its colour.")
      key("value", &value, "The value from which it holds; none for the first.")
    }

    static func read(_ node: Node, _ reading: Reading) -> Step? {
      // `value: null` is how Grafana writes the first step.
      let written = node["value"]?.isNull == true ? node.removing("value") : node
      return readRecord(written, reading, alsoKnown: [])
    }
  }
}
