import Diagnostics
import Foundation
import Testing

@testable import Reports

@Suite struct MachineReportTests {
  private var spec: Written {
    let spec = Written("a: 서울\nb: treshold\n", name: "my specs/a.yaml")
    spec.report(.unknownKey, "unknown key 'treshold',\n50%: bad", at: "treshold") {
      $0.help("did you mean 'threshold'?").related(spec.range("서울"), "first")
        .note("a note").replacing(spec.range("treshold"), with: "threshold")
    }
    return spec
  }

  private func object(_ bytes: [UInt8]) throws -> NSDictionary {
    try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary)
  }

  @Test func `JSON gives places as bytes, lines and columns, and the edit`() throws {
    let report = try object(jsonReport([spec.findings]))
    let expected: NSDictionary = [
      "errors": 1, "warnings": 0,
      "findings": [
        [
          "code": "SG0204", "severity": "error", "message": "unknown key 'treshold',\n50%: bad",
          "file": "my specs/a.yaml", "start": 13, "end": 21, "line": 2, "column": 4,
          "end_line": 2, "end_column": 12, "notes": ["a note"],
          "help": "did you mean 'threshold'?",
          "related": [
            [
              "message": "first", "file": "my specs/a.yaml", "start": 3, "end": 9, "line": 1,
              "column": 4, "end_line": 1, "end_column": 6,
            ]
          ],
          "edit": [
            "file": "my specs/a.yaml", "start": 13, "end": 21, "line": 2, "column": 4,
            "end_line": 2, "end_column": 12, "replacement": "threshold",
          ],
        ]
      ],
    ]
    #expect(report == expected)
  }

  @Test func `GitHub's runner gets one command a finding, escaped`() {
    #expect(
      githubReport([spec.findings])
        == "::error file=my specs/a.yaml,line=2,col=4,endLine=2,endColumn=12,title=SG0204::"
        + "unknown key 'treshold',%0A50%25: bad%0Aa note%0Adid you mean 'threshold'?\n")
  }

  @Test func `GitHub's runner is told of files that are out of date`() {
    #expect(
      githubReport(outOfDate: ["generated/a,b/c.yml"])
        == "::error file=generated/a%2Cb/c.yml,title=out of date::"
        + "not what its spec says; run stackgen build\n")
  }

  @Test func `GitLab knows a finding again when its line has moved`() throws {
    func entry(_ text: String) throws -> NSDictionary {
      let spec = Written(text)
      spec.report(.unknownKey, "unknown key", at: "treshold") { $0.help("mend it") }
      let report = try JSONSerialization.jsonObject(with: Data(gitLabReport([spec.findings])))
      return try #require((report as? [NSDictionary])?.first)
    }
    let (one, other) = (try entry("treshold: 1\n"), try entry("a: 1\ntreshold: 1\n"))
    #expect(one["check_name"] as? String == "SG0204" && one["severity"] as? String == "major")
    #expect(one["description"] as? String == "unknown key; mend it")
    #expect(other["location"] as? NSDictionary == ["path": "spec.yaml", "lines": ["begin": 2]])
    #expect((one["fingerprint"] as? String)?.count == 64)
    #expect(one["fingerprint"] as? String == other["fingerprint"] as? String)
  }

  @Test func `GitLab tells two findings with the same words apart`() throws {
    let spec = Written("a: 1\nb: 1\n")
    spec.report(.unknownKey, "same", at: "a")
    spec.report(.unknownKey, "same", at: "b")
    let report = try JSONSerialization.jsonObject(with: Data(gitLabReport([spec.findings])))
    let prints = try #require(report as? [NSDictionary]).map { $0["fingerprint"] as? String }
    #expect(prints.count == 2 && prints[0] != prints[1])
  }

  @Test func `SARIF names rules, places and fixes`() throws {
    let report = try object(
      sarifReport([spec.findings], version: "1.2.3") { "title of \($0.rawValue)" })
    #expect(report["version"] as? String == "2.1.0")
    let run = try #require((report["runs"] as? [NSDictionary])?.first)
    let rules: [NSDictionary] = [["id": "SG0204", "shortDescription": ["text": "title of SG0204"]]]
    #expect(
      run["tool"] as? NSDictionary == [
        "driver": ["name": "stackgen", "version": "1.2.3", "rules": rules]
      ])
    let result = try #require((run["results"] as? [NSDictionary])?.first)
    #expect(result["level"] as? String == "error")
    #expect(
      result["locations"] as? [NSDictionary] == [
        [
          "physicalLocation": [
            "artifactLocation": ["uri": "my%20specs/a.yaml"],
            "region": [
              "startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 12, "byteOffset": 13,
              "byteLength": 8,
            ],
          ]
        ]
      ])
    #expect(result["fixes"] != nil && result["relatedLocations"] != nil)
  }

  @Test func `reports without findings are still whole documents`() throws {
    let empty = Written("a: 1\n").findings
    #expect(try object(jsonReport([empty]))["findings"] as? [NSDictionary] == [])
    #expect(githubReport([empty]).isEmpty)
    #expect(try object(sarifReport([empty], version: "1") { _ in "" })["runs"] != nil)
  }

  @Test func `a hundred thousand findings are placed in a moment`() {
    let count = 100_000
    let spec = Written(String(repeating: "a: 1\n", count: count))
    for line in 0..<count {
      spec.diagnostics.warning(
        .unusedName, "unused", at: SourceRange(spec.source, line * 5, line * 5 + 1))
    }
    let start = ContinuousClock.now
    _ = githubReport([spec.findings])
    #expect(ContinuousClock.now - start < .seconds(30))
  }
}
