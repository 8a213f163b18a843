/// Cuts a LogQL query into tokens.
struct LogQLLexer {
  var cursor: Cursor
  let variables: GrafanaVariables
  var findings: [Finding] = []

  init(_ text: String, variables: GrafanaVariables) {
    cursor = Cursor(text)
    self.variables = variables
  }

  mutating func tokens() -> [LogQLToken] {
    var tokens: [LogQLToken] = []
    while true {
      skipBlanks()
      let start = cursor.position
      guard let byte = cursor.current else {
        return tokens + [LogQLToken(kind: .end, range: start..<start)]
      }
      let kind = token(byte)
      tokens.append(LogQLToken(kind: kind, range: start..<cursor.position))
    }
  }

  private mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    findings.append(Finding(message, at: range, help: help))
  }

  private mutating func skipBlanks() {
    while let byte = cursor.current {
      if byte.isBlank {
        cursor.position += 1
      } else if byte == UInt8(ascii: "#") {
        cursor.skip { $0 != UInt8(ascii: "\n") }
      } else {
        return
      }
    }
  }

  private mutating func token(_ byte: UInt8) -> LogQLToken.Kind {
    switch byte {
    case "\"", "`": return quoted(byte)
    case "$": return variable()
    case "[":
      if cursor.starts(with: "[["), variables == .allowed, let name = cursor.grafanaVariable() {
        return .variable(name)
      }
      return range()
    case "-": return minus()
    default:
      if byte.isDigit || byte == UInt8(ascii: ".") && cursor.peek(1)?.isDigit == true {
        return number()
      }
      return sign() ?? word()
    }
  }

  private mutating func variable() -> LogQLToken.Kind {
    let start = cursor.position
    guard let name = cursor.grafanaVariable() else {
      cursor.position += 1
      report("'$' has no meaning here", at: start..<cursor.position)
      return .unknown
    }
    if variables == .allowed { return .variable(name) }
    report(
      "'\(name)' is a variable of a dashboard, which does not exist here",
      at: start..<cursor.position)
    return .unknown
  }

  private mutating func quoted(_ quote: UInt8) -> LogQLToken.Kind {
    switch cursor.goText(quote) {
    case .success(let text): return .text(text)
    case .failure(let finding):
      findings.append(finding)
      return .unknown
    }
  }

  /// Reads `[5m]`.
  private mutating func range() -> LogQLToken.Kind {
    let start = cursor.position
    cursor.position += 1
    let inner = cursor.position
    if variables == .allowed, let name = cursor.grafanaVariable(), cursor.eat("]") {
      return .range(name)
    }
    cursor.position = inner
    guard let close = cursor.firstIndex(of: UInt8(ascii: "]"), from: inner) else {
      cursor.position = cursor.bytes.count
      report("this '[' is never closed", at: start..<inner, help: "write the range like [5m]")
      return .unknown
    }
    cursor.position = close + 1
    let text = cursor.text(inner..<close)
    if let finding = Duration.check(text).first {
      let low = inner + finding.range.lowerBound
      let place = finding.range.isEmpty ? start..<close + 1 : low..<low + finding.range.count
      report(finding.message, at: place, help: finding.help)
    }
    return .range(text)
  }

  /// Reads `--strict`, `-5m` or a sign.
  private mutating func minus() -> LogQLToken.Kind {
    let start = cursor.position
    cursor.skip { $0.isASCIILetter || $0 == UInt8(ascii: "-") }
    let flag = cursor.text(start..<cursor.position)
    if flag == "--strict" || flag == "--keep-empty" { return .flag(flag) }
    cursor.position = start
    cursor.position += 1
    if cursor.current?.isDigit == true, let text = unitRun(from: start, isDurationByte),
      GoDuration(text) != nil
    {
      cursor.position = start + text.utf8.count
      if Double(text) == nil { return .duration(text) }
    }
    cursor.position = start + 1
    return .sign("-")
  }
}

