internal import Diagnostics

// Keys, items, brackets and quotes that do not stand where they could.
extension YAMLProblemReport {
  /// A `:` where no key can be: the mistake often stands on the line above.
  var colon: Diagnostic {
    let line = lines.line(at: place)
    let start = lines.keyStart(of: line)
    if place == start || lines.byte(before: place) == UInt8(ascii: ":") {
      return needsQuotes(from: place)
    }
    if let quote = lines.byte(before: place), isQuote(quote), last.upperBound <= place,
      lines.keyColon(in: start..<max(start, last.lowerBound)) != nil
    {
      return say("a ':' follows the closing quote", at: place..<place + 1)
        .help("put the whole value in quotes")
    }
    if let first = lines.keyColon(in: start..<place) {
      let value = lines.rest(from: lines.start(of: first + 1..<line.upperBound))
      return quoting(
        value, say("a ': ' inside a value reads as another key", at: place..<place + 1))
    }
    guard let above = lines.line(above: line) else { return misplaced }
    let aboveStart = lines.keyStart(of: above)
    let isLevel = aboveStart - above.lowerBound == start - line.lowerBound
    if isLevel, let colon = lines.gluedColon(in: above) { return missingBlank(after: colon) }
    if isLevel, lines.keyColon(in: aboveStart..<above.upperBound) == nil {
      return withoutColon(lines.rest(from: aboveStart))
    }
    if let colon = lines.keyColon(in: aboveStart..<above.upperBound) {
      let key = lines.words(aboveStart..<colon)
      return say("'\(key)' has a value already, so nothing can stand below it", at: start..<place)
        .help("line this up with '\(key)', or remove the value there")
    }
    return misplaced
  }

  /// A line that should be a key but has no `:`.
  var noColon: Diagnostic {
    let line = lines.line(at: opened)
    if let colon = lines.gluedColon(in: line) { return missingBlank(after: colon) }
    let start = lines.start(of: line)
    let isDash = lines.byte(at: start) == UInt8(ascii: "-")
    if isDash, start == opened, bracket == nil {
      return say("a space is missing after the '-'", at: start..<start + 1)
        .help("write '- \(lines.words(lines.rest(from: start + 1)))'")
        .replacing(range(start..<start + 1), with: "- ")
    }
    return withoutColon(lines.rest(from: opened))
  }

  private func missingBlank(after colon: Int) -> Diagnostic {
    let line = lines.line(at: colon)
    let key = lines.words(lines.keyStart(of: line)..<colon).split(separator: " ")
      .joined(separator: " ")
    let value = lines.words(lines.rest(from: colon + 1))
    return say("a space is missing after the colon", at: colon..<colon + 1)
      .help("write '\(key): \(value)'").replacing(range(colon..<colon + 1), with: ": ")
  }

  private func withoutColon(_ key: Range<Int>) -> Diagnostic {
    if let wide = wideColon(in: key) {
      return say("the colon '：' of Asian keyboards is a letter to YAML", at: wide)
        .help("write ':' and a space").replacing(range(wide), with: ": ")
    }
    return say("this line has no ':' after its key", at: key)
      .help("write '\(lines.words(key)): value'")
  }

  /// Where U+FF1A stands, which looks like a colon.
  private func wideColon(in bytes: Range<Int>) -> Range<Int>? {
    let colon = Array("：".utf8)
    return bytes.lazy.map { $0..<$0 + colon.count }.first { place in
      place.map { lines.byte(at: $0) } == colon.map(Optional.some)
    }
  }

  /// Something after a finished value, or a line that fits nothing above it.
  var misplaced: Diagnostic {
    let line = lines.line(at: place)
    let start = lines.start(of: line)
    if let byte = lines.byte(at: place), "]}".utf8.contains(byte) {
      return say("this '\(lines.character(at: place))' closes nothing", at: place..<place + 1)
        .help("remove it, or put the value in quotes")
    }
    if place > start, let before = lines.byte(before: place) {
      if isQuote(before) { return afterQuote(before) }
      if "]}".utf8.contains(before) { return afterBracket }
    }
    let indentation = start - line.lowerBound
    let open = lines.openIndentations(above: line)
    guard open.contains(indentation) else { return wrongIndentation(indentation, open, line) }
    if lines.byte(at: start) == UInt8(ascii: "-") {
      return say("a list item stands among keys", at: start..<start + 1)
        .help("write a key above the list, or indent the item to the list it belongs to")
    }
    if case .noDash = cause {
      return say("a key stands among the items of a list", at: lines.rest(from: start))
        .help("write '- ' before it, or line it up with the key of the list")
    }
    return say("this line does not fit the lines above", at: lines.rest(from: start))
      .help("line it up with the keys or items it belongs to")
  }

