internal import Glibc

/// Formats values as Go's `fmt` does.
enum GoFormat {
  /// The verbs of a format in order; nil if it uses what is not understood here.
  static func verbs(_ format: String) -> [UInt8]? {
    pieces(format).map { pieces in
      pieces.compactMap { piece in
        if case .verb(let verb) = piece { verb.letter } else { nil }
      }
    }
  }

  enum Piece {
    case text(String)
    case verb(Verb)
  }

  /// `%-8.2f` and its like.
  struct Verb {
    var letter: UInt8
    var width = 0
    var precision: Int?
    var isLeft = false
    var hasPlus = false
    var hasZeros = false
  }

  static func pieces(_ format: String) -> [Piece]? {
    var cursor = Cursor(format)
    var result: [Piece] = []
    while !cursor.isAtEnd {
      let start = cursor.position
      cursor.skip { $0 != UInt8(ascii: "%") }
      if cursor.position > start { result.append(.text(cursor.text(start..<cursor.position))) }
      guard cursor.eat("%") else { break }
      if cursor.eat("%") {
        result.append(.text("%"))
        continue
      }
      guard let verb = verb(&cursor) else { return nil }
      result.append(.verb(verb))
    }
    return result
  }

  private static func verb(_ cursor: inout Cursor) -> Verb? {
    var verb = Verb(letter: 0)
    flags: while let byte = cursor.current {
      switch byte {
      case "-": verb.isLeft = true
      case "+": verb.hasPlus = true
      case "0": verb.hasZeros = true
      default: break flags
      }
      cursor.position += 1
    }
    verb.width = integer(&cursor) ?? 0
    if cursor.eat(".") { verb.precision = integer(&cursor) ?? 0 }
    guard let letter = cursor.current, letter.isASCIILetter, verb.width < 1000,
      verb.precision ?? 0 < 100
    else { return nil }
    cursor.position += 1
    verb.letter = letter
    return verb
  }

  private static func integer(_ cursor: inout Cursor) -> Int? {
    let start = cursor.position
    cursor.skip(while: \.isDigit)
    return Int(cursor.text(start..<cursor.position))
  }
}

extension GoFormat {
  /// `%v` of a number: the shortest digits that give it back.
  static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    for precision in 1...17 {
      let text = c("%.\(precision - 1)e", value)
      guard Double(text) == value else { continue }
      let exponent =
        Int(text[text.index(after: text.lastIndex(of: "e") ?? text.startIndex)...]) ?? 0
      if exponent < -4 || exponent >= 6 { return text }
      return c("%.\(max(0, precision - 1 - exponent))f", value)
    }
    return c("%.17g", value)
  }

  /// `%.4g`, in which `humanize` and its like give their numbers.
  static func fourDigits(_ value: Double) -> String {
    value.isFinite ? c("%.4g", value) : special(value)
  }

  static func special(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf"
  }

  /// One number in the format of C, which agrees with Go's for these verbs.
  static func c(_ format: String, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 512)
    let length = unsafe withVaList([value]) { unsafe vsnprintf(&buffer, buffer.count, format, $0) }
    let bytes = buffer.prefix(max(0, min(Int(length), buffer.count - 1)))
    return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
