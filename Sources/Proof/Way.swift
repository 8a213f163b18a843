internal import PromQL
internal import StackModel

/// One way in which an alert comes to fire: a quantity and its limit.
struct Way {
  let query: Query
  /// The part of the query that the limit is about.
  let measured: Query.ID
  /// That part compares two quantities: the limit is about what lies between them.
  var isDifference = false
  let threshold: Threshold
  /// What this way is called, where the query is a whole condition with others beside it.
  let condition: String?
}

extension Way {
  /// The way of a rule whose limit stands beside its query.
  init?(_ limit: AlertLimit) {
    guard let threshold = Threshold(limit.test, recovery: limit.recovery),
      let query = parsedForPlay(limit.measured)
    else { return nil }
    self.init(query: query, measured: query.root, threshold: threshold, condition: nil)
  }

  /// The ways of a whole condition, `a > 1 or b > c`.
  static func all(in expression: String) -> [Condition] {
    guard let query = parsedForPlay(expression) else { return [Condition(text: expression)] }
    let text = Array(expression.utf8)
    return query.alternatives(query.root).map { id in
      let range = query[id].range.clamped(to: 0..<text.count)
      var condition = Condition(text: String(decoding: text[range], as: UTF8.self))
      if let limit = query.limit(id) {
        condition.way = Way(
          query: query, measured: limit.measured, isDifference: limit.isDifference,
          threshold: Threshold(test: limit.test, recovery: nil), condition: condition.text)
      } else {
        condition.absence = Absence(query: query, part: id, condition: condition.text)
      }
      return condition
    }
  }

  /// One operand of `or`: something passes a limit, or series are gone.
  struct Condition {
    var text: String
    var way: Way?
    var absence: Absence?
  }
}

/// What the compiler accepted, its newest dialect reads.
private func parsedForPlay(_ text: String) -> Query? {
  let features = PromQLFeatures.flags.map(\.feature).reduce(into: PromQLFeatures()) {
    $0.insert($1)
  }
  return parsePromQL(text, PromQLDialect(features: features)).query
}

extension Query {
  /// The operands of `or`, which each may fire.
  fileprivate func alternatives(_ id: ID) -> [ID] {
    guard case .binary(let binary) = self[unwrapped(id)].kind, binary.operation == .or else {
      return [id]
    }
    return alternatives(binary.left) + alternatives(binary.right)
  }

  /// The comparison that decides over a condition.
  fileprivate func limit(
    _ id: ID
  ) -> (measured: ID, test: Threshold.Test, isDifference: Bool)? {
    guard case .binary(let binary) = self[unwrapped(id)].kind, !binary.returnsBool else {
      return nil
    }
    switch binary.operation {
    case .and, .unless: return limit(binary.left)
    default:
      guard case .number(let number) = self[unwrapped(binary.right)].kind else {
        return Threshold.Test(binary.operation, 0).map { (unwrapped(id), $0, true) }
      }
      return Threshold.Test(binary.operation, number.value).map { (binary.left, $0, false) }
    }
  }
}

extension Threshold.Test {
  fileprivate init?(_ operation: BinaryOperator, _ number: Double) {
    switch operation {
    case .greater: self = .above(number)
    case .greaterOrEqual: self = .atLeast(number)
    case .less: self = .below(number)
    case .lessOrEqual: self = .atMost(number)
    case .equal: self = .equal(number)
    case .notEqual: self = .notEqual(number)
    default: return nil
    }
  }
}
