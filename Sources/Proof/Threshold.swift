internal import StackModel

/// A limit as numbers, and values on either side of it.
struct Threshold {
  let test: Test
  let recovery: Test?

  enum Test: Equatable {
    case above(Double), atLeast(Double), below(Double), atMost(Double)
    case equal(Double), notEqual(Double)
    case outside(Double, Double), inside(Double, Double)
  }

  /// The numbers at which it tips over.
  var limits: [Double] { test.numbers }

  /// Values that are fine, the likeliest first.
  var goods: [Double] {
    switch test {
    case .above(let limit), .atLeast(let limit): Self.smaller(than: limit)
    case .below(let limit), .atMost(let limit): Self.larger(than: limit)
    case .equal(let value): value == 0 ? [1] : [0, value + 1]
    case .notEqual(let value): [value]
    case .outside(let low, let high): [(low + high) / 2]
    case .inside(let low, let high): Self.larger(than: high) + Self.smaller(than: low)
    }
  }

  /// Values that are not, a list for each way to pass the limit.
  var bads: [[Double]] {
    switch test {
    case .above(let limit), .atLeast(let limit): [Self.larger(than: limit)]
    case .below(let limit), .atMost(let limit): [Self.smaller(than: limit)]
    case .equal(let value): [[value]]
    case .notEqual(let value): [[value + 1, value - 1, 0]]
    case .outside(let low, let high): [Self.larger(than: high), Self.smaller(than: low)]
    case .inside(let low, let high): [[(low + high) / 2]]
    }
  }

  /// A value between the limit and the recovery, which changes nothing.
  var band: Double? {
    guard let recovery else { return nil }
    let value: Double?
    switch (test, recovery) {
    case (.outside(_, let limit), .inside(_, let end)),
      (.inside(_, let limit), .outside(_, let end)):
      value = (limit + end) / 2
    default:
      value = test.numbers.first.flatMap { limit in recovery.numbers.first.map { (limit + $0) / 2 }
      }
    }
    return value.flatMap { test.holds($0) || recovery.holds($0) ? nil : $0 }
  }

  private static func larger(than limit: Double) -> [Double] {
    limit > 0 ? [limit * 1.25, limit + 1, limit * 1.01] : [limit + 1, limit / 2]
  }

  private static func smaller(than limit: Double) -> [Double] {
    limit > 0 ? [limit / 2, limit - 1, limit * 0.99, 0] : [limit - 1, limit]
  }
}

extension Threshold {
  /// Nil when a limit is no number.
  init?(_ test: AlertLimit.Test, recovery: AlertLimit.Test?) {
    guard let test = Test(test) else { return nil }
    self.test = test
    self.recovery = recovery.flatMap { Test($0) }
    if recovery != nil, self.recovery == nil { return nil }
  }
}

extension Threshold.Test {
  init?(_ test: AlertLimit.Test) {
    func one(_ make: (Double) -> Self, _ digits: String) -> Self? { Double(digits).map(make) }
    func two(_ make: (Double, Double) -> Self, _ low: String, _ high: String) -> Self? {
      guard let low = Double(low), let high = Double(high) else { return nil }
      return make(low, high)
    }
    let made: Self? =
      switch test {
      case .above(let limit): one(Self.above, limit)
      case .atLeast(let limit): one(Self.atLeast, limit)
      case .below(let limit): one(Self.below, limit)
      case .atMost(let limit): one(Self.atMost, limit)
      case .equal(let value): one(Self.equal, value)
      case .notEqual(let value): one(Self.notEqual, value)
      case .outside(let low, let high): two(Self.outside, low, high)
      case .inside(let low, let high): two(Self.inside, low, high)
      }
    guard let made else { return nil }
    self = made
  }

  func holds(_ value: Double) -> Bool {
    switch self {
    case .above(let limit): value > limit
    case .atLeast(let limit): value >= limit
    case .below(let limit): value < limit
    case .atMost(let limit): value <= limit
    case .equal(let wanted): value == wanted
    case .notEqual(let wanted): value != wanted
    case .outside(let low, let high): value < low || value > high
    case .inside(let low, let high): value >= low && value <= high
    }
  }

  var numbers: [Double] {
    switch self {
    case .above(let limit), .atLeast(let limit), .below(let limit), .atMost(let limit),
      .equal(let limit), .notEqual(let limit):
      [limit]
    case .outside(let low, let high), .inside(let low, let high): [low, high]
    }
  }
}
