/// The values an expression can have, NaN aside.
struct ValueRange: Hashable {
  var low: Double
  var high: Double

  static let all = ValueRange(low: -.infinity, high: .infinity)
  static let positive = ValueRange(low: 0, high: .infinity)

  init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  init(_ low: Double, _ high: Double) { self.init(low: low, high: high) }

  init(exactly value: Double) { self.init(low: value, high: value) }

  var isEmpty: Bool { low > high }

  var constant: Double? { low == high ? low : nil }

  func intersection(_ other: ValueRange) -> ValueRange {
    ValueRange(max(low, other.low), min(high, other.high))
  }

  func union(_ other: ValueRange) -> ValueRange {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return ValueRange(min(low, other.low), max(high, other.high))
  }

  /// The values left after a comparison with one of the other range.
  func filtered(_ operation: BinaryOperator, _ other: ValueRange) -> ValueRange {
    switch operation {
    case .greater: intersection(ValueRange(other.low.nextUp, .infinity))
    case .greaterOrEqual: intersection(ValueRange(other.low, .infinity))
    case .less: intersection(ValueRange(-.infinity, other.high.nextDown))
    case .lessOrEqual: intersection(ValueRange(-.infinity, other.high))
    case .equal: intersection(other)
    case .notEqual:
      constant != nil && constant == other.constant ? ValueRange(1, 0) : self
    default: self
    }
  }

  private func combined(
    _ other: ValueRange, _ operation: (Double, Double) -> Double
  ) -> ValueRange {
    if isEmpty || other.isEmpty { return .all }
    let ends = [
      operation(low, other.low), operation(low, other.high), operation(high, other.low),
      operation(high, other.high),
    ]
    guard let low = ends.min(), let high = ends.max(), !ends.contains(where: \.isNaN) else {
      return .all
    }
    return ValueRange(low, high)
  }

  static func + (one: ValueRange, other: ValueRange) -> ValueRange { one.combined(other, +) }
  static func - (one: ValueRange, other: ValueRange) -> ValueRange { one.combined(other, -) }

  static func * (one: ValueRange, other: ValueRange) -> ValueRange {
    // Nothing times infinity is nothing here: infinity only stands for "however large".
    one.combined(other) { $0 == 0 || $1 == 0 ? 0 : $0 * $1 }
  }

  static func / (one: ValueRange, other: ValueRange) -> ValueRange {
    if one.low >= 0, other.low >= 0 { return .positive }
    guard other.low > 0 || other.high < 0 else { return .all }
    return one.combined(other) { $1.isInfinite ? 0 : $0 / $1 }
  }
}
