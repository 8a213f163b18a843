/// A regular expression that must match a whole text, as those of label matchers must.
///
/// Most are words between bars, which are compared without building a machine.
package enum WholePattern: Sendable {
  case words([String])
  case pattern(RE2Pattern)

  /// Nil if the text is no regular expression, or one that cannot be tried here.
  package init?(_ text: String) {
    if let words = RE2.words(of: text) {
      self = .words(words)
    } else if let pattern = RE2Pattern(text) {
      self = .pattern(pattern)
    } else {
      return nil
    }
  }

  package func matches(_ text: String) -> Bool {
    switch self {
    case .words(let words): words.contains(text)
    case .pattern(let pattern): pattern.matches(text)
    }
  }
}

extension RE2 {
  /// The alternatives of a pattern that is nothing but words between bars.
  package static func words(of pattern: String) -> [String]? {
    var words: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in pattern.utf8 {
      if isEscaped {
        // Only a sign of ASCII stands for itself after a backslash.
        guard byte < 0x80, !byte.isWord || byte == UInt8(ascii: "_") else { return nil }
        words[words.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "|") {
        words.append([])
      } else if isSpecial(byte) {
        return nil
      } else {
        words[words.count - 1].append(byte)
      }
    }
    return isEscaped ? nil : words.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A pattern that matches a text and nothing else.
  package static func quoted(_ text: String) -> String {
    var pattern: [UInt8] = []
    for byte in text.utf8 {
      if isSpecial(byte) { pattern.append(UInt8(ascii: "\\")) }
      pattern.append(byte)
    }
    return String(decoding: pattern, as: UTF8.self)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "\\"),
      UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "|"),
      UInt8(ascii: "}"), UInt8(ascii: "$"):
      true
    default: false
    }
  }
}
