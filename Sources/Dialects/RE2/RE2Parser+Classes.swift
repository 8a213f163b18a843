extension RE2Parser {
  /// Reads `[a-z0-9_]` and its like.
  mutating func parseClass() {
    let start = cursor.position
    cursor.position += 1
    let isNegated = cursor.eat("^")
    var items: [RE2Set.Item] = []
    var isFirst = true
    while isFirst || cursor.current != UInt8(ascii: "]") {
      guard !cursor.isAtEnd else {
        report(
          "these brackets are never closed", at: start..<start + 1,
          help: "add the missing ']', or write '\\[' for the character")
        break
      }
      isFirst = false
      if let item = parseNamedClass() ?? parseSetEscapeInClass() ?? parseRange() {
        items.append(item)
      }
    }
    _ = cursor.eat("]")
    append(.set(set(items, isNegated: isNegated)))
  }

  private mutating func parseSetEscapeInClass() -> RE2Set.Item? {
    cursor.current == UInt8(ascii: "\\") ? parseSetEscape() : nil
  }

  /// Reads `[:alpha:]` or `[:^digit:]`.
  private mutating func parseNamedClass() -> RE2Set.Item? {
    guard cursor.starts(with: "[:"), !hasNoMoreNamedClasses else { return nil }
    let start = cursor.position
    let colon = UInt8(ascii: ":")
    var end = cursor.firstIndex(of: colon, from: start + 2)
    while let at = end, at + 1 == cursor.bytes.count || cursor.bytes[at + 1] != UInt8(ascii: "]") {
      end = cursor.firstIndex(of: colon, from: at + 1)
    }
    guard let end else {
      hasNoMoreNamedClasses = true
      return nil
    }
    var name = cursor.text(start + 2..<end)
    let isNegated = name.hasPrefix("^")
    if isNegated { name.removeFirst() }
    cursor.position = end + 2
    guard let ranges = RE2Set.posix(name) else {
      report(
        "there is no class '[:\(name):]'", at: start..<cursor.position,
        help: nearest(to: name, in: RE2Set.posixNames).map { "did you mean '[:\($0):]'?" }
          ?? "the classes are \(RE2Set.posixNames.joined(separator: ", "))")
      return .script
    }
    return .ranges(ranges, isNegated: isNegated)
  }

  private mutating func parseRange() -> RE2Set.Item? {
    let start = cursor.position
    let low = parseClassCharacter()
    var high = low
    // A '-' before the closing bracket stands for itself.
    if cursor.current == UInt8(ascii: "-"), let next = cursor.peek(1), next != UInt8(ascii: "]") {
      cursor.position += 1
      high = parseClassCharacter()
    }
    guard let low, let high else { return nil }
    if high.value < low.value {
      let (first, last) = (cursor.text(start..<cursor.position), "\(high)-\(low)")
      report(
        "the range '\(first)' runs backwards", at: start..<cursor.position,
        help: "write '\(last)', or put the '-' last to mean the character")
      return nil
    }
    return .range(low.value, high.value)
  }

  private mutating func parseClassCharacter() -> Unicode.Scalar? {
    cursor.current == UInt8(ascii: "\\") ? parseEscape(isInClass: true) : cursor.scalar()
  }
}
