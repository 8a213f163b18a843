import Diagnostics

/// Vectors that find no partner on the other side.
extension Linter {
  mutating func lintMatching(_ binary: Binary) {
    guard binary.operation != .or, binary.operation != .variable, isVector(binary.left),
      isVector(binary.right)
    else { return }
    let left = labels[binary.left].removing(["__name__"])
    let right = labels[binary.right].removing(["__name__"])
    if let on = binary.matching?.on, on.keeps {
      lintOn(on, left, right)
    } else {
      lintIgnoring(binary, left, right)
    }
    lintBrought(binary, labels[binary.left], labels[binary.right])
  }

  private mutating func lintOn(_ on: Grouping, _ left: LabelSet, _ right: LabelSet) {
    for label in on.labels where !label.isDynamic {
      let name = label.text
      let hasLeft = left.canHave(name)
      guard hasLeft != right.canHave(name) else { continue }
      let other = hasLeft ? right : left
      warn(
        .neverMatches,
        "the \(hasLeft ? "right" : "left") side has no label '\(name)', so nothing matches",
        at: label.place.range,
        help: "it has \(other.words)")
    }
  }

  private mutating func lintIgnoring(_ binary: Binary, _ left: LabelSet, _ right: LabelSet) {
    let ignored = Set(binary.matching?.on?.labels.map(\.text) ?? [])
    if binary.matching?.on?.labels.contains(where: \.isDynamic) == true { return }
    let onlyLeft = left.expected.subtracting(ignored).filter { !right.canHave($0) }
    let onlyRight = right.expected.subtracting(ignored).filter { !left.canHave($0) }
    guard let label = onlyLeft.sorted().first ?? onlyRight.sorted().first else { return }
    let (has, lacks) = onlyLeft.isEmpty ? ("right", "left") : ("left", "right")
    let shared = left.possible.intersection(right.possible).subtracting(ignored).sorted()
    let list = shared.joined(separator: ", ")
    let isSet = binary.operation.isSetOperation
    let group = isSet ? "" : has == "left" ? " group_left" : " group_right"
    warn(
      .neverMatches,
      "the \(has) side has the label '\(label)', the \(lacks) side has not, so nothing matches",
      at: binary.place.range,
      help: "name what they share: \(binary.operation.rawValue) on (\(list))\(group)")
  }

  /// `group_left (x)` where the other side has no x to bring.
  private mutating func lintBrought(_ binary: Binary, _ left: LabelSet, _ right: LabelSet) {
    guard let group = binary.matching?.group else { return }
    let one = group.side == .left ? right : left
    for label in group.labels where !label.isDynamic && !one.canHave(label.text) {
      warn(
        .neverMatches,
        "the \(group.side == .left ? "right" : "left") side has no label '\(label.text)' to bring",
        at: label.place.range, help: "it has \(one.words)")
    }
  }
}
