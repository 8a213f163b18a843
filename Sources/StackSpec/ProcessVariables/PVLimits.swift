import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Threshold {
  /// The limit in the unit of a variable; `nil` after a diagnostic.
  func limit(
    severity: String, pending standard: Duration?, _ profile: PVProfile, at node: Node,
    _ reading: Reading
  ) -> PVLimit? {
    guard let test = when.test.limit(profile, at: node, reading) else { return nil }
    var limit = PVLimit(severity: severity, test: test, pending: pending ?? standard)
    if let until {
      guard let recovery = until.test.limit(profile, at: node["until"] ?? node, reading) else {
        return nil
      }
      guard test.recovers(by: recovery) else {
        reading.diagnostics.report(
          Diagnostic(
            .hysteresis, .error, "'until \(until.text)' does not lead back from '\(when.text)'",
            at: (node["until"] ?? node).range
          ).help("the recovery lies on the good side of the limit: when > 80 until < 70"))
        return nil
      }
      limit.recovery = recovery
    }
    return limit
  }
}

extension Condition.Test {
  /// The test with numbers in the unit of a variable.
  func limit(_ profile: PVProfile, at node: Node, _ reading: Reading) -> PVLimit.Test? {
    for quantity in quantities where profile.number(quantity) == nil {
      let message =
        profile.unit.isEmpty
        ? "the variable has no unit, so '\(quantity.unit)' says nothing"
        : "'\(quantity.unit)' cannot be turned into '\(profile.unit)'"
      reading.diagnostics.report(
        Diagnostic(.unitMismatch, .error, message, at: node.range)
          .help(
            profile.unit.isEmpty
              ? "write the 'unit' of the variables, or a bare number"
              : "write the limit in '\(profile.unit)'"))
      return nil
    }
    func number(_ quantity: Quantity) -> Double { profile.number(quantity) ?? quantity.value }
    switch self {
    case .above(let limit): return .above(number(limit))
    case .atLeast(let limit): return .atLeast(number(limit))
    case .below(let limit): return .below(number(limit))
    case .atMost(let limit): return .atMost(number(limit))
    case .equal(let value): return .equal(number(value))
    case .notEqual(let value): return .notEqual(number(value))
    case .outside(let low, let high): return .outside(number(low), number(high))
    case .inside(let low, let high): return .inside(number(low), number(high))
    }
  }
}

extension PVLimit.Test {
  /// The side of the values it is about, and the limit on that side.
  var bound: (isUpper: Bool, value: Double)? {
    switch self {
    case .above(let limit), .atLeast(let limit): (true, limit)
    case .below(let limit), .atMost(let limit): (false, limit)
    case .equal, .notEqual, .outside, .inside: nil
    }
  }

  /// Whether another test is met on the good side of this one only.
  func recovers(by other: PVLimit.Test) -> Bool {
    guard let bound, let end = other.bound else {
      switch (self, other) {
      case (.outside(let low, let high), .inside(let from, let to)):
        return low <= from && to <= high
      case (.inside(let low, let high), .outside(let from, let to)):
        return from <= low && high <= to
      case (.equal(let value), .notEqual(let other)), (.notEqual(let value), .equal(let other)):
        return value == other
      default: return false
      }
    }
    return bound.isUpper != end.isUpper
      && (bound.isUpper ? end.value <= bound.value : end.value >= bound.value)
  }

  /// The test that ends this one at a distance from it.
  func recovery(by distance: Double) -> PVLimit.Test? {
    switch self {
    case .above(let limit), .atLeast(let limit): .below(limit - distance)
    case .below(let limit), .atMost(let limit): .above(limit + distance)
    case .outside(let low, let high): .inside(low + distance, high - distance)
    case .equal, .notEqual, .inside: nil
    }
  }

  /// "above 5.0e-08", for people.
  var words: String {
    switch self {
    case .above(let limit): "above \(limit.short)"
    case .atLeast(let limit): "at least \(limit.short)"
    case .below(let limit): "below \(limit.short)"
    case .atMost(let limit): "at most \(limit.short)"
    case .equal(let value): "equal to \(value.short)"
    case .notEqual(let value): "other than \(value.short)"
    case .outside(let low, let high): "outside \(low.short)..\(high.short)"
    case .inside(let low, let high): "inside \(low.short)..\(high.short)"
    }
  }
}

extension Double {
  /// Without `.0` behind whole numbers.
  var short: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension PVLimit {
  /// Whether both limit the same side with the same urgency.
  func clashes(with other: PVLimit) -> Bool {
    severity == other.severity && test.bound?.isUpper == other.test.bound?.isUpper
  }
}

extension [PVLimit] {
  /// A critical limit lies beyond the warning on the same side, or the warning never comes first.
  func checkOrder(at range: SourceRange, _ reading: Reading) {
    for warning in self where warning.severity == "warning" {
      for critical in self where critical.severity == "critical" {
        guard let first = warning.test.bound, let last = critical.test.bound,
          first.isUpper == last.isUpper,
          first.isUpper ? last.value < first.value : last.value > first.value
        else { continue }
        reading.diagnostics.report(
          Diagnostic(
            .limitOrder, .error,
            "'critical' (\(critical.test.words)) is reached before 'warning' "
              + "(\(warning.test.words))", at: range
          ).help("exchange the two limits"))
      }
    }
  }
}
