/// A line of a source as a terminal shows it, and the column of each of its bytes.
struct DisplayLine {
  private(set) var text = ""
  /// One column for each byte, and one for the end.
  private var columns: [Int] = []
  private let start: Int

  private static let tabWidth = 4
  private static let widest = 120
  private static let context = 40

  /// A line too long for a terminal is cut to what stands around a byte of it.
  init(_ bytes: ArraySlice<UInt8>, around byte: Int) {
    start = bytes.startIndex
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    measure(scalars)
    let end = columns.last ?? 0
    guard end > Self.widest else {
      for scalar in scalars { text.unicodeScalars.append(contentsOf: Self.shown(scalar)) }
      return
    }
    let first = max(0, min(column(ofByte: byte) - Self.context, end - Self.widest))
    cut(scalars, to: first..<first + Self.widest)
  }

  func column(ofByte offset: Int) -> Int {
    columns[max(0, min(offset - start, columns.count - 1))]
  }

  private mutating func measure(_ scalars: [Unicode.Scalar]) {
    var column = 0
    for scalar in scalars {
      // Bytes that are no UTF-8 came out as U+FFFD; the columns after them are a guess then.
      for _ in 0..<UTF8.width(scalar) { columns.append(column) }
      column += Self.width(scalar)
    }
    columns.append(column)
  }

  private mutating func cut(_ scalars: [Unicode.Scalar], to window: Range<Int>) {
    var column = 0
    var firstShown: Int?
    text = window.lowerBound > 0 ? "…" : ""
    for scalar in scalars {
      if window.contains(column) {
        firstShown = firstShown ?? column
        text.unicodeScalars.append(contentsOf: Self.shown(scalar))
      }
      column += Self.width(scalar)
    }
    if column > window.upperBound { text += "…" }
    let shift = (window.lowerBound > 0 ? 1 : 0) - (firstShown ?? 0)
    for index in columns.indices {
      columns[index] = max(0, min(columns[index], window.upperBound) + shift)
    }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    scalar == "\t" ? tabWidth : isControl(scalar) ? 1 : columnCount(of: scalar)
  }

  private static func shown(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar == "\t" { return Array(repeating: " ", count: tabWidth) }
    return [isControl(scalar) ? "\u{FFFD}" : scalar]
  }
}

/// Whether a terminal would obey a character instead of showing it.
func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0: true
  // Marks that turn the direction of text can make a line show what it does not say.
  case 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// The columns a character takes in a terminal: two for Korean, Chinese, Japanese and pictures.
func columnCount(of scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0..<0x300: return 1
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    return 2
  case 0x1160...0x11FF: return 0  // vowels and endings that join the Korean consonant before them
  default: break
  }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: return 1
  }
}
