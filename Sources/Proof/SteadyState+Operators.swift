internal import Glibc
internal import PromQL

extension SteadyState {
  func result(of binary: Binary) throws(NotPlayable) -> Value {
    let left = try value(of: binary.left)
    let right = try value(of: binary.right)
    switch (left, right) {
    case (.scalar(let left), .scalar(let right)):
      return .scalar(try binary.operation.level(left, right))
    case (.vector(let samples), .scalar(let level)):
      return .vector(
        try combined(samples, binary) {
          $0.level
        } _: { _ in
          level
        })
    case (.scalar(let level), .vector(let samples)):
      return .vector(
        try combined(samples, binary) { _ in
          level
        } _: {
          $0.level
        })
    case (.vector(let left), .vector(let right)):
      return .vector(try matched(left, right, binary))
    case (.string, _), (_, .string): throw NotPlayable("a text in place of a number")
    }
  }

  /// The left side of a comparison less its right side, for each pair that it compares.
  func difference(_ comparison: Query.ID) throws(NotPlayable) -> [Sample] {
    guard case .binary(var binary) = query[query.unwrapped(comparison)].kind else { return [] }
    binary.operation = .subtract
    guard case .vector(let samples) = try result(of: binary) else { return [] }
    return samples
  }

  private func combined(
    _ samples: [Sample], _ binary: Binary, _ left: (Sample) -> Level, _ right: (Sample) -> Level
  ) throws(NotPlayable) -> [Sample] {
    var results: [Sample] = []
    for sample in samples {
      let level = try binary.result(left(sample), right(sample), filtering: sample.level)
      if let level { results.append(Sample(labels: sample.labels, level: level)) }
    }
    return results
  }

  private func matched(
    _ left: [Sample], _ right: [Sample], _ binary: Binary
  ) throws(NotPlayable) -> [Sample] {
    let leftKeys = left.map { binary.matchKey($0.labels) }
    let rightKeys = right.map { binary.matchKey($0.labels) }
    func chosen(_ samples: [Sample], _ keys: [Labels], among others: [Labels], _ wanted: Bool)
      -> [Sample]
    { samples.indices.filter { others.contains(keys[$0]) == wanted }.map { samples[$0] } }
    switch binary.operation {
    case .and: return chosen(left, leftKeys, among: rightKeys, true)
    case .unless: return chosen(left, leftKeys, among: rightKeys, false)
    case .or: return left + chosen(right, rightKeys, among: leftKeys, false)
    default: break
    }
    guard binary.matching?.fillLeft == nil, binary.matching?.fillRight == nil else {
      throw NotPlayable("fill modifiers")
    }
    var results: [Sample] = []
    let isRightMany = binary.matching?.group?.side == .right
    let (many, keys) = isRightMany ? (right, rightKeys) : (left, leftKeys)
    let (few, fewKeys) = isRightMany ? (left, leftKeys) : (right, rightKeys)
    for (one, key) in zip(many, keys) {
      guard let place = fewKeys.firstIndex(of: key) else { continue }
      let other = few[place]
      guard fewKeys.lastIndex(of: key) == place else {
        throw NotPlayable("several series on one side")
      }
      let (first, second) = isRightMany ? (other, one) : (one, other)
      guard let level = try binary.result(first.level, second.level, filtering: first.level)
      else { continue }
      results.append(Sample(labels: labels(one, other, binary), level: level))
    }
    return results
  }

  private func labels(_ one: Sample, _ other: Sample, _ binary: Binary) -> Labels {
    guard let group = binary.matching?.group else { return binary.matchKey(one.labels) }
    var labels = one.labels
    for name in group.labels.map(\.text) { labels[name] = other.labels[name] }
    return labels
  }
}

extension Binary {
  /// The labels that two series must share to be a pair.
  fileprivate func matchKey(_ labels: SteadyState.Labels) -> SteadyState.Labels {
    guard let on = matching?.on else { return labels }
    return Optional(on).kept(labels)
  }

  /// The result for one pair; nil where a comparison filters it out.
  fileprivate func result(
    _ left: Level, _ right: Level, filtering kept: Level
  ) throws(NotPlayable) -> Level? {
    let level = try operation.level(left, right)
    guard operation.isComparison, !returnsBool else { return level }
    return level.base == 1 ? kept : nil
  }
}

extension BinaryOperator {
  /// A comparison gives 1 or 0.
  fileprivate func level(_ left: Level, _ right: Level) throws(NotPlayable) -> Level {
    switch self {
    case .add: return Level(left.base + right.base, slope: left.slope + right.slope)
    case .subtract: return Level(left.base - right.base, slope: left.slope - right.slope)
    case .multiply:
      guard left.slope == 0 || right.slope == 0 else { throw NotPlayable("a product of times") }
      return Level(
        left.base * right.base, slope: left.slope * right.base + right.slope * left.base)
    case .divide:
      let divisor = try right.still()
      return Level(left.base / divisor, slope: left.slope / divisor)
    case .modulo:
      return Level(try left.still().truncatingRemainder(dividingBy: try right.still()))
    case .power: return Level(pow(try left.still(), try right.still()))
    default:
      guard let holds = comparison, left.slope == right.slope else {
        throw NotPlayable("'\(rawValue)' here")
      }
      return Level(holds(left.base, right.base) ? 1 : 0)
    }
  }

  private var comparison: ((Double, Double) -> Bool)? {
    switch self {
    case .equal: (==)
    case .notEqual: (!=)
    case .less: (<)
    case .lessOrEqual: (<=)
    case .greater: (>)
    case .greaterOrEqual: (>=)
    default: nil
    }
  }
}
