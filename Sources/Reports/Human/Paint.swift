import Diagnostics

/// Whether a report is coloured. Who prints it decides, for only they know what they print to.
package enum Colours: Sendable {
  case none, ansi
}

/// What a piece of a report is, which decides its colour.
enum Ink {
  case severity(Diagnostic.Severity)
  case frame, strong

  private var code: String {
    switch self {
    case .severity(.error): "1;31"
    case .severity(.warning): "1;33"
    case .severity(.note): "1;36"
    case .frame: "1;34"
    case .strong: "1"
    }
  }

  func paint(_ text: String, _ colours: Colours) -> String {
    switch colours {
    case .none: text
    case .ansi: "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
  }
}

/// Words of a finding with nothing in them that a terminal would obey; line breaks stay.
func harmless(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { isControl($0) && $0 != "\n" }) else { return text }
  return text.unicodeScalars.reduce(into: "") { words, scalar in
    if isControl(scalar), scalar != "\n" {
      words += scalar.escaped(asASCII: true)
    } else {
      words.unicodeScalars.append(scalar)
    }
  }
}
