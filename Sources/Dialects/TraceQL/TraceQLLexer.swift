/// One word or sign of a TraceQL query.
struct TraceQLToken {
  var kind: Kind
  var range: Range<Int>

  enum Kind: Hashable {
    case word(String)
    /// `span.http.url`: the scope, empty for `.http.url`, and the name.
    case attribute(String, String)
    /// `span:name`
    case scoped(String, String)
    case text(String)
    case integer(Int)
    /// A number with a fraction.
    case number(Double)
    case duration
    case sign(String)
    /// A variable of Grafana.
    case variable
    /// Something that has been reported already.
    case unknown
    case end
  }
}

/// Cuts a TraceQL query into tokens.
struct TraceQLLexer {
  var cursor: Cursor
  let variables: GrafanaVariables
  var findings: [Finding] = []

  init(_ text: String, variables: GrafanaVariables) {
    cursor = Cursor(text)
    self.variables = variables
  }

  mutating func tokens() -> [TraceQLToken] {
    var tokens: [TraceQLToken] = []
    while true {
      skipBlanks()
      let start = cursor.position
      guard let byte = cursor.current else {
        return tokens + [TraceQLToken(kind: .end, range: start..<start)]
      }
      let kind = token(byte)
      tokens.append(TraceQLToken(kind: kind, range: start..<cursor.position))
    }
  }

  private mutating func report(_ message: String, at range: Range<Int>, help: String? = nil) {
    findings.append(Finding(message, at: range, help: help))
  }

  private mutating func skipBlanks() {
    while let byte = cursor.current {
      if byte.isBlank {
        cursor.position += 1
      } else if cursor.starts(with: "//") {
        cursor.skip { $0 != UInt8(ascii: "\n") }
      } else if cursor.starts(with: "/*") {
        let start = cursor.position
        while !cursor.isAtEnd, !cursor.starts(with: "*/") { cursor.position += 1 }
        if !cursor.eat("*/") {
          report("this comment is never closed", at: start..<start + 2, help: "end it with '*/'")
        }
      } else {
        return
      }
    }
  }

  private mutating func token(_ byte: UInt8) -> TraceQLToken.Kind {
    switch byte {
    case "\"", "`": return quoted(byte)
    case "$": return variable()
    case ".":
      if cursor.peek(1)?.isDigit == true { return number() }
      cursor.position += 1
      return attribute("")
    default:
      if byte.isDigit { return number() }
      return sign() ?? word()
    }
  }

  private mutating func variable() -> TraceQLToken.Kind {
    let start = cursor.position
    let name = cursor.grafanaVariable()
    if name == nil { cursor.position += 1 }
    if name != nil, variables == .allowed { return .variable }
    report(
      name.map { "'\($0)' is a variable of a dashboard, which does not exist here" }
        ?? "'$' has no meaning here", at: start..<cursor.position)
    return .unknown
  }

  private mutating func quoted(_ quote: UInt8) -> TraceQLToken.Kind {
    switch cursor.goText(quote) {
    case .success(let text): return .text(text)
    case .failure(let finding):
      findings.append(finding)
      return .unknown
    }
  }

  private mutating func number() -> TraceQLToken.Kind {
    let start = cursor.position
    cursor.skip(while: \.isDigit)
    var isWhole = true
    if cursor.eat(".") {
      isWhole = false
      cursor.skip(while: \.isDigit)
    }
    if let letter = cursor.current, letter | 0x20 == UInt8(ascii: "e"),
      let next = cursor.peek(1),
      next.isDigit || "+-".utf8.contains(next) && cursor.peek(2)?.isDigit == true
    {
      isWhole = false
      cursor.position += 2
      cursor.skip(while: \.isDigit)
    }
    let end = cursor.position
    cursor.skip { "nsumhdwy.".utf8.contains($0) || $0.isDigit || $0 == 0xC2 || $0 == 0xB5 }
    let run = cursor.text(start..<cursor.position)
    if cursor.position > end {
      if Duration(run) != nil || GoDuration(run) != nil { return .duration }
    }
    cursor.position = end
    let text = cursor.text(start..<end)
    if isWhole, let value = Int(text) { return .integer(value) }
    if !isWhole { return .number(Double("0" + text + (text.hasSuffix(".") ? "0" : "")) ?? 0) }
    report("this number is too large", at: start..<end)
    return .unknown
  }

