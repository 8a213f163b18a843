/// Cuts a template into texts and actions, and the actions into tokens.
struct TemplateLexer {
  var cursor: Cursor
  private(set) var findings: [Finding] = []
  private var trimsNext = false
  private var parentheses: [Range<Int>] = []

  init(_ text: String) { cursor = Cursor(text) }

  mutating func segments() -> [TemplateSegment] {
    var result: [TemplateSegment] = []
    while !cursor.isAtEnd {
      let start = cursor.position
      while !cursor.isAtEnd, !cursor.starts(with: "{{") {
        cursor.position =
          cursor.firstIndex(of: 0x7B, from: cursor.position + 1) ?? cursor.bytes.count
      }
      let trimsEnd = cursor.starts(with: "{{-") && cursor.peek(3)?.isBlank == true
      let text = trimmed(start..<cursor.position, atEnd: trimsEnd)
      if !text.isEmpty { result.append(.text(cursor.text(text))) }
      if cursor.isAtEnd { break }
      let open = cursor.position
      cursor.position += trimsEnd ? 4 : 2
      if skipComment(from: open) { continue }
      result.append(.action(action(from: open), open..<cursor.position))
    }
    return result
  }

  private mutating func trimmed(_ range: Range<Int>, atEnd: Bool) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    if trimsNext { while low < high, cursor.bytes[low].isBlank { low += 1 } }
    if atEnd { while high > low, cursor.bytes[high - 1].isBlank { high -= 1 } }
    trimsNext = false
    return low..<high
  }

  mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    findings.append(Finding(message, at: range, help: help))
  }

  /// Skips `/* ... */`, which must fill its braces.
  private mutating func skipComment(from open: Int) -> Bool {
    guard cursor.starts(with: "/*") else { return false }
    while !cursor.isAtEnd, !cursor.starts(with: "*/") { cursor.position += 1 }
    if !cursor.eat("*/") {
      report("this comment is never closed", at: open..<open + 2, help: "end it with '*/}}'")
    } else if !eatClosing() {
      report(
        "only '}}' may follow the end of a comment", at: cursor.position - 2..<cursor.position,
        help: "a comment fills its braces: {{/* like this */}}")
      skipToClosing()
    }
    return true
  }

  private mutating func eatClosing() -> Bool {
    if cursor.current?.isBlank == true, cursor.peek(1) == UInt8(ascii: "-"),
      cursor.peek(2) == UInt8(ascii: "}"), cursor.peek(3) == UInt8(ascii: "}")
    {
      cursor.position += 4
      trimsNext = true
      return true
    }
    return cursor.eat("}}")
  }

  private mutating func skipToClosing() {
    while !cursor.isAtEnd, !cursor.eat("}}") { cursor.position += 1 }
  }
}

extension TemplateLexer {
  private mutating func action(from open: Int) -> [TemplateToken] {
    var tokens: [TemplateToken] = []
    var hasSpace = false
    parentheses = []
    while !eatClosing() {
      guard let byte = cursor.current, !cursor.starts(with: "{{") else {
        report("this action is never closed", at: open..<open + 2, help: "end it with '}}'")
        let end = cursor.position..<cursor.position
        return tokens + [.init(kind: .unknown, range: end, hasSpaceBefore: true)]
      }
      if byte.isBlank {
        cursor.position += 1
        hasSpace = true
        continue
      }
      let start = cursor.position
      let kind = token(byte)
      tokens.append(
        .init(
          kind: kind ?? .unknown, range: start..<cursor.position, hasSpaceBefore: hasSpace))
      if kind == nil { return tokens }
      hasSpace = false
    }
    if let open = parentheses.last {
      report("this parenthesis is never closed", at: open, help: "add the missing ')'")
    }
    return tokens
  }

  /// Reads a token; nil where the rest of the action cannot be understood and has been skipped.
  private mutating func token(_ byte: UInt8) -> TemplateToken.Kind? {
    let start = cursor.position
    switch byte {
    case "\"", "`", "'": return quoted(byte)
    case "$": return name(after: 1).map { .variable("$" + $0) }
    case ".":
      if cursor.peek(1)?.isDigit == true { return number() }
      return name(after: 1).map { $0.isEmpty ? .dot : .field($0) }
    case "+", "-", "0"..."9": return number()
    case ":":
      cursor.position += 1
      if cursor.eat("=") { return .declare }
      report("':' has no meaning here", at: start..<start + 1, help: "a variable is set with ':='")
      return .unknown
    case "}":
      reportSingleBrace()
      return nil
    default:
      if let sign = sign(byte) { return sign }
      if let word = name(after: 0), !word.isEmpty { return .word(word) }
      if cursor.position > start { return nil }
      return unknown()
    }
  }

  private mutating func reportSingleBrace() {
    let place = cursor.position..<cursor.position + 1
    report("a single '}' does not close the action", at: place, help: "write '}}'")
    cursor.position += 1
  }

