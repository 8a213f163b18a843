internal import Diagnostics
package import Dialects
package import YAMLTree

/// Many names in one text: `SR:C{01..30}-PG{1..4}`, `{a,b}:X`, `S{1..9..2,12}`, `MG{A..D}`.
///
/// Groups stand side by side, the last one counts fastest. `{{` and `}}` write braces that belong
/// to the names. A range keeps the zeros it is written with; a step may be negative.
package struct NameRange: Hashable, Sendable {
  package private(set) var text: String
  /// How many names there are.
  package private(set) var count: Int
  private var parts: [Part]

  enum Part: Hashable {
    case text([UInt8])
    case choices([Choice])
  }

  enum Choice: Hashable {
    case word([UInt8])
    case range(SteppedRange)
  }

  package static let mostNames = 1_000_000
  private static let mostBytes = 256 << 20

  package init(parsing text: String) throws(Finding) {
    var parser = NameRangeParser(bytes: Array(text.utf8))
    try parser.parse()
    self.text = text
    parts = parser.parts
    count = parts.reduce(1) { min($0 * $1.count, Self.mostNames + 1) }
    let longest = parts.reduce(0) { $0 + $1.longest }
    guard count <= Self.mostNames, count * longest <= Self.mostBytes else {
      throw Finding(
        "these are more than \(Self.mostNames) names", at: 0..<text.utf8.count,
        help: "split them, or keep them in a file")
    }
  }

  /// Every name, in reading order.
  package var names: [String] {
    var names: [String] = []
    names.reserveCapacity(count)
    var name: [UInt8] = []
    expand(from: 0, &name, &names)
    return names
  }

  private func expand(from part: Int, _ name: inout [UInt8], _ names: inout [String]) {
    guard part < parts.count else {
      names.append(String(decoding: name, as: UTF8.self))
      return
    }
    let length = name.count
    switch parts[part] {
    case .text(let bytes):
      name += bytes
      expand(from: part + 1, &name, &names)
    case .choices(let choices):
      for choice in choices {
        switch choice {
        case .word(let bytes):
          name += bytes
          expand(from: part + 1, &name, &names)
          name.removeSubrange(length...)
        case .range(let range):
          for index in 0..<range.count {
            range.append(index, to: &name)
            expand(from: part + 1, &name, &names)
            name.removeSubrange(length...)
          }
        }
      }
    }
    name.removeSubrange(length...)
  }
}

extension NameRange.Part {
  fileprivate var count: Int {
    switch self {
    case .text: 1
    case .choices(let choices):
      choices.reduce(0) { min($0 + $1.count, NameRange.mostNames + 1) }
    }
  }

  fileprivate var longest: Int {
    switch self {
    case .text(let bytes): bytes.count
    case .choices(let choices): choices.map(\.longest).max() ?? 0
    }
  }
}

extension NameRange.Choice {
  fileprivate var count: Int {
    switch self {
    case .word: 1
    case .range(let range): range.count
    }
  }

  fileprivate var longest: Int {
    switch self {
    case .word(let bytes): bytes.count
    case .range: 9
    }
  }
}

/// `01..30`, `10..0..-2`, `A..D`.
struct SteppedRange: Hashable {
  var first: Int
  var step: Int
  var count: Int
  /// Digits of each number, with zeros in front; nothing for letters.
  var width: Int?

  func append(_ index: Int, to name: inout [UInt8]) {
    let value = first + index * step
    guard let width else {
      name.append(UInt8(truncatingIfNeeded: value))
      return
    }
    var divisor = 1
    var digits = 1
    while digits < width || value / divisor >= 10 {
      divisor *= 10
      digits += 1
    }
    while divisor > 0 {
      name.append(0x30 + UInt8(truncatingIfNeeded: value / divisor % 10))
      divisor /= 10
    }
  }
}

extension NameRange: TextValue {
  package static var textShape: TextShape {
    TextShape("name or range of names", example: "SR:C{01..30}-PG{1..4}")
  }
  package var specText: String? { text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> NameRange? {
    do {
      return try NameRange(parsing: text)
    } catch {
      reading.report(error, as: .invalidNames, in: node)
      return nil
    }
  }
}
