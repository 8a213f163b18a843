import Diagnostics
import SpecLanguage
import Testing
import YAMLTree

/// A record for the tests of reading.
private struct Plate: SpecRecord {
  static let name = "plate"
  static let summary = "A record for tests."

  var text = ""
  var port = 1
  var isOn = false

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("text", &text, "Some text.")
    key("port", &port, "Some number.")
    key("on", &isOn, "Some choice.")
  }
}

@Suite struct ReadingTests {
  private let spec = SpecText()

  private func findings(_ text: String) -> [String] {
    let node = spec.node(text)
    let params = Params.read(spec.node("{number: 12}", name: "params"), spec.reading)
    _ = Plate.read(interpolate(node, params: params, spec.reading).node, spec.reading)
    return spec.findings.map { String($0.drop { $0 != "«" }) }
  }

  @Test(arguments: [
    ("{text: 12}", "«12» text is expected here, not a number | write \"12\" for text"),
    (
      "{text: $(number)}",
      "«$(number)» text is expected here, not a number | write \"$(number)\" for text"
    ),
    (
      "text: #alerts now",
      "«» text is expected here, not nothing | after '#' the line is a comment:"
        + " put the value in quotes, \"#alerts\""
    ),
    ("text: # to come", "«» text is expected here, not nothing"),
    ("{on: yes}", "«yes» true or false is expected here, not text | write true"),
    ("{on: off}", "«off» true or false is expected here, not text | write false"),
    ("{port: '80'}", "«'80'» a whole number is expected here, not text | write 80 without quotes"),
    (
      "{port:80}",
      "«port:80» unknown key 'port:80' | a space is missing after the colon: write 'port: 80'"
    ),
    ("{prot: 1}", "«prot» unknown key 'prot' | did you mean 'port'?"),
    (
      "text:a",
      "«text:a» a mapping is expected here, not text | a space is missing after the colon:"
        + " write 'text: a'"
    ),
  ])
  func `a wrong value gets a message that mends it`(text: String, finding: String) {
    #expect(findings(text).first?.hasPrefix(finding) == true, "\(spec.findings)")
    #expect(spec.findings.count == 1)
  }
}
