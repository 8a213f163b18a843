extension RE2Parser {
  mutating func parseEscapeOutsideClass() {
    let start = cursor.position
    switch cursor.peek(1) {
    case UInt8(ascii: "A"): appendAssertion(.textStart)
    case UInt8(ascii: "z"): appendAssertion(.textEnd)
    case UInt8(ascii: "b"): appendAssertion(.wordBoundary)
    case UInt8(ascii: "B"): appendAssertion(.noWordBoundary)
    case UInt8(ascii: "Q"):
      cursor.position += 2
      while !cursor.isAtEnd, !cursor.eat("\\E") {
        if let scalar = cursor.scalar() { appendLiteral(scalar) }
      }
    default:
      if let item = parseSetEscape() {
        append(.set(set([item])))
      } else {
        appendLiteral(parseEscape(isInClass: false) ?? "?")
      }
    }
    assert(cursor.position > start)
  }

  private mutating func appendAssertion(_ assertion: RE2Assertion) {
    cursor.position += 2
    append(.assertion(assertion))
  }

  /// Reads `\d`, `\W`, `\pL`, `\P{Greek}` and their like.
  mutating func parseSetEscape() -> RE2Set.Item? {
    let letter = cursor.peek(1)
    let item: RE2Set.Item
    switch letter {
    case UInt8(ascii: "d"): item = .ranges(RE2Set.digit, isNegated: false)
    case UInt8(ascii: "D"): item = .ranges(RE2Set.digit, isNegated: true)
    case UInt8(ascii: "s"): item = .ranges(RE2Set.space, isNegated: false)
    case UInt8(ascii: "S"): item = .ranges(RE2Set.space, isNegated: true)
    case UInt8(ascii: "w"): item = .ranges(RE2Set.word, isNegated: false)
    case UInt8(ascii: "W"): item = .ranges(RE2Set.word, isNegated: true)
    case UInt8(ascii: "p"): return parseUnicodeEscape(isNegated: false)
    case UInt8(ascii: "P"): return parseUnicodeEscape(isNegated: true)
    default: return nil
    }
    cursor.position += 2
    return item
  }

  private mutating func parseUnicodeEscape(isNegated: Bool) -> RE2Set.Item {
    let start = cursor.position
    cursor.position += 2
    var nameRange = cursor.position..<cursor.position
    if cursor.eat("{") {
      guard let close = cursor.firstIndex(of: UInt8(ascii: "}"), from: cursor.position) else {
        report("this class has no closing '}'", at: start..<cursor.position)
        return .script
      }
      nameRange = cursor.position..<close
      cursor.position = close + 1
    } else {
      _ = cursor.scalar()
      nameRange = nameRange.lowerBound..<cursor.position
    }
    let isTurned = cursor.bytes[nameRange].first == UInt8(ascii: "^")
    if isTurned { nameRange = nameRange.lowerBound + 1..<nameRange.upperBound }
    let name = cursor.text(nameRange)
    if let item = unicodeItem(name, isNegated: isNegated != isTurned) { return item }
    if let known = UnicodeNames.canonical(name) {
      if version >= .go1_25, let item = unicodeItem(known, isNegated: isNegated != isTurned) {
        return item
      }
      report(
        "this version does not know the class '\(name)' by that name", at: nameRange,
        help: "write '\(known)'", replacement: known)
    } else {
      let names = UnicodeNames.scripts.union(UnicodeNames.shortNames)
      report(
        "there is no Unicode class '\(name)'", at: start..<cursor.position,
        help: nearest(to: name, in: names.sorted()).map { "did you mean '\($0)'?" }
          ?? "classes are categories such as L or Nd, and scripts such as Latin or Greek")
    }
    return .script
  }

  private func unicodeItem(_ name: String, isNegated: Bool) -> RE2Set.Item? {
    switch name {
    case "Any": return .ranges([0...0x10FFFF], isNegated: isNegated)
    case "ASCII" where version >= .go1_25: return .ranges([0...0x7F], isNegated: isNegated)
    case "Assigned" where version >= .go1_25:
      return .categories([.unassigned], isNegated: !isNegated)
    case "LC" where version < .go1_25, "Cn" where version < .go1_25: return nil
    default: break
    }
    if let categories = UnicodeNames.categories(name) {
      return .categories(categories, isNegated: isNegated)
    }
    return UnicodeNames.isScript(name) ? .script : nil
  }
}

