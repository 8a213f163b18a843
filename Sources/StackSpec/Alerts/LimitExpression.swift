import PromQL
import StackModel

/// PromQL of an alert that measures a quantity.
struct LimitExpression {
  /// The measured quantity, in parentheses where a comparison behind it needs them.
  let quantity: String

  init(_ text: String, _ query: Query) {
    // A comment would swallow what is written behind it.
    let hasComment = text.utf8.contains(UInt8(ascii: "#"))
    quantity =
      query.bindsLooserThanArithmetic || hasComment
      ? "(\(hasComment ? query.canonical : text))" : text
  }

  /// Holds when the limit is passed.
  func passed(_ test: AlertLimit.Test) -> String {
    switch test {
    case .above(let limit): return "\(quantity) > \(limit)"
    case .atLeast(let limit): return "\(quantity) >= \(limit)"
    case .below(let limit): return "\(quantity) < \(limit)"
    case .atMost(let limit): return "\(quantity) <= \(limit)"
    case .equal(let limit): return "\(quantity) == \(limit)"
    case .notEqual(let limit): return "\(quantity) != \(limit)"
    case .outside(let low, let high): return "\(quantity) < \(low) or \(quantity) > \(high)"
    case .inside(let low, let high): return "\(quantity) >= \(low) <= \(high)"
    }
  }

  /// Holds when the limit is passed, or when the alert fires and has not recovered yet.
  ///
  /// The series of firing alerts carries the labels of the rule beside those of the quantity, so
  /// these are set aside for the match.
  func passed(
    _ test: AlertLimit.Test, until recovery: AlertLimit.Test, alert: String, labels: [String]
  ) -> String {
    let ruleLabels = (["alertname", "alertstate", "severity"] + labels).joined(separator: ", ")
    return """
      \(passed(test)) or (\(passed(recovery.opposite))) \
      and ignoring (\(ruleLabels)) ALERTS{alertname="\(alert)",alertstate="firing"}
      """
  }
}

extension AlertLimit.Test {
  /// Holds exactly when this one does not.
  var opposite: AlertLimit.Test {
    switch self {
    case .above(let limit): .atMost(limit)
    case .atLeast(let limit): .below(limit)
    case .below(let limit): .atLeast(limit)
    case .atMost(let limit): .above(limit)
    case .equal(let limit): .notEqual(limit)
    case .notEqual(let limit): .equal(limit)
    case .outside(let low, let high): .inside(low, high)
    case .inside(let low, let high): .outside(low, high)
    }
  }

  /// Whether leaving this limit by `recovery` is a step back from it and not into it.
  func recovers(by recovery: AlertLimit.Test) -> Bool {
    func number(_ digits: String) -> Double { Double(digits) ?? .nan }
    switch (self, recovery) {
    case (.above(let limit), .below(let end)), (.above(let limit), .atMost(let end)),
      (.atLeast(let limit), .below(let end)), (.atLeast(let limit), .atMost(let end)):
      return number(end) <= number(limit)
    case (.below(let limit), .above(let end)), (.below(let limit), .atLeast(let end)),
      (.atMost(let limit), .above(let end)), (.atMost(let limit), .atLeast(let end)):
      return number(end) >= number(limit)
    case (.outside(let low, let high), .inside(let from, let to)):
      return number(low) <= number(from) && number(to) <= number(high)
    case (.inside(let low, let high), .outside(let from, let to)):
      return number(from) <= number(low) && number(high) <= number(to)
    default: return false
    }
  }

  var words: String {
    switch self {
    case .above(let limit): "> \(limit)"
    case .atLeast(let limit): ">= \(limit)"
    case .below(let limit): "< \(limit)"
    case .atMost(let limit): "<= \(limit)"
    case .equal(let limit): "== \(limit)"
    case .notEqual(let limit): "!= \(limit)"
    case .outside(let low, let high): "outside \(low)..\(high)"
    case .inside(let low, let high): "inside \(low)..\(high)"
    }
  }
}
