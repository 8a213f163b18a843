package import Dialects
package import YAMLTree

/// When a value counts as bad: `> 30`, `<= 1.5`, `outside 10..20`, `inside 3..4`.
package struct Condition: TextValue, Hashable {
  package var test: Test

  package enum Test: Hashable, Sendable {
    case above(Quantity), atLeast(Quantity), below(Quantity), atMost(Quantity)
    case equal(Quantity), notEqual(Quantity)
    case outside(Quantity, Quantity), inside(Quantity, Quantity)
  }

  package static var textShape: TextShape {
    TextShape("condition", example: "\"> 80%\"", pattern: "^(>=?|<=?|==|!=|outside|inside) *.+$")
  }

  package init(_ test: Test) { self.test = test }

  package var text: String {
    switch test {
    case .above(let limit): "> " + limit.digits + limit.unit
    case .atLeast(let limit): ">= " + limit.digits + limit.unit
    case .below(let limit): "< " + limit.digits + limit.unit
    case .atMost(let limit): "<= " + limit.digits + limit.unit
    case .equal(let limit): "== " + limit.digits + limit.unit
    case .notEqual(let limit): "!= " + limit.digits + limit.unit
    case .outside(let low, let high): "outside \(low.digits)..\(high.digits)\(high.unit)"
    case .inside(let low, let high): "inside \(low.digits)..\(high.digits)\(high.unit)"
    }
  }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> Condition? {
    do {
      return try Condition(parsing: text)
    } catch {
      reading.invalid(error.message, node, error.bytes, help: error.help)
      return nil
    }
  }

  /// What is wrong with a condition, in bytes of its text.
  struct Mistake: Error {
    var message: String
    var bytes: Range<Int>
    var help: String
  }

  init(parsing text: String) throws(Mistake) {
    let whole = 0..<max(1, text.utf8.count)
    let trimmed = text.drop { $0 == " " }
    for (word, make) in Self.comparisons where trimmed.hasPrefix(word) {
      let rest = trimmed.dropFirst(word.count).drop { $0 == " " }
      test = make(try Self.quantity(rest, in: text))
      return
    }
    for (word, make) in Self.ranges where trimmed.hasPrefix(word + " ") {
      let rest = trimmed.dropFirst(word.count).drop { $0 == " " }
      test = try Self.range(rest, in: text, make)
      return
    }
    throw Mistake(
      message: "'\(text)' is not a condition", bytes: whole,
      help: "write > 30, >= 30, < 30, <= 30, == 1, != 1, outside 10..20 or inside 3..4")
  }

  // Two characters before one, so that '>=' is not read as '>'.
  private static let comparisons: [(String, @Sendable (Quantity) -> Test)] = [
    (">=", { .atLeast($0) }), ("<=", { .atMost($0) }), ("==", { .equal($0) }),
    ("!=", { .notEqual($0) }), (">", { .above($0) }), ("<", { .below($0) }),
  ]

  private static let ranges: [(String, @Sendable (Quantity, Quantity) -> Test)] = [
    ("outside", { .outside($0, $1) }), ("inside", { .inside($0, $1) }),
  ]

  private static func quantity(
    _ part: Substring, in text: String
  ) throws(Mistake) -> Quantity {
    let start = text.utf8.distance(from: text.utf8.startIndex, to: part.startIndex)
    if let sign = part.firstIndex(where: { "<>=&|".contains($0) }) {
      let offset = text.utf8.distance(from: text.utf8.startIndex, to: sign)
      throw Mistake(
        message: "a condition is one comparison", bytes: offset..<text.utf8.count,
        help: "for two limits write 'inside 5..9' or 'outside 5..9'")
    }
    if let quantity = Quantity(part) { return quantity }
    throw Mistake(
      message: part.isEmpty ? "a number is missing" : "'\(part)' is not a number",
      bytes: start..<start + max(1, part.utf8.count), help: "write a number, perhaps with a unit")
  }

  private static func range(
    _ part: Substring, in text: String, _ make: (Quantity, Quantity) -> Test
  ) throws(Mistake) -> Test {
    let start = text.utf8.distance(from: text.utf8.startIndex, to: part.startIndex)
    let bytes = start..<start + max(1, part.utf8.count)
    guard let dots = part.firstRange(of: "..") else {
      throw Mistake(message: "a range is written 10..20", bytes: bytes, help: "write low..high")
    }
    var low = try quantity(part[..<dots.lowerBound], in: text)
    let high = try quantity(part[dots.upperBound...], in: text)
    if low.unit.isEmpty { low.unit = high.unit }
    guard low.value < high.value else {
      throw Mistake(
        message: "the range is empty: \(low.digits) is not less than \(high.digits)", bytes: bytes,
        help: "write the lower limit first")
    }
    return make(low, high)
  }
}

extension StringProtocol {
  fileprivate func firstRange(of word: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(word) {
        return index..<self.index(index, offsetBy: word.count)
      }
      index = self.index(after: index)
    }
    return nil
  }
}

/// A limit of one severity: when it is reached, until when it holds, for how long.
package struct Threshold: SpecRecord {
  package static let name = "threshold"
  package static let summary = "A limit: when it is reached, and until when it holds."
  package static var shortForm: Shape? { Condition.shape }

  package var when = Condition(.above(Quantity(value: 0, digits: "0", unit: "")))
  package var until: Condition?
  package var pending: Duration?

  package init() {}

  package mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("when", &when, .required, "The condition that reaches the limit.")
    key("until", &until, "The condition that ends it again, for a hysteresis.")
    key("for", &pending, "How long the condition must hold.")
  }

  package static func readShort(_ node: Node, _ reading: Reading) -> Threshold? {
    guard let condition = Condition.read(node, reading) else { return nil }
    var threshold = Threshold()
    threshold.when = condition
    return threshold
  }
}
