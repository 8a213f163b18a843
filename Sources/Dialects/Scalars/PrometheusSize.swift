/// A number of bytes as Prometheus writes it: `512MB`, where 1KB is 1024 bytes.
package struct PrometheusSize: Hashable, Sendable {
  package var bytes: Int64

  package init(bytes: Int64) { self.bytes = bytes }

  /// Nil if the text is no size.
  package init?(_ text: String) {
    guard case .success(let size) = Self.read(text) else { return nil }
    self = size
  }

  package static func check(_ text: String) -> [Finding] {
    if case .failure(let finding) = read(text) { [finding] } else { [] }
  }

  /// The text with the largest unit that leaves a whole number.
  package var text: String {
    let unit = Self.units.last { bytes != 0 && bytes % $0.bytes == 0 } ?? Self.units[0]
    return "\(bytes / unit.bytes)\(unit.name)"
  }

  private static let units: [(name: String, bytes: Int64)] = [
    ("B", 1), ("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30), ("TB", 1 << 40), ("PB", 1 << 50),
    ("EB", 1 << 60),
  ]

  private static func read(_ text: String) -> Result<PrometheusSize, Finding> {
    if text == "0" { return .success(.init(bytes: 0)) }
    var cursor = Cursor(text)
    guard let first = cursor.current, first.isDigit || first == UInt8(ascii: ".") else {
      return .failure(
        Finding("this is not a size", at: 0..<cursor.bytes.count, help: "write it like 512MB"))
    }
    var total: Int64 = 0
    while !cursor.isAtEnd {
      let start = cursor.position
      cursor.skip { $0.isDigit || $0 == UInt8(ascii: ".") }
      let digits = start..<cursor.position
      cursor.skip { !$0.isDigit && $0 != UInt8(ascii: ".") }
      let unit = cursor.text(digits.upperBound..<cursor.position)
      guard let factor = units.first(where: { isName(unit, of: $0.name) })?.bytes else {
        return .failure(fault(unit, digits, digits.upperBound..<cursor.position))
      }
      guard let part = product(cursor.bytes[digits], UInt64(factor)), part < Int64.max - total
      else {
        return .failure(Finding("this is not a size that fits", at: start..<cursor.position))
      }
      total += part
    }
    return .success(.init(bytes: total))
  }

  /// `KiB` is another name of `KB`.
  private static func isName(_ text: String, of unit: String) -> Bool {
    text == unit || unit != "B" && text == "\(unit.prefix(1))iB"
  }

  private static func product(_ digits: ArraySlice<UInt8>, _ factor: UInt64) -> Int64? {
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard digits.count > 1 || parts.count == 1, parts.count <= 2 else { return nil }
    let whole = parts[0].isEmpty ? 0 : UInt64(String(decoding: parts[0], as: UTF8.self))
    let product = whole?.multipliedReportingOverflow(by: factor)
    guard let product, !product.overflow, product.partialValue < 1 << 62 else { return nil }
    let fraction = parts.count == 2 ? fractionOfUnit(parts[1], factor) : 0
    return Int64(exactly: product.partialValue + fraction)
  }

  private static func fault(_ unit: String, _ digits: Range<Int>, _ range: Range<Int>) -> Finding {
    let names = units.map(\.name).joined(separator: ", ")
    let wanted = unit.uppercased()
    let near = units.first { !unit.isEmpty && ($0.name == wanted || $0.name == wanted + "B") }
    return Finding(
      unit.isEmpty ? "a unit is missing" : "'\(unit)' is not a unit of size",
      at: unit.isEmpty ? digits : range,
      help: near.map { "write '\($0.name)'" } ?? "the units are \(names)",
      replacement: near?.name)
  }
}
