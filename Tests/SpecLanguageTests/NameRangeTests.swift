import Dialects
import SpecLanguage
import Testing

@Suite struct NameRangeTests {
  @Test(arguments: [
    ("plain", ["plain"]), ("C{08..11}", ["C08", "C09", "C10", "C11"]),
    ("{8..11}", ["8", "9", "10", "11"]), ("{1..010..5}", ["001", "006"]),
    ("{0..10..4}x", ["0x", "4x", "8x"]), ("{3..1..-1}", ["3", "2", "1"]),
    ("{a,b}{1..2}", ["a1", "a2", "b1", "b2"]), ("{A..C}", ["A", "B", "C"]),
    ("{1..2, x,05..06}", ["1", "2", "x", "05", "06"]), ("{7..7}", ["7"]),
    ("XF-OP{{Ax:X{1..2}}}Mtr", ["XF-OP{Ax:X1}Mtr", "XF-OP{Ax:X2}Mtr"]),
    ("온도{1..2}", ["온도1", "온도2"]), ("{0..0}{가,나}", ["0가", "0나"]),
  ])
  func `a text stands for many names`(text: String, names: [String]) throws {
    let range = try NameRange(parsing: text)
    #expect(range.names == names)
    #expect(range.count == names.count)
  }

  @Test(arguments: [
    ("", "0..<1 the name is empty"), ("a{1..3", "1..<2 this '{' is never closed"),
    ("a}b", "1..<2 this '}' closes nothing"), ("{}", "0..<2 a choice is empty"),
    ("{a,,b}", "2..<4 a choice is empty"),
    ("x{abc}", "1..<6 '{abc}' is neither a range nor a list"),
    ("{3..1}", "1..<5 the range runs backwards"),
    ("{1..3..-1}", "1..<9 the range runs backwards"), ("{1..3..0}", "7..<8 a step is not zero"),
    ("{1..x}", "1..<5 '1..x' is not a range"), ("{a..Z}", "1..<5 'a..Z' is not a range"),
    ("{..3}", "1..<4 '..3' is not a range"), ("{1..2..3..4}", "1..<11 '1..2..3..4' is not a range"),
    ("{1..9999999999}", "1..<14 '1..9999999999' is not a range"),
    ("a{b{1..2}}", "3..<4 braces do not stand inside braces"),
    ("{1..1000}{0..1000}", "0..<18 these are more than 1000000 names"),
    ("{0..999999999}{0..999999999}{0..999999999}", "0..<42 these are more than 1000000 names"),
  ])
  func `a mistake is shown at its bytes`(text: String, finding: String) {
    #expect {
      try NameRange(parsing: text)
    } throws: { error in
      guard let error = error as? Finding else { return false }
      return "\(error.range.lowerBound)..<\(error.range.upperBound) \(error.message)" == finding
    }
  }

  @Test func `the bound is a million names`() throws {
    #expect(try NameRange(parsing: "{1..1000}{1..1000}").count == 1_000_000)
  }

  @Test func `many groups are refused before they are written out`() {
    let text = String(repeating: "{1..1}", count: 100_000)
    #expect(throws: Finding.self) { try NameRange(parsing: text) }
  }
}