  private func wrongIndentation(
    _ indentation: Int, _ open: [Int], _ line: Range<Int>
  ) -> Diagnostic {
    let choices = open.map(\.description).joined(separator: " or ")
    return say(
      "the indentation of this line fits no line above",
      at: line.lowerBound..<max(lines.start(of: line), line.lowerBound + 1)
    ).help(
      "begin it with \(choices) space\(choices == "1" ? "" : "s"), not \(indentation)")
  }

  private func afterQuote(_ quote: UInt8) -> Diagnostic {
    let isOneLine = lines.line(at: last.lowerBound) == lines.line(at: place)
    guard isOneLine else {
      return say("this quote is not closed on its line", at: last.lowerBound..<last.lowerBound + 1)
        .help("add the closing quote")
        .related(range(max(0, last.upperBound - 1)..<last.upperBound), "so this quote closes it")
    }
    let help =
      quote == UInt8(ascii: "'")
      ? "a quote inside single quotes is written twice: ''"
      : "a quote inside double quotes is written \\\""
    return say("text follows the closing quote", at: lines.rest(from: place)).help(help)
  }

  private var afterBracket: Diagnostic {
    say("text follows the closing bracket", at: lines.rest(from: place))
      .help("put the value in quotes, or remove what follows")
  }

  /// A list or mapping in brackets that does not go on as it should.
  var flow: Diagnostic {
    let bracket = bracket ?? opened
    let open = lines.character(at: bracket)
    let close = open == "[" ? "]" : "}"
    let here = lines.byte(at: place)
    if here == UInt8(ascii: ",") {
      return say("a value is missing before this ','", at: place..<place + 1)
        .help("write the value, or remove the ','")
    }
    if let here, "]}".utf8.contains(here) {
      return say(
        "'\(open)' cannot be closed by '\(lines.character(at: place))'", at: place..<place + 1
      )
      .related(range(bracket..<bracket + 1), "opened here").help("write '\(close)'")
    }
    if here != nil, isInside(bracket) { return missingComma(in: bracket, open) }
    let finding = say("this '\(open)' is never closed", at: bracket..<bracket + 1)
    if let comment = comment(after: bracket) {
      return finding.related(range(comment), "from here on the line is a comment")
        .help("put a value that begins with '#' in quotes")
    }
    return finding.help("add the closing '\(close)'")
  }

  private func missingComma(in bracket: Int, _ open: String) -> Diagnostic {
    if let here = lines.byte(at: place), "[{".utf8.contains(here), last.upperBound == place {
      let mark = lines.character(at: place)
      return say("a value inside '\(open)' cannot hold '\(mark)'", at: place..<place + 1)
        .help("put the value that begins here in quotes")
        .related(range(last), "this value")
    }
    var start = place
    if lines.byte(at: place) == UInt8(ascii: ":") {
      let blank = lines.text[last].lastIndex { $0 == 0x20 || $0 == 0x0A }
      guard let blank else {
        return say("a ': ' inside a value reads as another key", at: place..<place + 1)
          .help("put the value in quotes")
      }
      start = blank + 1
    }
    let end = max(start + 1, place)
    return say("a ',' is missing before this", at: start..<end)
      .related(range(bracket..<bracket + 1), "inside this '\(open)'").help("write ',' before it")
  }

  /// Whether the place belongs to the bracket by its indentation.
  private func isInside(_ bracket: Int) -> Bool {
    let line = lines.line(at: place)
    let opening = lines.line(at: bracket)
    return line == opening || lines.indentation(of: line) > lines.indentation(of: opening)
  }

  private func comment(after bracket: Int) -> Range<Int>? {
    let line = lines.line(at: bracket)
    let end = min(lines.rest(from: bracket).upperBound, line.upperBound)
    guard let mark = (end..<line.upperBound).first(where: { lines.text[$0] != 0x20 }) else {
      return nil
    }
    return mark..<line.upperBound
  }

  private func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }
}
