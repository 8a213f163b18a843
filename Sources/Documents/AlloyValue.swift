/// What an attribute of Alloy's language can hold.
package enum AlloyValue: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case number(Double)
  case text(String)
  case reference(AlloyReference)
  case list([AlloyValue])
  case map([(key: String, value: AlloyValue)])
  /// A call of a function of Alloy's library, such as `sys.env("HOME")`.
  case call(String, [AlloyValue])

  package static func texts(_ texts: [String]) -> AlloyValue { .list(texts.map { .text($0) }) }

  package static func references(_ references: [AlloyReference]) -> AlloyValue {
    .list(references.map { .reference($0) })
  }

  var isOneLine: Bool {
    switch self {
    case .null, .bool, .int, .number, .text, .reference: true
    case .list(let items): items.isEmpty
    case .map(let entries): entries.isEmpty
    case .call(_, let arguments): arguments.allSatisfy(\.isOneLine)
    }
  }
}

extension AlloyValue: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = .text(text) }
}

/// A component of a pipeline, such as `loki.write "local"`: its block and the references to it
/// are made from one value, so they cannot differ.
package struct AlloyComponent: Sendable {
  let name: String
  let label: String

  /// Makes an identifier of any text. A dash becomes an underscore; where more has to change, a
  /// few digits of the text's hash keep different texts apart.
  package init(_ name: String, label text: String) {
    precondition(isAlloyPath(name), "'\(name)' cannot name a component")
    self.name = name
    let dashless = String(decoding: text.utf8.map(withoutDash), as: UTF8.self)
    if isAlloyName(dashless) {
      label = dashless
    } else {
      let letters = dashless.unicodeScalars.map { isAlloyName("a\($0)") ? Character($0) : "_" }
      label = "_" + letters + "_" + SHA256(of: Array(text.utf8)).hex.prefix(6)
    }
  }

  package func export(_ field: String) -> AlloyReference {
    precondition(isAlloyPath(field), "'\(field)' cannot name an export")
    return AlloyReference(text: "\(name).\(label).\(field)")
  }
}

/// The value that a component exports, by its full name.
package struct AlloyReference: Sendable {
  let text: String
}

/// An identifier that is not a keyword.
func isAlloyName(_ text: some StringProtocol) -> Bool {
  guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  else { return false }
  return text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isLetterOrDigit($0) }
    && text != "true" && text != "false" && text != "null"
}

/// Identifiers joined by dots.
func isAlloyPath(_ text: String) -> Bool {
  text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isAlloyName($0) }
}

private func withoutDash(_ byte: UInt8) -> UInt8 {
  byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : byte
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
  case UInt8(ascii: "0")...UInt8(ascii: "9"): true
  default: false
  }
}
