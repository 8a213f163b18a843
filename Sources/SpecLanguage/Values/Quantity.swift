package import OrderedTree
package import YAMLTree

/// A number with an optional unit: `80%`, `1.5s`, `5e-8 mbar`, `30`.
package struct Quantity: SpecValue, Hashable {
  package var value: Double
  /// The number as written: it is emitted unchanged where no unit asks otherwise.
  package var digits: String
  package var unit: String

  package static var shape: Shape {
    .either([.text(TextShape("number with unit", example: "80%")), .number])
  }
  package var specText: String? { digits + unit }

  package func tree(_ writing: inout Writing) -> Tree? {
    unit.isEmpty ? .number(value) : .text(digits + unit)
  }

  package init(value: Double, digits: String, unit: String) {
    self.value = value
    self.digits = digits
    self.unit = unit
  }

  /// A sign, digits, a fraction and an exponent, then perhaps a unit.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    var end = 0
    if end < bytes.count, bytes[end] == 0x2D || bytes[end] == 0x2B { end += 1 }
    let digitsStart = end
    while end < bytes.count, isDigit(bytes[end]) || bytes[end] == 0x2E { end += 1 }
    guard end > digitsStart else { return nil }
    if end < bytes.count, bytes[end] | 0x20 == 0x65 {
      var exponent = end + 1
      if exponent < bytes.count, bytes[exponent] == 0x2D || bytes[exponent] == 0x2B {
        exponent += 1
      }
      if exponent < bytes.count, isDigit(bytes[exponent]) {
        while exponent < bytes.count, isDigit(bytes[exponent]) { exponent += 1 }
        end = exponent
      }
    }
    let digits = String(decoding: bytes[..<end], as: UTF8.self)
    guard let value = Double(digits), value.isFinite else { return nil }
    let unit = String(decoding: bytes[end...], as: UTF8.self)
    self.init(
      value: value, digits: digits, unit: String(unit.drop { $0 == " " }))
  }

  package static func read(_ node: Node, _ reading: Reading) -> Quantity? {
    guard let scalar = node.scalar, !scalar.isNull, scalar.bool == nil else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    if let quantity = Quantity(scalar.text) { return quantity }
    reading.invalid(
      "'\(scalar.text)' is not a number", node, help: "write a number, perhaps with a unit: 80%")
    return nil
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
