import Dialects

func numberText(_ number: NumberLiteral) -> String {
  let value = number.value
  if number.isDuration {
    let milliseconds = Int((abs(value) * 1000).rounded())
    let sign = value.sign == .minus ? "-" : ""
    return sign + Duration(milliseconds: milliseconds).description
  }
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
  if value == value.rounded(.towardZero), abs(value) < 1e15 {
    return (value.sign == .minus ? "-" : "") + "\(Int(abs(value)))"
  }
  return "\(value)"
}

func stringText(_ string: StringLiteral) -> String {
  string.exactSpelling ?? quoted(string.value)
}

/// A text in double quotes, as every version of Prometheus reads it.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{FFFD}": result += "\\ufffd"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      result += "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

func durationText(_ duration: DurationExpression) -> String {
  switch duration {
  case .literal(let number): numberText(number)
  case .variable(let name): name
  case .step: "step()"
  case .range: "range()"
  case .signed(let sign, let inner): (sign == .minus ? "-" : "+") + durationText(inner)
  case .parentheses(let inner): "(" + durationText(inner) + ")"
  case .smaller(let one, let other): "min_of(\(durationText(one)), \(durationText(other)))"
  case .larger(let one, let other): "max_of(\(durationText(one)), \(durationText(other)))"
  case .binary(let operation, let left, let right):
    "\(durationText(left)) \(operation.rawValue) \(durationText(right))"
  }
}

/// Whether a name may stand without quotes as a label.
func isLabelName(_ name: String) -> Bool {
  guard let first = name.utf8.first, first.isLetter else { return false }
  return name.utf8.allSatisfy(\.isWordByte)
}

/// Whether a text with variables of Grafana is one word, so that it may stand without quotes.
func isVariableWord(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  var index = 0
  while index < bytes.count {
    if bytes[index].isWordByte || bytes[index] == UInt8(ascii: ":") {
      index += 1
    } else if let end = Lexer.variableEnd(in: bytes, at: index) {
      index = end
    } else {
      return false
    }
  }
  return true
}

extension LabelName {
  /// Whether it may stand without quotes.
  var isPlain: Bool { isDynamic ? isVariableWord(text) : isLabelName(text) }
}

/// Whether a name may stand without quotes as a metric of an expression.
func isPlainMetricName(_ name: String) -> Bool {
  isMetricName(name) && !reservedMetricNames.contains(name.lowercased())
}

/// Whether a name has only the letters that metrics had before Prometheus 3.
func isMetricName(_ name: String) -> Bool {
  guard let first = name.utf8.first, !first.isDigit else { return false }
  return name.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: ":") }
}

private let reservedMetricNames: Set<String> = [
  "bool", "on", "ignoring", "group_left", "group_right", "atan2", "inf", "nan",
]
