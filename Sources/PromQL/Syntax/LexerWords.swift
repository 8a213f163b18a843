import Diagnostics
import Dialects

/// Names, keywords and the variables of Grafana.
extension Lexer {
  mutating func readWord(mayHaveColon: Bool) {
    let start = position
    let (end, hasVariable, hasColon) = wordEnd(from: start, mayHaveColon: mayHaveColon)
    let kind: Token.Kind
    if hasVariable {
      kind = .variable
    } else if hasColon {
      kind = .metricIdentifier
    } else if mayHaveColon {
      kind = keyword(start..<end) ?? .identifier
    } else {
      kind = .identifier
    }
    add(kind, end - start)
  }

  private func wordEnd(
    from start: Int, mayHaveColon: Bool
  ) -> (end: Int, hasVariable: Bool, hasColon: Bool) {
    var end = start
    var hasVariable = false
    var hasColon = false
    while let byte = byte(at: end) {
      if byte.isWordByte {
        end += 1
      } else if mayHaveColon, byte == UInt8(ascii: ":") {
        hasColon = true
        end += 1
      } else if let variable = variableEnd(at: end) {
        hasVariable = true
        end = variable
      } else {
        break
      }
    }
    return (end, hasVariable, hasColon)
  }

  func keyword(_ range: Range<Int>) -> Token.Kind? {
    guard range.count <= PackedWord.limit else { return nil }
    let candidates = Token.Kind.words[range.count]
    if candidates.isEmpty { return nil }
    let word = PackedWord(text[range])
    for candidate in candidates where candidate.word == word {
      let kind = candidate.kind
      guard kind == .fill || kind == .fillLeft || kind == .fillRight else { return kind }
      // A metric may be called `fill`; only before a parenthesis is it the modifier.
      var next = range.upperBound
      while let byte = byte(at: next), byte.isBlank { next += 1 }
      return byte(at: next) == UInt8(ascii: "(") ? kind : nil
    }
    return nil
  }

  /// Between brackets only the words of duration expressions and variables are known.
  mutating func readDurationWord() {
    let start = position
    let (end, hasVariable, _) = wordEnd(from: start, mayHaveColon: false)
    if hasVariable {
      noteNumber()
      return add(.variable, end - start)
    }
    var letters = start
    while let byte = byte(at: letters), byte.isLetter { letters += 1 }
    switch keyword(start..<letters) {
    case .step: add(.step, letters - start)
    case .range where bracketHasNumber && dialect.version < Version(3, 13):
      fail(
        .queryVersion, "before Prometheus 3.13 'range()' cannot follow a number",
        at: start..<letters, help: "write it first, as in [range() / 2]")
    case .range: add(.range, letters - start)
    case .smaller: add(.smaller, letters - start)
    case .larger: add(.larger, letters - start)
    default:
      // Prometheus 3.6 to 3.12 called them `min` and `max`.
      let word = String(decoding: text[start..<letters], as: UTF8.self)
      if word == "min" || word == "max", byte(at: letters) == UInt8(ascii: "(") {
        return add(word == "min" ? .smaller : .larger, letters - start)
      }
      failAtDurationWord(start..<end)
    }
  }

  /// Where a variable of Grafana ends that starts here: `$name`, `${name:format}`, `[[name]]`.
  func variableEnd(at start: Int) -> Int? {
    guard dialect.knowsVariables else { return nil }
    return Lexer.variableEnd(in: text, at: start)
  }

  static func variableEnd(in text: [UInt8], at start: Int) -> Int? {
    let opening = text[start]
    guard opening == UInt8(ascii: "$") || opening == UInt8(ascii: "["), start + 1 < text.count
    else { return nil }
    if opening == UInt8(ascii: "$"), text[start + 1].isWordByte {
      var end = start + 1
      while end < text.count, text[end].isWordByte { end += 1 }
      return end
    }
    let isBraced = opening == UInt8(ascii: "$") && text[start + 1] == UInt8(ascii: "{")
    let isBracketed = opening == UInt8(ascii: "[") && text[start + 1] == UInt8(ascii: "[")
    guard isBraced || isBracketed else { return nil }
    let closing = isBraced ? UInt8(ascii: "}") : UInt8(ascii: "]")
    var end = start + 2
    while end < text.count, text[end].isWordByte { end += 1 }
    guard end > start + 2, end < text.count else { return nil }
    if text[end] == UInt8(ascii: ":") || isBraced && text[end] == UInt8(ascii: ".") {
      while end < text.count, text[end] != closing, !text[end].isBlank { end += 1 }
    }
    let length = isBraced ? 1 : 2
    guard end + length <= text.count, text[end..<end + length].allSatisfy({ $0 == closing }) else {
      return nil
    }
    return end + length
  }

  static func holdsVariable(_ text: [UInt8]) -> Bool {
    text.indices.contains { variableEnd(in: text, at: $0) != nil }
  }
}

extension UInt8 {
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
