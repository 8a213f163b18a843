import Diagnostics

/// The lines of one source that a finding is about, with marks below them.
struct Excerpt {
  let name: String
  let place: Place
  private let source: SourceLines
  private let marks: [Mark]

  /// A stretch of one line that is underlined.
  private struct Mark {
    let line: Int
    let bytes: Range<Int>
    let isPrimary: Bool
    let label: String
  }

  /// The first range is the one whose place is shown.
  init?(_ places: inout Places, _ ranges: [(range: SourceRange, isPrimary: Bool, label: String)]) {
    guard let first = ranges.first?.range else { return nil }
    source = places.lines(of: first.source)
    let span = places.span(of: first)
    name = span.name
    place = span.start
    var marks: [Mark] = []
    for item in ranges {
      marks += Self.marks(item.range.bytes, in: source).enumerated().map { index, stretch in
        Mark(
          line: stretch.line, bytes: stretch.bytes, isPrimary: item.isPrimary,
          label: index == 0 ? item.label : "")
      }
    }
    self.marks = marks.sorted { ($0.line, $0.bytes.lowerBound) < ($1.line, $1.bytes.lowerBound) }
  }

  var lastLineNumber: Int { (marks.last?.line ?? 0) + 1 }

  /// A range of several lines is marked in its first and its last line.
  private static func marks(
    _ bytes: Range<Int>, in source: SourceLines
  ) -> [(line: Int, bytes: Range<Int>)] {
    let first = source.line(ofByte: bytes.lowerBound)
    let firstLine = source.bytes(ofLine: first)
    let head = (first, bytes.lowerBound..<max(bytes.lowerBound, firstLine.upperBound))
    guard bytes.upperBound > firstLine.upperBound else { return [(first, bytes)] }
    let last = source.line(ofByte: max(bytes.lowerBound, bytes.upperBound - 1))
    guard last > first else { return [head] }
    let lastLine = source.bytes(ofLine: last)
    let indentation = source.text[lastLine].prefix { $0 == UInt8(ascii: " ") }.count
    let start = lastLine.lowerBound + indentation
    let end = min(bytes.upperBound, lastLine.upperBound)
    return start < end ? [head, (last, start..<end)] : [head]
  }

  func write(to text: inout String, gutter: Gutter, severity: Diagnostic.Severity) {
    var last: Int?
    for mark in marks {
      let line = source.bytes(ofLine: mark.line)
      let first = marks.first { $0.line == mark.line } ?? mark
      let shown = DisplayLine(source.text[line], around: first.bytes.lowerBound)
      if last != mark.line {
        if let last, mark.line > last + 1 { text += gutter.gap }
        text += gutter.line(number: mark.line + 1) + shown.text + "\n"
      }
      last = mark.line
      let start = shown.column(ofByte: mark.bytes.lowerBound)
      let end = shown.column(ofByte: mark.bytes.upperBound)
      let sign = mark.isPrimary ? "^" : "-"
      var underline = String(repeating: sign, count: max(1, end - start))
      if !mark.label.isEmpty { underline += " " + harmless(mark.label) }
      let ink = mark.isPrimary ? Ink.severity(severity) : .frame
      text += gutter.line() + String(repeating: " ", count: start)
      text += ink.paint(underline, gutter.colours) + "\n"
    }
  }
}

/// The column of line numbers left of an excerpt.
struct Gutter {
  let width: Int
  let colours: Colours

  init(upTo number: Int, _ colours: Colours) {
    width = String(number).utf8.count
    self.colours = colours
  }

  var blanks: String { String(repeating: " ", count: width) }
  var empty: String { Ink.frame.paint("\(blanks) |", colours) + "\n" }
  var gap: String { Ink.frame.paint("...", colours) + "\n" }

  func line(number: Int? = nil) -> String {
    let digits = number.map { String($0) } ?? ""
    let padding = String(repeating: " ", count: max(0, width - digits.utf8.count))
    return Ink.frame.paint("\(padding)\(digits) |", colours) + " "
  }

  func pointer(_ arrow: String) -> String { blanks + Ink.frame.paint(arrow, colours) + " " }
}