extension RE2Parser {
  /// Reads an escape that stands for one character; reports it and returns nil if there is none.
  mutating func parseEscape(isInClass: Bool) -> Unicode.Scalar? {
    let start = cursor.position
    cursor.position += 1
    guard let byte = cursor.current else {
      report("the text ends in a single '\\'", at: start..<start + 1, help: "write '\\\\'")
      return nil
    }
    if byte < 0x80, !byte.isASCIILetter, !byte.isDigit {
      cursor.position += 1
      return Unicode.Scalar(byte)
    }
    if byte == UInt8(ascii: "0") || byte.isOctalDigit && cursor.peek(1)?.isOctalDigit == true {
      return parseOctal()
    }
    if byte == UInt8(ascii: "x") { return parseHex(from: start) }
    _ = cursor.scalar()
    if let control = controlCharacter(byte) { return control }
    reportBadEscape(byte, from: start, isInClass: isInClass)
    return nil
  }

  private mutating func parseOctal() -> Unicode.Scalar? {
    var value: UInt32 = 0
    var digits = 0
    while digits < 3, let byte = cursor.current, byte.isOctalDigit {
      value = value * 8 + UInt32(byte) - 0x30
      cursor.position += 1
      digits += 1
    }
    return Unicode.Scalar(value)
  }

  /// Reads `\x41` or `\x{1F600}`.
  private mutating func parseHex(from start: Int) -> Unicode.Scalar? {
    cursor.position += 1
    var value: UInt32 = 0
    var digits = 0
    let isBraced = cursor.eat("{")
    while let digit = cursor.current?.hexValue, isBraced || digits < 2, value <= 0x10FFFF {
      value = value * 16 + digit
      cursor.position += 1
      digits += 1
    }
    let isComplete = isBraced ? digits > 0 && cursor.eat("}") : digits == 2
    guard isComplete, value <= 0x10FFFF else {
      report(
        "this is not the number of a character", at: start..<cursor.position,
        help: "write \\x and two hexadecimal digits, or \\x{...} up to 10FFFF")
      return nil
    }
    // Half a surrogate pair is a character to Go, though no text contains it.
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private func controlCharacter(_ letter: UInt8) -> Unicode.Scalar? {
    switch letter {
    case "a": "\u{07}"
    case "f": "\u{0C}"
    case "n": "\n"
    case "r": "\r"
    case "t": "\t"
    case "v": "\u{0B}"
    default: nil
    }
  }

  private mutating func reportBadEscape(_ byte: UInt8, from start: Int, isInClass: Bool) {
    let range = start..<cursor.position
    let text = cursor.text(range)
    let message = "'\(text)' is not an escape of RE2"
    switch byte {
    case "1"..."9", "k", "g":
      report(
        "'\(text)' refers back to a group, which RE2 cannot do", at: range,
        help: "write the text again; for the character itself leave the '\\' away")
    case "Z" where !isInClass:
      report(message, at: range, help: "the end of the text is '\\z'", replacement: "\\z")
    case "e": report(message, at: range, help: "write '\\x1b'", replacement: "\\x1b")
    case "b" where isInClass:
      report(
        "a word boundary cannot stand inside brackets", at: range, help: "a backspace is '\\x08'")
    case "h":
      let blanks = isInClass ? " \\t" : "[ \\t]"
      report(message, at: range, help: "write '\(blanks)'", replacement: blanks)
    case "u": reportCodePointEscape(from: start, message)
    case "d", "D", "s", "S", "w", "W":
      report("'\(text)' cannot end a range of characters", at: range, help: "write '\\-' before it")
    case "C": report("'\\C', a single byte, is not supported by Go", at: range)
    default:
      report(
        message, at: range,
        help: byte < 0x80 ? "write '\(text.dropFirst())' for the character" : "leave the '\\' away")
    }
  }

  private mutating func reportCodePointEscape(from start: Int, _ message: String) {
    let digits = cursor.position..<min(cursor.position + 4, cursor.bytes.count)
    guard digits.count == 4, cursor.bytes[digits].allSatisfy({ $0.hexValue != nil }) else {
      return report(message, at: start..<cursor.position, help: "write '\\x{...}'")
    }
    cursor.position = digits.upperBound
    let right = "\\x{\(cursor.text(digits))}"
    report(
      "'\\u' is not an escape of RE2", at: start..<cursor.position, help: "write '\(right)'",
      replacement: right)
  }
}
