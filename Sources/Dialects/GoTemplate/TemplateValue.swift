/// A value while a template is filled in.
enum TemplateValue {
  case text(String)
  case number(Double)
  case integer(Int)
  case bool(Bool)
  case labels([String: String])
  /// What `.` is at first.
  case alert

  /// Whether `if` goes into its body.
  var isTrue: Bool {
    switch self {
    case .text(let text): !text.isEmpty
    case .number(let value): value != 0
    case .integer(let value): value != 0
    case .bool(let value): value
    case .labels(let labels): !labels.isEmpty
    case .alert: true
    }
  }

  /// The text that an action writes; nil for what nobody writes on purpose.
  var printed: String? {
    switch self {
    case .text(let text): text
    case .number(let value): GoFormat.shortest(value)
    case .integer(let value): String(value)
    case .bool(let value): value ? "true" : "false"
    case .labels(let labels):
      "map["
        + labels.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        .joined(separator: " ") + "]"
    case .alert: nil
    }
  }

  /// A number, or a text that is one, as the functions of Prometheus take it.
  var asNumber: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .text(let text): Double(text)
    default: nil
    }
  }

  var asText: String? {
    if case .text(let text) = self { text } else { nil }
  }
}

extension GoFormat {
  /// `printf`; nil where Go would write an error into the text.
  static func format(_ format: String, _ values: [TemplateValue]) -> String? {
    guard let pieces = pieces(format) else { return nil }
    var rest = values[...]
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .verb(let verb):
        guard let value = rest.popFirst(), let text = text(of: value, verb) else { return nil }
        result += padded(text, verb, value)
      }
    }
    return rest.isEmpty ? result : nil
  }

  private static func text(of value: TemplateValue, _ verb: Verb) -> String? {
    switch (value, Unicode.Scalar(verb.letter)) {
    case (.number(let value), "f"), (.number(let value), "F"): number(value, verb, "f", 6)
    case (.number(let value), "e"): number(value, verb, "e", 6)
    case (.number(let value), "g"), (.number(let value), "v"):
      verb.precision == nil ? signed(shortest(value), verb) : number(value, verb, "g", 6)
    case (.integer(let value), "d"), (.integer(let value), "v"):
      verb.precision == nil ? signed(String(value), verb) : nil
    case (.integer(let value), "x"): verb.precision == nil ? String(value, radix: 16) : nil
    case (.text(let text), "s"), (.text(let text), "v"):
      verb.precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) }
        ?? text
    case (.text(let text), "q"): quoted(text)
    case (.bool(let value), "t"), (.bool(let value), "v"): value ? "true" : "false"
    case (.labels, "v"), (.labels, "s"): value.printed
    default: nil
    }
  }

  private static func number(
    _ value: Double, _ verb: Verb, _ letter: String, _ precision: Int
  ) -> String {
    guard value.isFinite else {
      return value > 0 && !verb.hasPlus ? "+Inf" : special(value)
    }
    return signed(c("%.\(verb.precision ?? precision)\(letter)", value), verb)
  }

  private static func signed(_ text: String, _ verb: Verb) -> String {
    verb.hasPlus && !text.hasPrefix("-") && !text.hasPrefix("+") ? "+" + text : text
  }

  private static func padded(_ text: String, _ verb: Verb, _ value: TemplateValue) -> String {
    let missing = verb.width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    if verb.isLeft { return text + String(repeating: " ", count: missing) }
    guard verb.hasZeros, value.asNumber?.isFinite ?? true else {
      return String(repeating: " ", count: missing) + text
    }
    let sign = text.first.map { $0 == "-" || $0 == "+" } == true ? String(text.prefix(1)) : ""
    return sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count)
  }

  /// `%q`; nil for characters whose escape is not certain.
  private static func quoted(_ text: String) -> String? {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        guard scalar.value >= 0x20, scalar.value < 0x7F || scalar.isLetterOrDigit else {
          return nil
        }
        result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
