import Dialects
import Testing

/// A text with the place of an expected finding between « and ».
struct Marked {
  var text = ""
  var ranges: [Range<Int>] = []

  init(_ marked: String) {
    var start = 0
    for character in marked {
      switch character {
      case "«": start = text.utf8.count
      case "»": ranges.append(start..<text.utf8.count)
      default: text.append(character)
      }
    }
  }
}

/// Expects exactly the findings at the marks, and that the first says what is given.
func check(
  _ marked: String, says message: String = "", help: String = "", replacement: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation, _ findings: (String) -> [Finding]
) {
  let input = Marked(marked)
  let found = findings(input.text)
  #expect(found.map(\.range) == input.ranges, "\(found)", sourceLocation: sourceLocation)
  guard let first = found.first else { return }
  #expect(first.message.contains(message), "\(found)", sourceLocation: sourceLocation)
  #expect((first.help ?? "").contains(help), "\(found)", sourceLocation: sourceLocation)
  if let replacement {
    #expect(first.replacement == replacement, "\(found)", sourceLocation: sourceLocation)
  }
}

/// Numbers that look random and are the same in every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Texts made of the given pieces, some of them cut and shuffled.
func randomTexts(
  _ pieces: [String], count: Int, length: Int = 10, seed: UInt64 = 7
) -> [String] {
  var random = SeededRandom(seed: seed)
  return (0..<count).map { _ in
    var text = ""
    for _ in 0..<Int.random(in: 1...length, using: &random) {
      text += pieces.randomElement(using: &random) ?? ""
    }
    if Bool.random(using: &random), let place = text.indices.randomElement(using: &random) {
      text.remove(at: place)
    }
    return text
  }
}

/// Every finding must lie inside its text.
func expectRangesInside(
  _ text: String, _ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation
) {
  for finding in findings {
    #expect(
      finding.range.upperBound <= text.utf8.count, "\(text): \(finding)",
      sourceLocation: sourceLocation)
  }
}
