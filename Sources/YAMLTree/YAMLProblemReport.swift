internal import Diagnostics

/// Says in plain words what libyaml stumbled over, and what to type instead.
struct YAMLProblemReport {
  let cause: YAMLProblem.Cause
  let lines: TextLines
  let source: SourceID
  /// Where reading stopped, where what was being read began, the last value, the open bracket.
  let place: Int
  let opened: Int
  let last: Range<Int>
  let bracket: Int?

  init(
    _ problem: YAMLProblem, _ text: [UInt8], _ source: SourceID, _ offsets: inout ByteOffsets,
    bracket: Int?
  ) {
    cause = problem.cause
    lines = TextLines(text: text)
    self.source = source
    self.bracket = bracket
    if case .control = problem.cause {
      place = offsets.byte(ofByte: problem.byte)
    } else {
      place = offsets.byte(ofScalar: problem.index)
    }
    opened = offsets.byte(ofScalar: problem.contextIndex)
    let lastStart = offsets.byte(ofScalar: problem.lastStart)
    last = lastStart..<max(lastStart, offsets.byte(ofScalar: problem.lastEnd))
  }

  var diagnostic: Diagnostic {
    switch cause {
    case .badStart, .badIndentation: badStart
    case .openQuote:
      say("this quote is never closed", at: opened..<opened + 1).help("add the closing quote")
    case .unknownEscape, .badDigits, .noCharacter: badEscape
    case .colon: colon
    case .noColon: noColon
    case .noKey, .noDash: misplaced
    case .dash:
      say("a list cannot begin on the line of its key", at: place..<place + 1)
        .help("write '- ...' on the next line, or the list in brackets: [a, b]")
    case .questionMark, .noValue: needsQuotes(from: place)
    case .anchor: needsQuotes(from: opened)
    case .tag: needsQuotes(from: opened)
    case .openFlow, .noFlowValue: flow
    case .blockHeader: blockHeader
    case .control: control
    case .secondDocument: secondDocument
    case .directive:
      say("a line cannot begin with '%'", at: lines.rest(from: opened))
        .help("remove the line, or put the key in quotes")
    case .other(let words):
      say("the text is not valid YAML: \(words)", at: place..<place + 1)
    }
  }

  func say(_ message: String, at bytes: Range<Int>) -> Diagnostic {
    Diagnostic(.invalidYAML, .error, message, at: range(bytes))
  }

  func range(_ bytes: Range<Int>) -> SourceRange {
    let bytes = bytes.clamped(to: 0..<lines.text.count)
    return SourceRange(source, bytes.lowerBound, bytes.upperBound)
  }

  /// A value whose first character means something else to YAML.
  func needsQuotes(from start: Int, _ message: String? = nil) -> Diagnostic {
    let value = lines.rest(from: start)
    let finding = say(
      message ?? "a value cannot begin with '\(lines.character(at: start))'",
      at: start..<start + 1)
    return quoting(value, finding)
  }

  /// Offers the value in quotes, as an edit where that is certain.
  func quoting(_ value: Range<Int>, _ finding: Diagnostic) -> Diagnostic {
    let words = lines.words(value)
    let isSimple = !words.isEmpty && !words.utf8.contains { "\"\\[]{}\r\t".utf8.contains($0) }
    guard isSimple, bracket == nil else { return finding.help("put the value in quotes") }
    return finding.help("put the value in quotes: \"\(words)\"")
      .replacing(range(value), with: "\"\(words)\"")
  }

  private var badStart: Diagnostic {
    if let tab = tabInIndentation {
      return say("a tab stands in the indentation", at: tab)
        .help("indent with spaces; YAML forbids tabs there")
    }
    if lines.byte(at: place) == 0x09 {
      return say("a tab stands before the value", at: place..<place + 1)
        .help("use a space; YAML forbids tabs there")
    }
    if lines.start(of: lines.line(at: place)) == place,
      lines.keyColon(in: lines.rest(from: place)) != nil
    {
      return say("a key cannot begin with '\(lines.character(at: place))'", at: place..<place + 1)
        .help("put the key in quotes")
    }
    return needsQuotes(from: place)
  }

  private var tabInIndentation: Range<Int>? {
    let line = lines.line(at: place)
    let blanks = line.lowerBound..<lines.start(of: line)
    guard let first = blanks.first(where: { lines.text[$0] == 0x09 }) else { return nil }
    return first..<(blanks.last { lines.text[$0] == 0x09 } ?? first) + 1
  }

  private var badEscape: Diagnostic {
    var start = place
    while start > opened, lines.byte(at: start) != UInt8(ascii: "\\") { start -= 1 }
    let end = lines.end(ofCharacterAt: start + 1)
    let written = lines.words(start..<end)
    switch cause {
    case .badDigits:
      let count = written == "\\x" ? 2 : written == "\\u" ? 4 : 8
      return say("'\(written)' needs \(count) hexadecimal digits", at: start..<end)
        .help("write '\\\\' for a backslash, or use single quotes")
    case .noCharacter:
      let digits = lines.text[end...].prefix { ($0 | 0x20) > 0x60 || (0x30...0x39).contains($0) }
      return say("this escape stands for no character", at: start..<digits.prefix(8).endIndex)
        .help("write the character itself")
    default:
      return say("'\(written)' means nothing inside double quotes", at: start..<end)
        .help("write '\\\(written)', or use single quotes")
    }
  }

  private var blockHeader: Diagnostic {
    let mark = lines.character(at: opened)
    return quoting(
      lines.rest(from: opened),
      say("'\(mark)' begins a text block, which starts on the next line", at: opened..<opened + 1))
  }

  private var control: Diagnostic {
    let value = lines.text[min(place, lines.text.count)...].prefix(4)
    let scalar = String(decoding: value, as: UTF8.self).unicodeScalars.first?.value ?? 0
    let digits = String(scalar, radix: 16, uppercase: true)
    let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return say("a control character (U+\(code)) stands in the text", at: place..<place + 1)
      .help("remove it, or write \"\\u\(code)\" in double quotes")
  }

  private var secondDocument: Diagnostic {
    let line = lines.line(at: place)
    if let above = lines.line(above: line), lines.words(above).hasPrefix("...") {
      return say("text follows the end of the document", at: lines.rest(from: place))
        .help("remove the line '...'")
    }
    return misplaced
  }
}
