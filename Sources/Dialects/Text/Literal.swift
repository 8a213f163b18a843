/// The text between quotes, and the bytes it was written with.
struct Literal {
  var text: String
  /// The bytes with the quotes.
  var range: Range<Int>

  /// Moves findings about the text to the place where it is written; with an escape in it the
  /// bytes no longer correspond, and the whole literal is named.
  func placed(_ findings: [Finding]) -> [Finding] {
    let isPlain = text.utf8.count == range.count - 2
    return findings.map { finding in
      var placed = finding
      let start = range.lowerBound + 1
      placed.range =
        isPlain ? start + finding.range.lowerBound..<start + finding.range.upperBound : range
      if !isPlain { placed.replacement = nil }
      return placed
    }
  }
}

/// Whether a query may name variables of a dashboard: `$name`, `${name:regex}`, `[[name]]`.
package enum GrafanaVariables: Sendable {
  case allowed, refused
}

extension Cursor {
  /// Reads a variable of Grafana, without moving if there is none.
  mutating func grafanaVariable() -> String? {
    let start = position
    var ahead = self
    if ahead.eat("${") || ahead.eat("[[") {
      let isBrace = bytes[start] == UInt8(ascii: "$")
      let nameStart = ahead.position
      ahead.skip { $0.isWord || ":.-".utf8.contains($0) }
      guard ahead.position > nameStart, ahead.eat(isBrace ? "}" : "]]") else { return nil }
    } else if ahead.eat("$"), let byte = ahead.current, byte.isASCIILetter || byte == 0x5F {
      ahead.skip(while: \.isWord)
    } else {
      return nil
    }
    self = ahead
    return text(start..<position)
  }
}

extension String {
  /// Whether Grafana would replace a part of this text.
  var namesGrafanaVariable: Bool {
    var cursor = Cursor(self)
    while !cursor.isAtEnd {
      if cursor.grafanaVariable() != nil { return true }
      cursor.position += 1
    }
    return false
  }
}
