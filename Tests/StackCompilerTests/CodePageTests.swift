import Diagnostics
import Foundation
import Reports
import StackCompiler
import Testing

/// Every code has a page, and the page is true: its wrong spec gets the code, its right one none.
@Suite struct CodePageTests {
  @Test func `every code has exactly one page, named after it`() {
    let paged = CodePage.all.map(\.code.rawValue)
    let missing = DiagnosticCode.allCases.map(\.rawValue).filter { !paged.contains($0) }
    #expect(missing.isEmpty, "docs/diagnostics has no page of \(missing)")
    #expect(Set(paged).count == paged.count)
  }

  @Test(arguments: CodePage.all)
  func `a page has an example of each kind and says why it matters`(_ page: CodePage) {
    for heading in ["## Wrong\n", "## Right\n", "## Why it matters\n"] {
      #expect(page.body.components(separatedBy: heading).count == 2, "\(heading)")
    }
    #expect(!page.title.isEmpty && !page.body.hasPrefix("##"))
  }

  @Test(arguments: CodePage.all)
  func `the wrong spec of a page gets its code and no other error`(_ page: CodePage) async throws {
    let specs = await PageExample(page, under: "Wrong").findings()
    let findings = specs.flatMap(\.list)
    let text = humanReport(specs, .none)
    #expect(findings.contains { $0.code == page.code }, "\(text)")
    #expect(findings.allSatisfy { $0.code == page.code || $0.severity != .error }, "\(text)")
    try Golden("BadSpecs/\(page.code.rawValue).txt").expect(text)
  }

  @Test(arguments: CodePage.all)
  func `the right spec of a page has no findings`(_ page: CodePage) async {
    let example = PageExample(page, under: "Right")
    #expect(example.isThere)
    let specs = await example.findings()
    #expect(specs.flatMap(\.list).isEmpty, "\(humanReport(specs, .none))")
  }
}

extension CodePage: CustomTestStringConvertible {
  public var testDescription: String { code.rawValue }
}
