/// How a text is written in YAML so that every reader, of 1.1 or 1.2, gets that text back.
enum YAMLTextForm {
  case plain, quoted, literal

  init(of text: String) {
    let bytes = text.utf8Span.span
    guard let last = bytes.indices.last else {
      self = .quoted
      return
    }
    var hasLines = false
    var hasMarks = false  // of a comment, a mapping or a tab: fine in a literal, not in plain text
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\n"):
        hasLines = true
        if index > 0, bytes[index - 1].isBlank {
          self = .quoted
          return
        }
      case UInt8(ascii: ":"): hasMarks = hasMarks || index == last || bytes[index + 1].isBlank
      case UInt8(ascii: "#"): hasMarks = hasMarks || index > 0 && bytes[index - 1].isBlank
      case UInt8(ascii: "\t"): hasMarks = true
      default:
        if bytes.isUnprintable(at: index) {
          self = .quoted
          return
        }
      }
    }
    if bytes[0].isBlank || bytes[0] == UInt8(ascii: "\n") || bytes[last].isBlank {
      self = .quoted
    } else if hasLines {
      self = .literal
    } else {
      self = !hasMarks && startsPlain(bytes) && !isReserved(text) ? .plain : .quoted
    }
  }
}

extension [UInt8] {
  /// Appends a key and its colon; a key has no lines of its own, so it is plain or quoted.
  mutating func appendYAMLKey(_ key: String, depth: Int) {
    let start = count
    if case .plain = YAMLTextForm(of: key) {
      append(contentsOf: key.utf8)
    } else {
      appendQuoted(key)
    }
    // A reader looks for the colon within 1024 characters, unless a question mark announces a key.
    if count - start > 1000 {
      insert(contentsOf: "? ".utf8, at: start)
      append(UInt8(ascii: "\n"))
      appendIndent(depth)
    }
    append(UInt8(ascii: ":"))
  }

  /// Appends a block of lines; its header says how many line ends close the text.
  mutating func appendLiteral(_ text: String, depth: Int) {
    let lineEnd = UInt8(ascii: "\n")
    let endsWithLine = text.utf8.last == lineEnd
    let endsWithBlankLine = endsWithLine && text.utf8.dropLast().last == lineEnd
    append(contentsOf: (endsWithBlankLine ? "|+\n" : endsWithLine ? "|\n" : "|-\n").utf8)
    var atLineStart = true
    for byte in text.utf8 {
      if atLineStart && byte != lineEnd { appendIndent(depth) }
      append(byte)
      atLineStart = byte == lineEnd
    }
    if endsWithLine { removeLast() }  // whoever writes a value ends its line
  }

  mutating func appendIndent(_ depth: Int) {
    append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}

/// Plain text starts with a letter or a harmless mark, or is a duration such as `5m`.
private func startsPlain(_ bytes: Span<UInt8>) -> Bool {
  switch bytes[0] {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
  case UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: "$"): true
  case UInt8(ascii: "0")...UInt8(ascii: "9"): isDuration(bytes)
  default: bytes[0] >= 0x80
  }
}

/// No number of any YAML has one of these letters after its first digits.
private func isDuration(_ bytes: Span<UInt8>) -> Bool {
  var hasUnit = false
  for index in bytes.indices {
    switch bytes[index] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
    case UInt8(ascii: "s"), UInt8(ascii: "m"), UInt8(ascii: "h"): hasUnit = true
    case UInt8(ascii: "d"), UInt8(ascii: "w"), UInt8(ascii: "y"): hasUnit = true
    default: return false
    }
  }
  return hasUnit
}

/// The words that some YAML reads as a truth value or as nothing, in any mix of cases.
private func isReserved(_ text: String) -> Bool {
  guard text.utf8.count <= 5 else { return false }
  return switch text.lowercased() {
  case "y", "yes", "on", "true", "n", "no", "off", "false", "null": true
  default: false
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
