import Diagnostics

/// Comparisons that never hold and divisions by nothing.
extension Linter {
  mutating func lintComparison(_ binary: Binary, _ id: Query.ID) {
    if binary.operation == .and { return lintContradiction(binary) }
    guard binary.operation.isComparison else { return }
    if number(binary.left) != nil, number(binary.right) != nil { return }
    let left = values[binary.left]
    let right = values[binary.right]
    guard !left.isEmpty, !right.isEmpty else { return }
    guard left.filtered(binary.operation, right).isEmpty else { return }
    let known = number(binary.left) == nil ? (binary.left, left) : (binary.right, right)
    warn(
      .neverTrue, "this comparison is never true", at: binary.place.range,
      help: "'\(shortText(known.0))' is \(words(known.1))")
  }

  /// `x > 5 and x < 3`
  private mutating func lintContradiction(_ binary: Binary) {
    guard binary.matching == nil, let left = limited(binary.left), let right = limited(binary.right)
    else { return }
    let leftValues = values[binary.left]
    let rightValues = values[binary.right]
    guard !leftValues.isEmpty, !rightValues.isEmpty,
      leftValues.intersection(rightValues).isEmpty, left == right
    else { return }
    warn(
      .neverTrue, "both sides are never true at once", at: binary.place.range,
      help: "join alternatives with 'or'")
  }

  /// The text of the vector that a comparison with a number limits.
  private mutating func limited(_ id: Query.ID) -> String? {
    guard case .binary(let binary) = query[query.unwrapped(id)].kind,
      binary.operation.isComparison, !binary.returnsBool
    else { return nil }
    let vector = number(binary.right) != nil ? binary.left : binary.right
    let other = vector == binary.left ? binary.right : binary.left
    guard number(other) != nil, isVector(vector) else { return nil }
    return text(vector)
  }

  private mutating func text(_ id: Query.ID) -> String {
    printer.output = ""
    printer.write(query.unwrapped(id))
    return printer.output
  }

  mutating func shortText(_ id: Query.ID) -> String {
    let text = text(id)
    return text.utf8.count <= 40 ? text : "the \(number(id) == nil ? "expression" : "number")"
  }

  func words(_ range: ValueRange) -> String {
    func text(_ value: Double) -> String {
      numberText(NumberLiteral(value: value, isDuration: false))
    }
    if let constant = range.constant { return "always \(text(constant))" }
    if range.high == .infinity { return "at least \(text(range.low))" }
    if range.low == -.infinity { return "at most \(text(range.high))" }
    return "between \(text(range.low)) and \(text(range.high))"
  }

  mutating func lintDenominator(_ binary: Binary) {
    guard binary.operation == .divide || binary.operation == .modulo,
      values[binary.right].constant == 0
    else { return }
    warn(
      .emptyDenominator, "this divides by zero", at: query[binary.right].range,
      help: number(binary.right) == nil
        ? "the comparison keeps only what is zero; '!= 0' or '> 0' drops it" : nil)
  }
}
