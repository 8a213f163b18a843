import Diagnostics
import PromQL
import Testing

@Suite struct `Templates of alerts` {
  private func check(_ marked: String, _ expression: String) throws -> TemplateFinding? {
    let wanted = Marked(marked)
    let findings = checkAlertTemplate(wanted.text, of: try parsed(expression))
    #expect(findings.count <= 1, "\(findings)")
    if let finding = findings.first {
      #expect(finding.finding.range == wanted.range, "\(findings)")
    }
    return findings.first
  }

  @Test func `read labels that the result has`() throws {
    #expect(try check("{{ $labels.job }} has {{ $value | humanize }}", "sum by (job) (foo)") == nil)
    #expect(try check("{{ $labels.anything }}", "foo > 1") == nil)
  }

  @Test func `name the place where a label is lost`() throws {
    let text = "sum by (job) (foo) > 1"
    let finding = try #require(try check("on {{ $labels.‹instance› }}", text))
    #expect(finding.finding.code == .lostLabel)
    let cause = try #require(finding.cause)
    #expect(String(decoding: Array(text.utf8)[cause], as: UTF8.self) == "by (job)")
  }

  @Test func `suggest the label that was meant`() throws {
    let finding = try #require(try check("{{ $labels.‹instanc› }}", "sum by (instance) (foo)"))
    #expect(finding.finding.replacement == "instance")
  }

  @Test func `are checked for their syntax and functions`() throws {
    #expect(try check("{{ $value | ‹humanise› }}", "foo")?.finding.code == .alertTemplate)
    #expect(checkAlertTemplate("{{ if }}", of: nil).first?.finding.code == .alertTemplate)
  }
}
