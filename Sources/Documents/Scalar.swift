/// A value without parts: text, a number or a truth value.
package protocol Scalar {
  func appendJSON(to bytes: inout [UInt8])
  /// A text of several lines indents its lines by `depth` levels.
  func appendYAML(to bytes: inout [UInt8], depth: Int)
}

extension String: Scalar {
  package func appendJSON(to bytes: inout [UInt8]) { bytes.appendQuoted(self) }

  package func appendYAML(to bytes: inout [UInt8], depth: Int) {
    switch YAMLTextForm(of: self) {
    case .plain: bytes.append(contentsOf: utf8)
    case .quoted: bytes.appendQuoted(self)
    case .literal: bytes.appendLiteral(self, depth: depth)
    }
  }
}

extension Int: Scalar {
  package func appendJSON(to bytes: inout [UInt8]) { bytes.append(contentsOf: description.utf8) }
  package func appendYAML(to bytes: inout [UInt8], depth: Int) { appendJSON(to: &bytes) }
}

extension Bool: Scalar {
  package func appendJSON(to bytes: inout [UInt8]) { bytes.append(contentsOf: description.utf8) }
  package func appendYAML(to bytes: inout [UInt8], depth: Int) { appendJSON(to: &bytes) }
}

extension Double: Scalar {
  /// Whole numbers lose their `.0`; what JSON cannot say, infinity, becomes null.
  package func appendJSON(to bytes: inout [UInt8]) {
    guard isFinite else { return bytes.append(contentsOf: "null".utf8) }
    let text = description
    bytes.append(contentsOf: text.utf8)
    if text.utf8.suffix(2).elementsEqual(".0".utf8) { bytes.removeLast(2) }
  }

  /// Always recognisable as a number that is not an integer; YAML 1.1 wants a dot in `1.0e-08`.
  package func appendYAML(to bytes: inout [UInt8], depth: Int) {
    guard isFinite else {
      let name = isNaN ? ".nan" : self > 0 ? ".inf" : "-.inf"
      return bytes.append(contentsOf: name.utf8)
    }
    let text = description.utf8
    guard let exponent = text.firstIndex(of: UInt8(ascii: "e")),
      !text.contains(UInt8(ascii: "."))
    else { return bytes.append(contentsOf: text) }
    bytes.append(contentsOf: text[..<exponent])
    bytes.append(contentsOf: ".0".utf8)
    bytes.append(contentsOf: text[exponent...])
  }
}
