import YAMLTree

/// A text as one YAML style writes it: the bytes of the file, and for each byte of the text the
/// byte of the file that stands for it. It shares no code with the reader it tests.
struct WrittenScalar {
  var file: [UInt8] = []
  var text: [UInt8] = []
  var places: [Int] = []
  let lineBreak: [UInt8]
  let indentation: Int

  /// Writes bytes that stand for nothing.
  mutating func write(_ bytes: String) { file += bytes.utf8 }

  /// Writes bytes that stand for a stretch of the text.
  mutating func write(_ bytes: [UInt8], for meaning: some Sequence<UInt8>) {
    for byte in meaning {
      text.append(byte)
      places.append(file.count)
    }
    file += bytes
  }

  /// Writes characters that stand for themselves.
  mutating func copy(_ character: Unicode.Scalar) {
    for byte in String(character).utf8 { write([byte], for: [byte]) }
  }

  mutating func newLine() { file += lineBreak + Array(repeating: 0x20, count: indentation) }
}

extension WrittenScalar {
  /// A random scalar of a style; what it means is decided while it is written.
  static func random(
    _ style: Scalar.Style, in prefix: String, _ random: inout RandomNumbers
  ) -> WrittenScalar {
    let lineBreak: [UInt8] = random.oneIn(4) ? [0x0D, 0x0A] : [0x0A]
    var scalar = WrittenScalar(lineBreak: lineBreak, indentation: 4)
    scalar.write(prefix)
    switch style {
    case .plain, .verbatim: scalar.writePlain(&random)
    case .singleQuoted: scalar.writeQuoted("'", &random)
    case .doubleQuoted: scalar.writeQuoted("\"", &random)
    case .literal, .folded: scalar.writeBlock(style, &random)
    }
    return scalar
  }

  private static let letters = Array("ab0가é😀$(){}|>-_./".unicodeScalars)
  private static let marks = Array("ab가é😀:#,[]{}&*!|>%@`- \t".unicodeScalars)

  private mutating func writePlain(_ random: inout RandomNumbers) {
    copy("x")
    for _ in 0..<random.below(12) {
      if random.oneIn(4) { writeGap(&random) }
      copy(random.element(of: Self.letters))
      if random.oneIn(5) { writeGap(&random) }
      copy("y")
    }
  }

  /// Blanks between words, or a fold of one or more lines.
  private mutating func writeGap(_ random: inout RandomNumbers) {
    if random.oneIn(2) {
      for _ in 0...random.below(3) { copy(" ") }
    } else {
      writeFold(&random)
    }
  }

  private mutating func writeFold(_ random: inout RandomNumbers) {
    if random.oneIn(3) { write("  ") }
    let more = random.below(3)
    write(lineBreak, for: more == 0 ? [0x20] : [])
    for _ in 0..<more {
      if random.oneIn(2) { write("   ") }
      write(lineBreak, for: [0x0A])
    }
    write(String(repeating: " ", count: indentation + random.below(3)))
  }

  private mutating func writeQuoted(_ quote: String, _ random: inout RandomNumbers) {
    write(quote)
    // A fold beside a blank would swallow it, so both stand between letters.
    for _ in 0..<random.below(12) {
      switch random.below(quote == "'" ? 4 : 7) {
      case 0: copy(random.element(of: Self.marks))
      case 1:
        copy("m")
        writeFold(&random)
      case 2 where quote == "'": write(Array("''".utf8), for: "'".utf8)
      case 2: copy("'")
      case 3: write(Array("\u{85}".utf8) + Array("    ".utf8), for: [0x20])
      case 4: writeEscape(&random)
      case 5: write(Array("\\\"".utf8), for: "\"".utf8)
      default:
        write("\\")
        newLine()
      }
      copy("n")
    }
    write(quote)
  }

  private mutating func writeEscape(_ random: inout RandomNumbers) {
    let escapes: [(String, String)] = [
      ("\\n", "\n"), ("\\t", "\t"), ("\\\\", "\\"), ("\\0", "\0"), ("\\x41", "A"),
      ("\\u00e9", "é"), ("\\uAC00", "가"), ("\\U0001F600", "😀"), ("\\N", "\u{85}"),
      ("\\_", "\u{A0}"), ("\\L", "\u{2028}"), ("\\P", "\u{2029}"), ("\\/", "/"), ("\\e", "\u{1B}"),
    ]
    let (written, meaning) = random.element(of: escapes)
    write(Array(written.utf8), for: meaning.utf8)
  }
}

/// Random numbers that are the same on every run.
struct RandomNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
  mutating func oneIn(_ bound: Int) -> Bool { below(bound) == 0 }
  mutating func element<Element>(of list: [Element]) -> Element { list[below(list.count)] }
}
