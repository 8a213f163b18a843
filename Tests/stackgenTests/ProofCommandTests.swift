import Foundation
import Testing

@testable import stackgen

/// The commands that prove something; tools are small scripts here.
@Suite struct ProofCommandTests {
  private static let spec = """
    stackgen: 1
    name: small
    prometheus:
    alerts:
      Hot: {expr: temp, above: 80, for: 5m, tests: {values: 90x20, fires: 6m, quiet: 4m}}

    """

  /// With alerts for which no series are found.
  private static let openSpec =
    spec + """
        Odd: {expr: "topk(1, odd) > 3"}
        Both:
          expr: topk(1, one) > 3 or topk(1, two) > 3
          tests: {series: {one: 5x9}, fires: 2m}

      """

  private func run(_ words: [String]) async -> (status: Outcome, text: String) {
    let transcript = Transcript()
    let status = await stackgen.run(words, on: transcript.console)
    return (status, transcript.result + transcript.messages)
  }

  private func script(_ folder: borrowing TemporaryFolder, _ body: String) throws -> String {
    try folder.write("tool", "#!/bin/sh\n\(body)\n")
    let path = "\(folder.path)/tool"
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  @Test func `tests that the tool accepts pass`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", Self.openSpec)
    let tool = try script(folder, "ls $3 >/dev/null")
    let (status, text) = await run(["test", "\(folder.path)/a.yaml", "--promtool", tool])
    #expect(status == .success)
    #expect(text.contains("  passed: "))
    #expect(text.contains("without a test: Odd"))
  }

  @Test func `ways to fire that tests of the spec reach are asked of the tool`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", Self.openSpec)
    let (_, before) = await run(["test", "\(folder.path)/a.yaml", "--promtool", "/bin/false"])
    #expect(before.contains("'topk(1, one) > 3': topk()\n    'topk(1, two) > 3': topk()\n"))
    // Says yes to what speaks of the first series.
    let tool = try script(
      folder, "for file; do :; done; ! grep -q 'count(topk(1, two)' $file")
    let (_, text) = await run(["test", "\(folder.path)/a.yaml", "--promtool", tool])
    #expect(text.contains("not made to fire in every way: Both"))
    #expect(!text.contains("'topk(1, one) > 3'") && text.contains("'topk(1, two) > 3': topk()"))
  }

  @Test func `a test that fails is shown at its line`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", Self.spec)
    let answer = """
      Unit Testing:  a.yml
        FAILED:
          name: Hot test 1,
          alertname: Hot, time: 6m,
              exp:[], got:[x]
      """
    let tool = try script(folder, "cat <<'END'\n\(answer)\nEND\nexit 1")
    let (status, text) = await run(["test", "\(folder.path)/a.yaml", "--promtool", tool])
    #expect(status == .findings)
    #expect(text.contains("failed: Hot test 1 (\(folder.path)/a.yaml:5)\n    name: Hot test 1,"))
    #expect(text.contains("exp:[], got:[x]"))
  }

  @Test func `the routes of a stack are told`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.yaml",
      Self.spec + """
        alertmanager:
        receivers: {team: {webhook: "http://hook:8080/"}}
        routes: {default: team}
        """)
    let (status, text) = await run(["test", "--routes", "\(folder.path)/a.yaml"])
    #expect(status == .success)
    #expect(
      text.contains("  Hot (warning)\n    team, again after 4h, one message for each alertname\n"))
  }

  @Test func `a route that no alert comes to fails the test of routes`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.yaml",
      Self.spec + """
        alertmanager:
        receivers: {team: {webhook: "http://hook:8080/"}}
        routes: {default: team, odd: {match: {severity: odd}, to: team}}
        """)
    let (status, text) = await run(["test", "--routes", "\(folder.path)/a.yaml"])
    #expect(status == .findings)
    #expect(text.contains("error[SG0707]"))
  }

  @Test func `a line of the output leads back to the spec and the pack`() async throws {
    let folder = try TemporaryFolder()
    let spec = "\(folder.path)/a.yaml"
    try folder.write("a.yaml", Self.spec + "exporters: {node: }\n")
    #expect(await run(["build", spec, "-o", "\(folder.path)/out"]).status == .success)
    let rules = "\(folder.path)/out/small/prometheus/rules"
    let hot = await run(["why", "\(rules)/alerts.yml:6", spec])
    #expect(hot.status == .success)
    #expect(hot.text.contains("the alert 'Hot': \(spec):5\n  \(spec):5: expr: temp\n"))
    let packed = await run(["why", "\(rules)/node.yml:6", spec])
    #expect(packed.text.contains("the alert 'HighCPUUsage': pack:node:"))
    let lines = try folder.text("out/small/prometheus/prometheus.yml").components(separatedBy: "\n")
    let line = try #require(lines.firstIndex { $0.contains("job_name: node") }) + 1
    let job = await run(["why", "\(folder.path)/out/small/prometheus/prometheus.yml:\(line)", spec])
    #expect(job.text.contains("the scrape job 'node': \(spec):6, brought by the pack 'node'"))
  }

  @Test func `a file that is out of date is not explained`() async throws {
    let folder = try TemporaryFolder()
    let spec = "\(folder.path)/a.yaml"
    try folder.write("a.yaml", Self.spec)
    #expect(await run(["build", spec, "-o", "\(folder.path)/out"]).status == .success)
    try folder.write("a.yaml", Self.spec.replacingOccurrences(of: "80", with: "70"))
    let answer = await run(["why", "\(folder.path)/out/small/prometheus/rules/alerts.yml:6", spec])
    #expect(answer.status == .outOfDate)
  }

  @Test(arguments: ["why", "why nowhere.yml", "why nowhere.yml:3"])
  func `a place that is none is a wrong usage`(line: String) async {
    #expect(await run(line.split(separator: " ").map(String.init)).status == .usage)
  }
}
