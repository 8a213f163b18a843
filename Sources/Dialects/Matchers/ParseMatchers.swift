/// Reads matchers as Alertmanager takes them: `team="db"`, `{a=b, "c.d"=~"e|f"}`.
package func parseMatchers(_ text: String) throws(Finding) -> [LabelMatcher] {
  var parser = MatcherParser(cursor: Cursor(text))
  return try parser.list()
}

private struct MatcherParser {
  var cursor: Cursor

  mutating func list() throws(Finding) -> [LabelMatcher] {
    cursor.skip(while: \.isBlank)
    let opening = cursor.position
    let isBraced = cursor.eat("{")
    var matchers: [LabelMatcher] = []
    while true {
      cursor.skip(while: \.isBlank)
      if cursor.isAtEnd || cursor.current == UInt8(ascii: "}") { break }
      matchers.append(try matcher())
      cursor.skip(while: \.isBlank)
      guard cursor.eat(",") else { break }
    }
    let end = cursor.position
    if cursor.eat("}") != isBraced {
      throw isBraced
        ? Finding("the brace is never closed", at: opening..<opening + 1, help: "add '}'")
        : Finding("there is no brace to close", at: end..<end + 1, help: "remove it")
    }
    cursor.skip(while: \.isBlank)
    guard cursor.isAtEnd else {
      let rest = cursor.position..<cursor.bytes.count
      throw Finding(
        "'\(cursor.text(rest))' does not belong here", at: rest,
        help: "put a comma between matchers, and quotes around values")
    }
    guard !matchers.isEmpty else {
      throw Finding(
        "there is no matcher here", at: 0..<max(1, cursor.bytes.count),
        help: #"write label="value""#)
    }
    return matchers
  }

  private mutating func matcher() throws(Finding) -> LabelMatcher {
    let label = try token("label name")
    cursor.skip(while: \.isBlank)
    let sign = try sign()
    cursor.skip(while: \.isBlank)
    let start = cursor.position
    let value = try token("value")
    if sign.isRegex, let finding = checkRE2(value).first {
      // Bytes of an escaped value are not those of the pattern, so the whole value is meant.
      throw Finding(finding.message, at: start..<cursor.position, help: finding.help)
    }
    return LabelMatcher(label, sign, value)
  }

  private mutating func sign() throws(Finding) -> LabelMatcher.Sign {
    // Two characters before one, so that '=~' is not read as '='.
    for sign in [LabelMatcher.Sign.matches, .notEqual, .differs, .equal]
    where cursor.eat(sign.rawValue) {
      return sign
    }
    throw Finding(
      "a comparison is missing after the label name", at: here, help: "write one of =, !=, =~, !~")
  }

  /// The byte that is read next, or the last one of the text.
  private var here: Range<Int> {
    let byte = max(0, min(cursor.position, cursor.bytes.count - 1))
    return byte..<byte + 1
  }

  /// A quoted text, or the bytes up to a character that only quotes allow.
  private mutating func token(_ what: String) throws(Finding) -> String {
    if cursor.eat("\"") { return try quoted(from: cursor.position - 1) }
    let start = cursor.position
    cursor.skip { !$0.isBlank && !"{}!=~,\\\"'`".utf8.contains($0) }
    guard cursor.position > start else {
      throw Finding("a \(what) is missing", at: here, help: #"write label="value""#)
    }
    return cursor.text(start..<cursor.position)
  }

  private mutating func quoted(from start: Int) throws(Finding) -> String {
    var text: [UInt8] = []
    while let byte = cursor.current {
      cursor.position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(try escaped())
      default: text.append(byte)
      }
    }
    throw Finding("the quote is never closed", at: start..<cursor.bytes.count, help: "add '\"'")
  }

  /// The escapes that every version reads alike.
  private mutating func escaped() throws(Finding) -> UInt8 {
    let byte = cursor.current
    cursor.position += 1
    switch byte {
    case UInt8(ascii: "n"): return UInt8(ascii: "\n")
    case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
    case UInt8(ascii: "\""): return UInt8(ascii: "\"")
    default:
      let range = cursor.position - 2..<min(cursor.position, cursor.bytes.count)
      throw Finding(
        "'\(cursor.text(range))' is no escape here", at: range,
        help: #"write \\ for a backslash, \" for a quote"#)
    }
  }
}