extension LogQLLexer {
  private mutating func number() -> LogQLToken.Kind {
    let start = cursor.position
    scanNumber()
    let plain = start..<cursor.position
    if let letter = cursor.current, cursor.text(plain) == "0", "bBoO".utf8.contains(letter) {
      // Loki takes this for the prefix of a binary or octal number.
      cursor.position += 1
      report("a number is missing behind this prefix", at: start..<cursor.position)
      return .unknown
    }
    if let text = unitRun(from: start, isDurationByte), text.utf8.count > plain.count,
      Duration(text) != nil || GoDuration(text) != nil
    {
      cursor.position = start + text.utf8.count
      return .duration(text)
    }
    cursor.position = plain.upperBound
    if let text = unitRun(from: start, isSizeByte), text.utf8.count > plain.count, isSize(text) {
      cursor.position = start + text.utf8.count
      return .bytes(text)
    }
    cursor.position = plain.upperBound
    return .number(cursor.text(plain))
  }

  private mutating func scanNumber() {
    if cursor.starts(with: "0x") || cursor.starts(with: "0X") {
      cursor.position += 2
      cursor.skip { $0.hexValue != nil }
      return
    }
    cursor.skip(while: \.isDigit)
    if cursor.eat(".") { cursor.skip(while: \.isDigit) }
    guard let letter = cursor.current, letter | 0x20 == UInt8(ascii: "e") else { return }
    let isSigned = cursor.peek(1) == UInt8(ascii: "+") || cursor.peek(1) == UInt8(ascii: "-")
    guard cursor.peek(isSigned ? 2 : 1)?.isDigit == true else { return }
    cursor.position += isSigned ? 2 : 1
    cursor.skip(while: \.isDigit)
  }

  /// The text from a place on as long as the bytes can belong to it.
  private mutating func unitRun(from start: Int, _ belongs: (UInt8) -> Bool) -> String? {
    cursor.skip { $0.isDigit || $0 == UInt8(ascii: ".") || belongs($0) }
    return cursor.text(start..<cursor.position)
  }

  private func isDurationByte(_ byte: UInt8) -> Bool {
    // The last two are the micro sign.
    "numshdwy".utf8.contains(byte) || byte == 0xC2 || byte == 0xB5
  }

  private func isSizeByte(_ byte: UInt8) -> Bool { "BikKMGTP".utf8.contains(byte) }

  private func isSize(_ text: String) -> Bool {
    let unit = text.drop { $0.isNumber || $0 == "." }.lowercased()
    guard text.prefix(text.count - unit.count).filter({ $0 == "." }).count <= 1 else {
      return false
    }
    let plain = unit.hasSuffix("b") ? unit.dropLast() : unit[...]
    let letter = plain.hasSuffix("i") ? plain.dropLast() : plain
    return unit == "b" || ["k", "m", "g", "t", "p"].contains(letter)
  }

  private mutating func sign() -> LogQLToken.Kind? {
    for sign in ["|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<="] where cursor.eat(sign)
    {
      return .sign(sign)
    }
    guard let byte = cursor.current, "|{}()=<>,+*/%^".utf8.contains(byte) else { return nil }
    cursor.position += 1
    return .sign(String(Unicode.Scalar(byte)))
  }

  private mutating func word() -> LogQLToken.Kind {
    let start = cursor.position
    cursor.skipWord()
    guard cursor.position > start else { return strange() }
    let text = cursor.text(start..<cursor.position)
    let lower = text.lowercased()
    if LogQLToken.functions.contains(lower) {
      return isCalled() ? .function(lower) : .identifier(text)
    }
    return LogQLToken.keywords.contains(lower) ? .keyword(lower) : .identifier(text)
  }

  /// Whether `(` follows, perhaps behind `by` or `without`.
  private func isCalled() -> Bool {
    var ahead = cursor
    ahead.skip(while: \.isBlank)
    if ahead.starts(with: "(") { return true }
    let start = ahead.position
    ahead.skip(while: \.isWord)
    let word = ahead.text(start..<ahead.position).lowercased()
    ahead.skip(while: \.isBlank)
    return (word == "by" || word == "without") && ahead.starts(with: "(")
  }

  private mutating func strange() -> LogQLToken.Kind {
    let start = cursor.position
    let isQuote = cursor.eat("'")
    if isQuote {
      cursor.skip { $0 != UInt8(ascii: "'") }
      _ = cursor.eat("'")
    } else {
      _ = cursor.scalar()
    }
    report(
      "'\(isQuote ? "'" : cursor.text(start..<cursor.position))' has no meaning here",
      at: start..<cursor.position,
      help: isQuote ? "a text stands in double quotes or backticks" : nil)
    return .unknown
  }
}
