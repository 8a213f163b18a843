extension RE2Parser {
  mutating func parseGroupOpening() {
    let start = cursor.position
    guard cursor.starts(with: "(?") else {
      cursor.position += 1
      return openCapture(start..<cursor.position, name: nil)
    }
    if parseForeignGroup(from: start) { return }
    if cursor.starts(with: "(?P<") || cursor.starts(with: "(?<") {
      parseNamedGroup(from: start)
    } else {
      parseFlags(from: start)
    }
  }

  /// Reports the constructs of other dialects by name; true if there was one.
  private mutating func parseForeignGroup(from start: Int) -> Bool {
    guard let foreign = foreignGroups.first(where: { cursor.starts(with: $0.opening) }) else {
      return false
    }
    cursor.position += foreign.opening.utf8.count
    var end = cursor.position
    if foreign.isName, let close = cursor.firstIndex(of: foreign.close, from: end) {
      end = close + 1
    }
    report("\(foreign.what) is not part of RE2", at: start..<end, help: foreign.help)
    if foreign.opening == "(?'" {
      cursor.position = end
      openCapture(start..<end, name: nil)
    } else if foreign.isName {
      cursor.position = end
    } else {
      openGroup(start..<end, capture: nil)
    }
    return true
  }

  private mutating func parseNamedGroup(from start: Int) {
    let hasLetter = cursor.starts(with: "(?P")
    cursor.position += hasLetter ? 4 : 3
    let nameStart = cursor.position
    guard let close = cursor.firstIndex(of: UInt8(ascii: ">"), from: nameStart) else {
      report(
        "the name of this group has no closing '>'", at: start..<nameStart,
        help: "write (?P<name>...)")
      hasGivenUp = true
      return
    }
    let name = cursor.text(nameStart..<close)
    cursor.position = close + 1
    if name.isEmpty {
      report("this group has an empty name", at: start..<close + 1)
    } else if !name.utf8.allSatisfy(\.isWord) {
      report(
        "'\(name)' cannot name a group", at: nameStart..<close,
        help: "a name has only letters, digits and '_'")
    } else if !hasLetter, version < .go1_22 {
      report(
        "this version knows named groups only as (?P<name>...)", at: start..<nameStart,
        help: "write '(?P<'", replacement: "(?P<")
    }
    openCapture(start..<close + 1, name: name)
  }

  /// Reads `(?i)`, `(?s-m:` and their like.
  private mutating func parseFlags(from start: Int) {
    var new = flags
    var isOn = true
    var hasLetters = true
    cursor.position = start + 2
    while let byte = cursor.current {
      cursor.position += 1
      switch byte {
      case "i": new.ignoresCase = isOn
      case "m": new.isMultiline = isOn
      case "s": new.dotTakesNewline = isOn
      case "U": new.isLazy = isOn
      case "-" where isOn:
        (isOn, hasLetters) = (false, false)
        continue
      case ":" where hasLetters:
        openGroup(start..<cursor.position, capture: nil)
        flags = new
        return
      case ")" where hasLetters:
        flags = new
        return
      default:
        cursor.position -= 1
        return reportBadFlag(from: start)
      }
      hasLetters = true
    }
    report("this group is never closed", at: start..<cursor.position, help: "add the missing ')'")
  }

  private mutating func reportBadFlag(from start: Int) {
    let flagStart = cursor.position
    _ = cursor.scalar()
    let flag = cursor.text(flagStart..<cursor.position)
    report(
      "'\(flag)' is not a flag here", at: flagStart..<cursor.position,
      help: flag == "x"
        ? "RE2 has no flag for comments and blanks: write the expression without them"
        : "the flags are i, m, s and U, as in (?i) or (?s-m:...); a plain group is (?:...)")
    if flag != ")" { openGroup(start..<cursor.position, capture: nil) }
  }
}

/// How another dialect opens a group that RE2 does not have.
private struct ForeignGroup {
  var opening: String
  var what: String
  var help: String
  /// Whether a name and a closing sign follow, rather than an expression.
  var isName = false
  var close = UInt8(ascii: ")")

  init(_ opening: String, _ what: String, help: String) {
    (self.opening, self.what, self.help) = (opening, what, help)
  }

  init(_ opening: String, _ what: String, help: String, nameUntil close: Unicode.Scalar) {
    self.init(opening, what, help: help)
    isName = true
    self.close = UInt8(ascii: close)
  }
}

private let foreignGroups: [ForeignGroup] = [
  .init("(?=", "a lookahead", help: "match what follows, or use a second matcher"),
  .init("(?!", "a negative lookahead", help: "exclude with a second, negated matcher (!~)"),
  .init("(?<=", "a lookbehind", help: "match what comes before, and capture the rest"),
  .init("(?<!", "a negative lookbehind", help: "exclude with a second, negated matcher (!~)"),
  .init("(?>", "an atomic group", help: "write (?:...): RE2 never goes back"),
  .init("(?#", "a comment", help: "leave it away", nameUntil: ")"),
  .init("(?P=", "a reference back to a group", help: "write its text again", nameUntil: ")"),
  .init("(?P>", "a recursion", help: "write the group again", nameUntil: ")"),
  .init("(?&", "a recursion", help: "write the group again", nameUntil: ")"),
  .init("(?R", "a recursion", help: "write the group again", nameUntil: ")"),
  .init("(?(", "a condition", help: "write both cases with '|'", nameUntil: ")"),
  .init("(?|", "a branch reset", help: "write (?:...)"),
  .init("(?'", "a group name in quotes", help: "write (?P<name>...)", nameUntil: "'"),
]
