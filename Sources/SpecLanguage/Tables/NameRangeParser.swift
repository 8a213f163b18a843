internal import Dialects

/// Takes a name range apart; every mistake is shown at its bytes.
struct NameRangeParser {
  let bytes: [UInt8]
  private(set) var parts: [NameRange.Part] = []
  private var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private static let open = UInt8(ascii: "{")
  private static let close = UInt8(ascii: "}")
  // Each part costs one call while the names are written out.
  private static let mostParts = 64

  mutating func parse() throws(Finding) {
    guard !bytes.isEmpty else { throw Finding("the name is empty", at: 0..<1) }
    var plain: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Self.open || byte == Self.close {
        if index + 1 < bytes.count, bytes[index + 1] == byte {
          plain.append(byte)
          index += 2
          continue
        }
        guard byte == Self.open else {
          throw Finding(
            "this '}' closes nothing", at: index..<index + 1,
            help: "write '}}' for a brace of the name")
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = []
        parts.append(.choices(try group()))
      } else {
        plain.append(byte)
        index += 1
      }
    }
    if !plain.isEmpty { parts.append(.text(plain)) }
  }

  private mutating func group() throws(Finding) -> [NameRange.Choice] {
    let start = index
    guard parts.count < Self.mostParts else {
      throw Finding("a name has at most \(Self.mostParts / 2) groups", at: start..<start + 1)
    }
    guard let end = bytes[(start + 1)...].firstIndex(of: Self.close) else {
      throw Finding(
        "this '{' is never closed", at: start..<start + 1,
        help: "add the '}', or write '{{' for a brace of the name")
    }
    if let inner = bytes[(start + 1)..<end].firstIndex(of: Self.open) {
      throw Finding(
        "braces do not stand inside braces", at: inner..<inner + 1,
        help: "close the first '{' before this one")
    }
    index = end + 1
    var choices: [NameRange.Choice] = []
    for item in items(start + 1, end) { choices.append(try choice(item)) }
    if choices.count == 1, case .word = choices[0] {
      let content = String(decoding: bytes[start...end], as: UTF8.self)
      throw Finding(
        "'\(content)' is neither a range nor a list", at: start..<end + 1,
        help: "write {01..30} or {a,b}, or {\(content)} for braces of the name",
        replacement: "{\(content)}")
    }
    return choices
  }

  /// The stretches between commas, without blanks around them.
  private func items(_ start: Int, _ end: Int) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var itemStart = start
    for place in start...end where place == end || bytes[place] == UInt8(ascii: ",") {
      var item = itemStart..<place
      while let first = item.first, bytes[first] == UInt8(ascii: " ") { item.removeFirst() }
      while let last = item.last, bytes[last] == UInt8(ascii: " ") { item.removeLast() }
      items.append(item)
      itemStart = place + 1
    }
    return items
  }

  private func choice(_ item: Range<Int>) throws(Finding) -> NameRange.Choice {
    guard !item.isEmpty else {
      throw Finding(
        "a choice is empty", at: item.lowerBound - 1..<item.lowerBound + 1,
        help: "write {a,b} or {01..30}")
    }
    let bounds = bounds(of: item)
    guard bounds.count > 1 else { return .word(Array(bytes[item])) }
    guard bounds.count < 4 else { throw malformed(item) }
    return .range(try range(bounds, item))
  }

  private func bounds(of item: Range<Int>) -> [Range<Int>] {
    var bounds: [Range<Int>] = []
    var start = item.lowerBound
    var place = start
    while place + 1 < item.upperBound {
      if bytes[place] == UInt8(ascii: "."), bytes[place + 1] == UInt8(ascii: ".") {
        bounds.append(start..<place)
        start = place + 2
        place = start
      } else {
        place += 1
      }
    }
    return bounds + [start..<item.upperBound]
  }

  private func range(
    _ bounds: [Range<Int>], _ item: Range<Int>
  ) throws(Finding) -> SteppedRange {
    let step = bounds.count == 3 ? try step(bounds[2]) : 1
    let width: Int?
    let first: Int
    let last: Int
    if let low = letter(bounds[0]), let high = letter(bounds[1]), (low ^ high) & 0x20 == 0 {
      width = nil
      (first, last) = (Int(low), Int(high))
    } else {
      (first, last) = (try number(bounds[0], item), try number(bounds[1], item))
      let hasZeros = bounds[...1].contains {
        $0.count > 1 && bytes[$0.lowerBound] == UInt8(ascii: "0")
      }
      width = hasZeros ? max(bounds[0].count, bounds[1].count) : 1
    }
    guard step > 0 ? first <= last : first >= last else {
      let written = bounds.map { String(decoding: bytes[$0], as: UTF8.self) }
      throw Finding(
        "the range runs backwards", at: item,
        help: step > 0
          ? "write \(written[1])..\(written[0]), or \(written[0])..\(written[1])..-\(step)"
          : "write \(written[1])..\(written[0])..\(step)")
    }
    return SteppedRange(
      first: first, step: step, count: (last - first) / step + 1, width: width)
  }

  private func letter(_ bound: Range<Int>) -> UInt8? {
    guard bound.count == 1, (0x61...0x7A).contains(bytes[bound.lowerBound] | 0x20) else {
      return nil
    }
    return bytes[bound.lowerBound]
  }

  private func number(_ bound: Range<Int>, _ item: Range<Int>) throws(Finding) -> Int {
    guard !bound.isEmpty, bound.count <= 9, bytes[bound].allSatisfy({ (0x30...0x39).contains($0) })
    else { throw malformed(item) }
    return bytes[bound].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private func step(_ bound: Range<Int>) throws(Finding) -> Int {
    let isNegative = bound.first.map { bytes[$0] == UInt8(ascii: "-") } ?? false
    let digits = isNegative ? bound.dropFirst() : bound
    let size = try number(digits, bound.isEmpty ? bound.lowerBound - 1..<bound.upperBound : bound)
    guard size > 0 else { throw Finding("a step is not zero", at: bound) }
    return isNegative ? -size : size
  }

  private func malformed(_ item: Range<Int>) -> Finding {
    let written = String(decoding: bytes[item], as: UTF8.self)
    return Finding(
      "'\(written)' is not a range", at: item, help: "write 1..4, 01..30, 0..10..2 or A..D")
  }
}