  private mutating func sign() -> TraceQLToken.Kind? {
    let signs = [
      "&>>", "&<<", "!>>", "!<<", "&&", "||", "!=", "!~", "=~", ">=", "<=", ">>", "<<", "!>", "!<",
      "&~", "&>", "&<",
    ]
    for sign in signs where cursor.eat(sign) { return .sign(sign) }
    guard let byte = cursor.current, "{}(),=<>+-*/%^!|~".utf8.contains(byte) else { return nil }
    cursor.position += 1
    return .sign(String(Unicode.Scalar(byte)))
  }

  private mutating func word() -> TraceQLToken.Kind {
    let start = cursor.position
    cursor.skipWord()
    let word = cursor.text(start..<cursor.position)
    guard !word.isEmpty else { return strange() }
    if cursor.starts(with: "."), Self.scopes.contains(word) {
      cursor.position += 1
      if word == "parent" {
        for inner in ["span", "resource"] where cursor.eat(inner + ".") {
          return attribute("parent." + inner)
        }
      }
      return attribute(word)
    }
    if cursor.starts(with: ":"), TraceQLIntrinsic.scoped[word] != nil {
      cursor.position += 1
      cursor.skip(while: \.isBlank)
      let name = cursor.position
      cursor.skip(while: \.isWord)
      return .scoped(word, cursor.text(name..<cursor.position))
    }
    return .word(word)
  }

  static let scopes: Set = ["span", "resource", "parent", "event", "link", "instrumentation"]

  /// Reads the name of an attribute, in which nearly every sign may stand.
  private mutating func attribute(_ scope: String) -> TraceQLToken.Kind {
    var name: [UInt8] = []
    let start = cursor.position
    while let byte = cursor.current, !byte.isBlank, !"{}()=~!<>&|^,".utf8.contains(byte) {
      if byte == UInt8(ascii: "\"") {
        guard let part = quotedPart() else { return .unknown }
        name += part
      } else {
        name.append(byte)
        cursor.position += 1
      }
    }
    if cursor.position == start {
      report(
        "the name of an attribute is missing", at: start - 1..<start,
        help: "write it like \(scope.isEmpty ? "span" : scope).http.status_code")
      return .unknown
    }
    return .attribute(scope, String(decoding: name, as: UTF8.self))
  }

  /// Reads a part of a name in quotes, for names with blanks or brackets.
  private mutating func quotedPart() -> [UInt8]? {
    let start = cursor.position
    var part: [UInt8] = []
    cursor.position += 1
    while var byte = cursor.current {
      cursor.position += 1
      if byte == UInt8(ascii: "\"") { return part }
      if byte == UInt8(ascii: "\\") {
        guard let next = cursor.current, next == byte || next == UInt8(ascii: "\"") else {
          report(
            "only '\\\\' and '\\\"' are escapes here", at: cursor.position - 1..<cursor.position)
          return nil
        }
        byte = next
        cursor.position += 1
      }
      part.append(byte)
    }
    report("this name is never closed", at: start..<cursor.position, help: "add the missing \"")
    return nil
  }

  private mutating func strange() -> TraceQLToken.Kind {
    let start = cursor.position
    _ = cursor.scalar()
    let text = cursor.text(start..<cursor.position)
    let help: String? =
      switch text {
      case "'": "a text stands in double quotes"
      case "&": "write '&&'"
      default: nil
      }
    if text == "'" {
      cursor.skip { $0 != UInt8(ascii: "'") }
      _ = cursor.eat("'")
    }
    report("'\(text)' has no meaning here", at: start..<cursor.position, help: help)
    return .unknown
  }
}
