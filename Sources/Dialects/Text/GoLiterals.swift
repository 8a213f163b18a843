/// Resolves the escapes of a Go text between quotes.
func unquoteGo(_ cursor: Cursor, _ range: Range<Int>, quote: UInt8) -> Result<String, Finding> {
  var bytes: [UInt8] = []
  var ahead = cursor
  ahead.position = range.lowerBound
  while ahead.position < range.upperBound {
    let start = ahead.position
    guard ahead.bytes[start] == UInt8(ascii: "\\") else {
      bytes.append(ahead.bytes[start])
      ahead.position += 1
      continue
    }
    guard let escaped = readGoEscape(&ahead, quote: quote), ahead.position <= range.upperBound
    else {
      let end = min(max(ahead.position, start + 1), range.upperBound)
      let text = cursor.text(start..<end)
      return .failure(
        Finding("'\(text)' is not an escape", at: start..<end, help: "for '\\' itself write '\\\\'")
      )
    }
    bytes += escaped
  }
  return .success(String(decoding: bytes, as: UTF8.self))
}

extension Cursor {
  /// Reads a text in double quotes or backticks, the opening quote being the current byte.
  mutating func goText(_ quote: UInt8) -> Result<String, Finding> {
    let start = position
    let isRaw = quote == UInt8(ascii: "`")
    position += 1
    while let byte = current, isRaw || byte != UInt8(ascii: "\n") {
      position += 1
      if byte == quote {
        let inner = start + 1..<position - 1
        return isRaw ? .success(text(inner)) : unquoteGo(self, inner, quote: quote)
      }
      if byte == UInt8(ascii: "\\"), !isRaw { _ = scalar() }
    }
    return .failure(
      Finding(
        "this text is never closed", at: start..<position,
        help: "add the missing \(Unicode.Scalar(quote))"))
  }

  /// Reads letters, digits and `_`, of any script.
  mutating func skipWord() {
    while let byte = current {
      var ahead = self
      guard byte.isWord || byte >= 0x80, let scalar = ahead.scalar() else { return }
      guard byte < 0x80 || scalar.isLetterOrDigit else { return }
      self = ahead
    }
  }
}

/// Reads `\n`, `\x41`, `\u00e9` and their like; nil for what Go refuses.
private func readGoEscape(_ cursor: inout Cursor, quote: UInt8) -> [UInt8]? {
  cursor.position += 1
  guard let byte = cursor.current else { return nil }
  if byte.isOctalDigit {
    let value = readDigits(&cursor, count: 3, radix: 8)
    return value.flatMap { UInt8(exactly: $0) }.map { [$0] }
  }
  _ = cursor.scalar()
  switch byte {
  case "a": return [0x07]
  case "b": return [0x08]
  case "f": return [0x0C]
  case "n": return [0x0A]
  case "r": return [0x0D]
  case "t": return [0x09]
  case "v": return [0x0B]
  case "\\": return [byte]
  case "x": return readDigits(&cursor, count: 2, radix: 16).map { [UInt8(truncatingIfNeeded: $0)] }
  case "u": return utf8(readDigits(&cursor, count: 4, radix: 16))
  case "U": return utf8(readDigits(&cursor, count: 8, radix: 16))
  default: return byte == quote ? [byte] : nil
  }
}

private func utf8(_ value: UInt32?) -> [UInt8]? {
  value.flatMap { Unicode.Scalar($0) }.map { Array(String($0).utf8) }
}

private func readDigits(_ cursor: inout Cursor, count: Int, radix: UInt32) -> UInt32? {
  var value: UInt32 = 0
  for _ in 0..<count {
    guard let digit = cursor.current?.hexValue, digit < radix else { return nil }
    value = value &* radix &+ digit
    cursor.position += 1
  }
  return value
}

/// Reads a number as Go writes them: `12`, `0x1F`, `1_000`, `1.5e3`, `0x1p-2`.
func goNumber(_ text: String) -> TemplateToken.Kind? {
  var digits = Substring(text)
  let isNegative = digits.hasPrefix("-")
  if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
  if let magnitude = goInteger(digits) {
    if let value = Int(exactly: magnitude) { return .integer(isNegative ? -value : value) }
    return isNegative && magnitude > 1 << 63 ? nil : .number(Double(magnitude))
  }
  let isHex = digits.lowercased().hasPrefix("0x")
  let hasPoint = digits.contains { $0 == "." || $0.lowercased() == (isHex ? "p" : "e") }
  guard hasPoint, digits.utf8.last != UInt8(ascii: "i") else { return goImaginary(digits) }
  guard hasGoodUnderscores(digits), digits.utf8.contains(where: \.isDigit) else { return nil }
  digits.removeAll { $0 == "_" }
  guard !isHex || digits.lowercased().contains("p") else { return nil }
  let allowed = digits.utf8.allSatisfy {
    $0.isDigit || $0.hexValue != nil || "+-.pPxX".utf8.contains($0)
  }
  guard allowed, let value = Double(normalized(digits)) else { return nil }
  return value.isFinite ? .number(isNegative ? -value : value) : nil
}

/// Swift wants digits on both sides of the point.
private func normalized(_ digits: Substring) -> String {
  var text = String(digits)
  if text.hasPrefix(".") { text = "0" + text }
  if let point = text.firstIndex(of: ".") {
    let after = text.index(after: point)
    let isMissing = after == text.endIndex || "eEpP".contains(text[after])
    if isMissing { text.insert("0", at: after) }
  }
  return text
}

/// Underscores stand between digits only.
private func hasGoodUnderscores(_ digits: Substring) -> Bool {
  let bytes = Array(digits.utf8)
  return bytes.indices.allSatisfy { index in
    bytes[index] != UInt8(ascii: "_")
      || index > 0 && index + 1 < bytes.count && bytes[index - 1].hexValue != nil
        && bytes[index + 1].hexValue != nil
  }
}

private func goInteger(_ text: Substring) -> UInt64? {
  let lower = text.lowercased()
  let isPlain = !lower.hasPrefix("0") || lower.utf8.count == 1
  let prefix = String(lower.prefix(2))
  let radix =
    switch prefix {
    case "0x": 16
    case "0b": 2
    case "0o": 8
    default: isPlain ? 10 : 8
    }
  let body = radix == 10 || !["0x", "0b", "0o"].contains(prefix) ? lower[...] : lower.dropFirst(2)
  // Underscores stand between digits, or between the prefix and a digit.
  guard !body.hasSuffix("_"), !body.contains("__"), body.first != "_" || radix != 10 else {
    return nil
  }
  let plain = body.filter { $0 != "_" }
  guard let first = plain.first, first != "+", first != "-" else { return nil }
  return UInt64(plain, radix: radix)
}

private func goImaginary(_ text: Substring) -> TemplateToken.Kind? {
  guard text.hasSuffix("i"), let kind = goNumber(String(text.dropLast())) else { return nil }
  if case .integer = kind { return .number(nil) }
  if case .number = kind { return .number(nil) }
  return nil
}

extension Unicode.Scalar {
  /// A letter or a decimal digit of any script, as Go counts them.
  var isLetterOrDigit: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      true
    default: false
    }
  }
}

/// A text in double quotes, with the escapes of Go.
func quotedGo(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      result += (scalar.value < 16 ? "\\x0" : "\\x") + String(scalar.value, radix: 16)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