  private mutating func sign(_ byte: UInt8) -> TemplateToken.Kind? {
    let start = cursor.position
    let kind: TemplateToken.Kind
    switch byte {
    case "|": kind = .pipe
    case "=": kind = .assign
    case ",": kind = .comma
    case "(":
      parentheses.append(start..<start + 1)
      kind = .leftParenthesis
    case ")":
      if parentheses.popLast() == nil {
        report("this ')' closes nothing", at: start..<start + 1)
      }
      kind = .rightParenthesis
    default: return nil
    }
    // Doubled signs are operators of other languages.
    if byte == cursor.peek(1), byte == 0x7C || byte == 0x3D { return unknown() }
    cursor.position += 1
    return kind
  }

  private mutating func unknown() -> TemplateToken.Kind {
    let start = cursor.position
    let signs = "<>=!&|+*/%^?"
    cursor.skip { byte in signs.utf8.contains(byte) }
    if cursor.position == start { _ = cursor.scalar() }
    let text = cursor.text(start..<cursor.position)
    let function = comparisonFunction(text)
    report(
      "'\(text)' has no meaning in a template", at: start..<cursor.position,
      help: function.map { "templates have no operators: write '\($0) a b'" })
    return .unknown
  }

  private func comparisonFunction(_ sign: String) -> String? {
    switch sign {
    case "==": "eq"
    case "!=": "ne"
    case "<": "lt"
    case "<=": "le"
    case ">": "gt"
    case ">=": "ge"
    case "&&": "and"
    case "||": "or"
    case "!": "not"
    default: nil
    }
  }

  /// Reads letters, digits and `_` behind a sign; nil if a character follows that may not.
  private mutating func name(after signLength: Int) -> String? {
    cursor.position += signLength
    let start = cursor.position
    cursor.skipWord()
    let name = cursor.text(start..<cursor.position)
    if isAtTerminator || signLength == 0 && name.isEmpty { return name }
    let bad = cursor.position
    if cursor.current == UInt8(ascii: "}") {
      reportSingleBrace()
      return nil
    }
    _ = cursor.scalar()
    let character = cursor.text(bad..<cursor.position)
    let isHyphen = character == "-" && cursor.current != UInt8(ascii: "}")
    report(
      "'\(character)' may not follow '\(cursor.text(start - signLength..<bad))'",
      at: bad..<cursor.position,
      help: isHyphen
        ? "for a name with '-' write: index $labels \"...\"" : "put a space before '\(character)'")
    skipToClosing()
    return nil
  }

  private var isAtTerminator: Bool {
    guard let byte = cursor.current, !byte.isBlank else { return true }
    return ".,|:)(".utf8.contains(byte) || cursor.starts(with: "}}")
  }
}

extension TemplateLexer {
  private mutating func quoted(_ quote: UInt8) -> TemplateToken.Kind? {
    let start = cursor.position
    let isRaw = quote == UInt8(ascii: "`")
    cursor.position += 1
    while let byte = cursor.current, isRaw || byte != UInt8(ascii: "\n") {
      cursor.position += 1
      if byte == quote { return literal(start..<cursor.position, quote) }
      if byte == UInt8(ascii: "\\"), !isRaw, cursor.current != UInt8(ascii: "\n") {
        _ = cursor.scalar()
      }
    }
    cursor.position = start
    while !cursor.isAtEnd, !cursor.starts(with: "}}") { cursor.position += 1 }
    report(
      "this text is never closed", at: start..<cursor.position,
      help: "add the missing \(Unicode.Scalar(quote))")
    _ = eatClosing()
    return nil
  }

  private mutating func literal(_ range: Range<Int>, _ quote: UInt8) -> TemplateToken.Kind {
    let inner = range.lowerBound + 1..<range.upperBound - 1
    if quote == UInt8(ascii: "`") { return .text(cursor.text(inner)) }
    switch unquoteGo(cursor, inner, quote: quote) {
    case .failure(let finding):
      findings.append(finding)
      return .unknown
    case .success(let text):
      guard quote == UInt8(ascii: "'") else { return .text(text) }
      let scalars = text.unicodeScalars
      if let only = scalars.first, scalars.count == 1 { return .integer(Int(only.value)) }
      report(
        "single quotes hold one character", at: range, help: "write the text in double quotes")
      return .unknown
    }
  }

  private mutating func number() -> TemplateToken.Kind? {
    let start = cursor.position
    cursor.position += 1
    while let byte = cursor.current {
      let previous = cursor.bytes[cursor.position - 1] | 0x20
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      let isExponent = previous == UInt8(ascii: "e") || previous == UInt8(ascii: "p")
      guard byte.isWord || byte == UInt8(ascii: ".") || isSign && isExponent else { break }
      cursor.position += 1
    }
    let range = start..<cursor.position
    if let kind = goNumber(cursor.text(range)) { return kind }
    report("'\(cursor.text(range))' is not a number", at: range)
    return .unknown
  }
}
