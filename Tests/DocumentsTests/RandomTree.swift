import Documents
import OrderedTree

/// A generator that gives the same numbers on every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension Tree {
  static func random(depth: Int, using random: inout Seeded) -> Tree {
    switch Int.random(in: 0..<(depth > 0 ? 12 : 8), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .int(Int.random(in: -1_000_000...1_000_000, using: &random))
    case 3: return .number(randomNumber(using: &random))
    case 4..<8: return .text(randomText(using: &random))
    case 8, 9:
      return .list(
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          .random(depth: depth - 1, using: &random)
        })
    default:
      return .mapping(
        (0..<Int.random(in: 0...5, using: &random)).map { index in
          (
            randomText(using: &random) + "\(index)",
            .random(depth: depth - 1, using: &random)
          )
        })
    }
  }

  private static func randomNumber(using random: inout Seeded) -> Double {
    let exponent = Double.random(in: -20...20, using: &random)
    var power = 1.0
    for _ in 0..<Int(exponent.magnitude) { power *= 10 }
    let value = Double.random(in: -10...10, using: &random)
    return exponent < 0 ? value / power : value * power
  }

  /// Pieces that are known to hurt, put together at random.
  private static func randomText(using random: inout Seeded) -> String {
    let pieces = [
      "a", "yes", "no", "null", "~", "=", "1", "0x1", "1e3", "22:22", "5m", ":", ": ", " #", "#",
      "- ", "?", "\n", "\n\n", "\r", "\t", " ", "  ", "\"", "'", "\\", "{", "}", "[", "]", ",", "&",
      "*", "!", "|", ">", "%", "@", "`", "\0", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}",
      "\u{FEFF}", "\u{FFFF}", "é", "압력", "😀", "\u{10FFFF}", "---", "...", "<<", "$", "{{ $x }}",
      ".", "_", "/", "2001-12-14", "+", "word", "\u{1B}", "\u{9F}",
    ]
    return (0..<Int.random(in: 0...5, using: &random))
      .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }
}
