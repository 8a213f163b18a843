/// What a label must be, as Prometheus and Alertmanager say it: `team=~"db|web"`.
package struct LabelMatcher: Hashable, Sendable {
  package var label: String
  package var sign: Sign
  package var value: String

  package enum Sign: String, CaseIterable, Sendable {
    case equal = "="
    case notEqual = "!="
    case matches = "=~"
    case differs = "!~"

    package var isRegex: Bool { self == .matches || self == .differs }
    package var isNegative: Bool { self == .notEqual || self == .differs }
  }

  package init(_ label: String, _ sign: Sign, _ value: String) {
    self.label = label
    self.sign = sign
    self.value = value
  }

  /// The form that every version of Alertmanager reads the same way.
  package var text: String {
    let name = Self.isPlainName(label) ? label : Self.quoted(label)
    return name + sign.rawValue + Self.quoted(value)
  }

  /// Whether a label name needs no quotes, which Alertmanager does not read before 0.27.
  package static func isPlainName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !first.isDigit else { return false }
    return name.utf8.allSatisfy(\.isWord)
  }

  private static func quoted(_ text: String) -> String {
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): quoted += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): quoted += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      default: quoted.append(byte)
      }
    }
    return String(decoding: quoted + [UInt8(ascii: "\"")], as: UTF8.self)
  }
}

extension LabelMatcher {
  /// The only values that match, where they can be counted: `=`, and `=~` over plain words.
  package var values: [String]? {
    switch sign {
    case .equal: [value]
    case .matches: RE2.words(of: value)
    case .notEqual, .differs: nil
    }
  }

  /// A matcher for any of some values.
  package static func anyOf(
    _ values: [String], _ label: String, isNegative: Bool = false
  ) -> LabelMatcher {
    if values.count == 1, let only = values.first {
      return LabelMatcher(label, isNegative ? .notEqual : .equal, only)
    }
    let pattern = values.map(RE2.quoted).joined(separator: "|")
    return LabelMatcher(label, isNegative ? .differs : .matches, pattern)
  }
}
