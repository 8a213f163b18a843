import Diagnostics

/// Cuts the bytes of an expression into tokens; stops at the first place that is none.
struct Lexer {
  let text: [UInt8]
  let dialect: PromQLDialect
  var position = 0
  var tokens: [Token] = []
  private(set) var failure: PromQLFinding?
  private var hasFailed = false
  private(set) var hasComment = false
  private var isInBraces = false
  /// Where the range in brackets began, while it is open.
  private var bracket: Int?
  /// A number was seen since the bracket opened; before that Prometheus takes no comment.
  private(set) var bracketHasNumber = false
  /// A number was seen in some bracket; before that Prometheus takes no colon.
  private var someBracketHasNumber = false
  private var openings: [Int] = []

  init(_ text: [UInt8], _ dialect: PromQLDialect) {
    self.text = text
    self.dialect = dialect
    tokens.reserveCapacity(text.count / 3 + 4)
  }

  mutating func run() {
    while !hasFailed, let byte = current {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "#") where bracket == nil || bracketHasNumber: skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): readQuoted(byte)
      case UInt8(ascii: "`"): readRaw()
      case UInt8(ascii: ","): add(.comma, 1)
      default:
        if isInBraces { readInBraces(byte) } else { readOutsideBraces(byte) }
      }
    }
    finish()
  }

  var current: UInt8? { position < text.count ? text[position] : nil }

  func byte(at index: Int) -> UInt8? { index < text.count ? text[index] : nil }

  mutating func add(_ kind: Token.Kind, _ length: Int) {
    tokens.append(Token(kind: kind, start: Int32(position), end: Int32(position + length)))
    position += length
  }

  mutating func fail(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String? = nil,
    replacement: String? = nil
  ) {
    guard !hasFailed else { return }
    hasFailed = true
    failure = PromQLFinding(
      code, .error, message, at: range, help: help, replacement: replacement)
    let start = Int32(range.lowerBound)
    tokens.append(Token(kind: .failure, start: start, end: Int32(range.upperBound)))
  }

  private mutating func finish() {
    if !hasFailed { reportUnclosed() }
    let end = Int32(text.count)
    tokens.append(Token(kind: .finish, start: end, end: end))
  }

  private mutating func reportUnclosed() {
    if isInBraces, let opening = tokens.last(where: { $0.kind == .leftBrace }) {
      fail(.queryUnclosed, "'{' is never closed", at: opening.range, help: "add '}'")
    } else if let bracket {
      fail(.queryUnclosed, "'[' is never closed", at: bracket..<bracket + 1, help: "add ']'")
    } else if let opening = openings.last {
      fail(.queryUnclosed, "'(' is never closed", at: opening..<opening + 1, help: "add ')'")
    }
  }

  private mutating func skipComment() {
    hasComment = true
    while let byte = current, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      position += 1
    }
  }

  private mutating func readInBraces(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "="):
      if self.byte(at: position + 1) == UInt8(ascii: "~") {
        add(.matchRegex, 2)
      } else {
        add(.assign, 1)
      }
    case UInt8(ascii: "!"):
      switch self.byte(at: position + 1) {
      case UInt8(ascii: "~"): add(.matchNotRegex, 2)
      case UInt8(ascii: "="): add(.notEqual, 2)
      default: failAtSign("'!' is no operator", help: "'!=' and '!~' are")
      }
    case UInt8(ascii: "}"):
      isInBraces = false
      add(.rightBrace, 1)
    default:
      if byte.isLetter || variableEnd(at: position) != nil {
        readWord(mayHaveColon: false)
      } else {
        failAtCharacter()
      }
    }
  }

  private mutating func readOutsideBraces(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "("):
      openings.append(position)
      add(.leftParenthesis, 1)
    case UInt8(ascii: ")"):
      guard openings.popLast() != nil else {
        return fail(
          .queryUnclosed, "')' closes nothing", at: position..<position + 1, help: "remove it",
          replacement: "")
      }
      add(.rightParenthesis, 1)
    case UInt8(ascii: "{"):
      isInBraces = true
      add(.leftBrace, 1)
    case UInt8(ascii: "["): readLeftBracket()
    case UInt8(ascii: "]"):
      guard bracket != nil else { return failAtSign("']' closes nothing", help: nil) }
      bracket = nil
      add(.rightBracket, 1)
    case UInt8(ascii: ":") where bracket != nil: readColon()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: ".") where self.byte(at: position + 1)?.isDigit == true: readNumber()
    default:
      if byte.isLetter || byte == UInt8(ascii: ":") || variableEnd(at: position) != nil {
        if bracket == nil { readWord(mayHaveColon: true) } else { readDurationWord() }
      } else {
        readOperator(byte)
      }
    }
  }

  private mutating func readLeftBracket() {
    if let end = variableEnd(at: position), end > position {
      return bracket == nil ? readWord(mayHaveColon: true) : readDurationWord()
    }
    guard bracket == nil else { return failAtSign("a range has one pair of brackets", help: nil) }
    bracket = position
    bracketHasNumber = false
    add(.leftBracket, 1)
  }

  mutating func noteNumber() {
    guard bracket != nil else { return }
    bracketHasNumber = true
    someBracketHasNumber = true
  }

  private mutating func readColon() {
    guard someBracketHasNumber else {
      return fail(
        .queryNumber, "Prometheus reads ':' only after a number", at: position..<position + 1,
        help: "begin with a number, as in [1 * step():]")
    }
    add(.colon, 1)
  }

  private mutating func readOperator(_ byte: UInt8) {
    let next = self.byte(at: position + 1)
    let isFollowedByEqual = next == UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "+"): add(.plus, 1)
    case UInt8(ascii: "-"): add(.minus, 1)
    case UInt8(ascii: "*"): add(.star, 1)
    case UInt8(ascii: "/"): add(.slash, 1)
    case UInt8(ascii: "%"): add(.percent, 1)
    case UInt8(ascii: "^"): add(.caret, 1)
    case UInt8(ascii: "@"): add(.at, 1)
    case UInt8(ascii: "=") where isFollowedByEqual: add(.equal, 2)
    case UInt8(ascii: "=") where next != UInt8(ascii: "~"): add(.assign, 1)
    case UInt8(ascii: "!") where isFollowedByEqual: add(.notEqual, 2)
    case UInt8(ascii: "<") where isFollowedByEqual: add(.lessOrEqual, 2)
    case UInt8(ascii: "<") where next == UInt8(ascii: "/"): add(.trimUpper, 2)
    case UInt8(ascii: "<"): add(.less, 1)
    case UInt8(ascii: ">") where isFollowedByEqual: add(.greaterOrEqual, 2)
    case UInt8(ascii: ">") where next == UInt8(ascii: "/"): add(.trimLower, 2)
    case UInt8(ascii: ">"): add(.greater, 1)
    case UInt8(ascii: "#"):
      failAtSign("Prometheus takes no comment between '[' and the first number", help: nil)
    default: failAtCharacter()
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }

  /// A letter of ASCII or the underscore.
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 || self == UInt8(ascii: "_") }

  var isWordByte: Bool { isLetter || isDigit }
}
