/// A scalar as YAML read it, and how it was written.
package struct Scalar: Sendable {
  package var text: String
  /// What the text counts as: only plain text can be a number, a boolean or nothing.
  package var style: Style
  /// How the file writes it; differs from `style` where `$(name)` brought a param's value.
  package var writtenStyle: Style
  /// Where `$(name)` was replaced: what the text came from. Empty for text as written.
  package var pieces: [Piece] = []

  package init(_ text: String, _ style: Style) {
    self.text = text
    self.style = style
    writtenStyle = style
  }

  package enum Style: UInt8, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    /// The text is what stands in the file, byte by byte: a cell of a table.
    case verbatim
  }

  /// A stretch of the text that replaced a stretch of what was written, in bytes of each.
  package struct Piece: Sendable {
    package var result: Range<Int>
    package var written: Range<Int>

    package init(result: Range<Int>, written: Range<Int>) {
      self.result = result
      self.written = written
    }
  }
}

// The scalar schema: YAML 1.2 core, and only for plain scalars. A quoted scalar is text.
extension Scalar {
  package var isNull: Bool {
    guard style == .plain else { return false }
    switch text {
    case "", "~", "null", "Null", "NULL": return true
    default: return false
    }
  }

  package var bool: Bool? {
    guard style == .plain else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  /// Decimal with an optional sign (`010` is ten), `0x` hexadecimal, `0o` octal.
  package var int: Int? {
    guard style == .plain else { return nil }
    if text.hasPrefix("0x") { return Int(unsigned: text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return Int(unsigned: text.dropFirst(2), radix: 8) }
    return Int(text)
  }

  package var number: Double? {
    guard style == .plain else { return nil }
    if let int { return Double(int) }
    let bytes = text.utf8
    guard bytes.contains(where: { (0x30...0x39).contains($0) }),
      bytes.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
    else { return nil }
    return Double(text)
  }

  package var kind: String {
    if isNull { return "nothing" }
    if bool != nil { return "a boolean" }
    if number != nil { return "a number" }
    return "text"
  }
}

extension Int {
  fileprivate init?(unsigned digits: Substring, radix: Int) {
    guard let first = digits.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+")
    else { return nil }
    self.init(digits, radix: radix)
  }
}
