import Foundation
import Testing

@testable import stackgen

private let good = """
  stackgen: 1
  name: small
  prometheus:
  """

@Suite struct CommandTests {
  private func run(_ words: String...) async -> (status: Outcome, transcript: Transcript) {
    let transcript = Transcript()
    return (await stackgen.run(words, on: transcript.console), transcript)
  }

  @Test func `a build writes the stack once and then finds it up to date`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", good)
    let arguments = ["build", "\(folder.path)/a.yaml", "-o", "\(folder.path)/out"]
    let first = Transcript()
    #expect(await stackgen.run(arguments, on: first.console) == .success)
    #expect(first.result.contains("/out/small: ") && first.result.hasSuffix("files written\n"))
    #expect(first.messages.isEmpty)
    let second = Transcript()
    #expect(await stackgen.run(arguments, on: second.console) == .success)
    #expect(second.result == "\(folder.path)/out/small: up to date\n")
  }

  @Test func `a build with an error in one spec leaves every file as it is`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", good)
    try folder.write("b.yaml", "stackgen: 1\nname: other\nprometeus:\n")
    let (status, transcript) = await run(
      "build", "\(folder.path)/a.yaml", "\(folder.path)/b.yaml", "-o", "\(folder.path)/out")
    #expect(status == .findings)
    #expect(transcript.messages.contains("error[SG0204]: unknown key 'prometeus'"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out"))
  }

  @Test func `two specs may not build into one folder`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", good)
    try folder.write("b.yaml", good)
    let (status, transcript) = await run(
      "check", "\(folder.path)/a.yaml", "\(folder.path)/b.yaml")
    #expect(status == .findings)
    #expect(transcript.messages.contains("b.yaml:2:7\n"))
    #expect(transcript.messages.contains("a.yaml' builds into the folder 'small' too"))
  }

  @Test func `a check of the outputs lists what differs and writes nothing`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", good)
    let arguments = ["build", "\(folder.path)/a.yaml", "-o", "\(folder.path)/out"]
    #expect(await stackgen.run(arguments + ["--check"], on: Transcript().console) == .outOfDate)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out"))
    #expect(await stackgen.run(arguments, on: Transcript().console) == .success)
    #expect(await stackgen.run(arguments + ["--check"], on: Transcript().console) == .success)
    try folder.write("out/small/docker-compose.yml", "services: {}\n")
    let transcript = Transcript()
    #expect(await stackgen.run(arguments + ["--check"], on: transcript.console) == .outOfDate)
    #expect(transcript.messages == "changed: \(folder.path)/out/small/docker-compose.yml\n")
  }

  @Test func `a folder that no spec makes any more is found`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", good)
    let out = "\(folder.path)/out"
    #expect(orphans(in: out, besides: []).isEmpty)
    #expect(
      await stackgen.run(["build", "\(folder.path)/a.yaml", "-o", out], on: Transcript().console)
        == .success)
    try FileManager.default.createDirectory(
      atPath: "\(out)/mine", withIntermediateDirectories: false)
    #expect(orphans(in: out, besides: ["small"]).isEmpty)
    #expect(orphans(in: out, besides: ["other"]) == ["\(out)/small"])
  }

  @Test func `a pack of the catalogue can be printed as a file to start from`() async {
    let (status, transcript) = await run("catalog", "redis", "--source")
    #expect(status == .success)
    #expect(transcript.result.hasPrefix("pack: 1\n") && transcript.result.contains("\nmetrics:"))
  }

  @Test func `a file edited by hand is named and kept, and overwritten with force`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", good)
    let arguments = ["build", "\(folder.path)/a.yaml", "-o", "\(folder.path)/out"]
    #expect(await stackgen.run(arguments, on: Transcript().console) == .success)
    try folder.write("out/small/docker-compose.yml", "mine\n")
    let transcript = Transcript()
    #expect(await stackgen.run(arguments, on: transcript.console) == .unreadable)
    #expect(transcript.messages.contains("'docker-compose.yml' was edited by hand"))
    #expect(try folder.text("out/small/docker-compose.yml") == "mine\n")
    #expect(await stackgen.run(arguments + ["--force"], on: Transcript().console) == .success)
    #expect(try folder.text("out/small/docker-compose.yml") != "mine\n")
  }

  @Test func `findings are the result in the formats that programs read`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", "stackgen: 1\nname: a\nprometeus:\n")
    for (format, words) in [
      ("json", "\"code\": \"SG0204\""), ("github", "::error file="),
      ("gitlab", "\"check_name\""), ("sarif", "\"ruleId\""),
    ] {
      let (status, transcript) = await run("check", "\(folder.path)/a.yaml", "--format", format)
      #expect(status == .findings)
      #expect(transcript.result.contains(words))
      #expect(transcript.messages.isEmpty)
    }
  }

  @Test func `a spec that is not there is no finding`() async {
    let (status, transcript) = await run("check", "/nowhere/a.yaml")
    #expect(status == .unreadable)
    #expect(transcript.messages.contains("cannot read '/nowhere/a.yaml'"))
  }

  @Test func `a dump compiles to the files of its spec`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.yaml", good + "\nparams: {x: \"5m\"}\nalerts:\n  A: {expr: up == 0, for: $(x)}\n")
    let (status, transcript) = await run("dump", "\(folder.path)/a.yaml", "--origins")
    #expect(status == .success)
    #expect(transcript.result.contains("for: 5m  # \(folder.path)/a.yaml:6\n"))
    try folder.write("b.yaml", transcript.result)
    for name in ["a", "b"] {
      let built = await run("build", "\(folder.path)/\(name).yaml", "-o", "\(folder.path)/\(name)")
      #expect(built.status == .success)
    }
    for file in ["docker-compose.yml", "prometheus/rules/alerts.yml"] {
      #expect(try folder.text("a/small/\(file)") == folder.text("b/small/\(file)"))
    }
  }

  @Test func `an export of Grafana becomes the text of a spec that takes it`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "My Nodes.json",
      """
      {"title": "Nodes", "panels": [{"id": 1, "type": "timeseries", "title": "Up", "odd": {"a": 1},
       "gridPos": {"x": 0, "y": 0, "w": 12, "h": 6}, "targets": [{"refId": "A", "expr": "up"}]}]}
      """)
    let (status, imported) = await run("import", "dashboard", "\(folder.path)/My Nodes.json")
    #expect(status == .success)
    #expect(imported.messages.hasPrefix("1 line at the top"))
    #expect(imported.result.contains("#   'Up': patch odd\n"))
    try folder.write("my.yaml", imported.result)
    try folder.write(
      "a.yaml",
      good
        + """

        include: my.yaml
        secrets: {ADMIN: {env: ADMIN}}
        grafana: {admin: {password: {secret: ADMIN}}}
        """)
    let built = await run("build", "\(folder.path)/a.yaml", "-o", folder.path)
    #expect(built.status == .success, "\(built.transcript.messages)")
    let json = try folder.text("small/grafana/dashboards/small/my-nodes.json")
    #expect(json.contains("\"odd\": {"))
    let missing = await run("import", "dashboard", "\(folder.path)/none.json")
    #expect(missing.status == .unreadable)
  }

  @Test(arguments: [
    (["buidl"], "did you mean 'build'?"), (["build", "--chekc"], "'--check'"),
    (["build", "-x"], "has no option '-x'"), (["build", "--format", "xml"], "none of human"),
    (["build", "--set"], "write --set PATH=VALUE"), (["build", "--check=1"], "takes no value"),
    (["dump"], "needs SPEC"), (["import", "dashbord", "x"], "did you mean 'dashboard'?"),
    (["explain", "1", "2"], "no use for '2'"),
    (["explain", "SG9999"], "no code 'SG9999'"), (["completions", "csh"], "bash, zsh, fish"),
  ])
  func `wrong usage is told with what would be right`(_ words: [String], _ message: String) async {
    let transcript = Transcript()
    #expect(await stackgen.run(words, on: transcript.console) == .usage)
    #expect(transcript.messages.contains(message), "\(transcript.messages)")
  }

  @Test func `every command has help with an example that it would accept`() async throws {
    for command in commands {
      let (status, transcript) = await run(command.name, "--help")
      #expect(status == .success)
      #expect(transcript.result.contains("\nexamples:\n"))
      for example in command.examples {
        let words = example.line.split(separator: " ").map(String.init)
          .prefix { !$0.hasPrefix("<") && !$0.hasPrefix(">") && $0 != "|" }
        #expect(words.first == command.name)
        _ = try Arguments(words.dropFirst(), for: command)
      }
    }
  }
}
