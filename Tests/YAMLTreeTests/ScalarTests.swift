import Testing
import YAMLTree

@Suite struct ScalarTests {
  @Test(arguments: [
    ("", "nothing"), ("~", "nothing"), ("null", "nothing"), ("Null", "nothing"),
    ("NULL", "nothing"), ("nULL", "text"), ("true", "true"), ("False", "false"),
    ("TRUE", "true"), ("tRUE", "text"), ("yes", "text"), ("no", "text"), ("on", "text"),
    ("off", "text"), ("y", "text"), ("0", "0"), ("010", "10"), ("-12", "-12"), ("+12", "12"),
    ("0x1F", "31"), ("0xfg", "text"), ("0x-1", "text"), ("-0x1", "text"), ("0o17", "15"),
    ("0o8", "text"), ("1_000", "text"), ("22:22", "text"), ("1e3", "1000.0"), ("1.5", "1.5"),
    ("-.5", "-0.5"), ("5.", "5.0"), (".", "text"), ("1e", "text"), ("e3", "text"),
    ("1.2.3", "text"), ("+", "text"), ("0b1", "text"), ("nan", "text"), (".inf", "text"),
    ("infinity", "text"), ("99999999999999999999", "1e+20"), ("1 000", "text"), ("１", "text"),
    ("0x", "text"), ("--1", "text"), ("2026-11-20", "text"), ("0x1p3", "text"),
  ])
  func `plain scalars follow one schema`(text: String, meaning: String) {
    #expect(shown(Scalar(text, .plain)) == meaning)
  }

  @Test(arguments: [
    Scalar.Style.singleQuoted, .doubleQuoted, .literal, .folded,
  ])
  func `a scalar in any other style is text`(style: Scalar.Style) {
    for text in ["", "null", "true", "12", "1.5"] {
      #expect(shown(Scalar(text, style)) == "text")
    }
  }

  private func shown(_ scalar: Scalar) -> String {
    if scalar.isNull { return "nothing" }
    if let bool = scalar.bool { return bool.description }
    if let int = scalar.int { return int.description }
    return scalar.number?.description ?? "text"
  }
}
