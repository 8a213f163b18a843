import Diagnostics
import Documents
import StackCompiler

extension Command {
  static let test = Command(
    name: "test", summary: "test the alerts of specs, and say what no test reaches",
    operands: "[SPEC...]", operandCount: 0...Int.max, completion: .files,
    options: [.routes, .promtool] + Option.reading,
    examples: [
      ("test", "the alerts of every spec of stacks/"),
      ("test --routes", "who is told of each alert, when again, and when not"),
      ("test stacks/minimal.yaml --promtool ./promtool", "with a promtool of your own"),
    ],
    run: { arguments, console throws(Failure) in
      let isAboutRoutes = arguments.has(.routes)
      let specs = try await compileSpecs(
        arguments, console,
        raising: isAboutRoutes ? [.routeNeverMatches, .inhibitNeverApplies] : [])
      guard specs.allSatisfy({ $0.compilation != nil }) else { return status(of: specs) }
      if isAboutRoutes {
        for spec in specs { console.print(spec.compilation?.deliveryReport ?? "") }
        return status(of: specs)
      }
      let tool = Tool(arguments.value(.promtool) ?? "promtool")
      if tool == nil, let path = arguments.value(.promtool) {
        throw .usage("there is no program '\(path)'")
      }
      var outcome = Outcome.success
      for spec in specs {
        guard let compilation = spec.compilation else { continue }
        var coverage = AlertCoverage(compilation, spec.findings.sources)
        if let tool {
          try coverage.findReached { (files, test) throws(Failure) in
            let folder = try ScratchFolder.holding(files)
            let path = "\(folder.stack)/\(test)"
            return try tool.run(["test", "rules", path], answer: folder.answer).status == 0
          }
        }
        console.print("\(compilation.name): \(coverage.text)\(coverage.managedText)")
        if coverage.managedFails { outcome = .findings }
        guard coverage.testCount > 0 else { continue }
        guard let tool else {
          console.print("  not run, for promtool is not installed: \(coverage.testCount) tests\n")
          continue
        }
        if try !passes(compilation, coverage, tool, console) { outcome = .findings }
      }
      return outcome
    })
}

extension Option {
  fileprivate static let routes = Option(
    name: "routes", summary: "show who is told of each alert, in place of the tests")
  fileprivate static let promtool = Option(
    name: "promtool", value: "FILE", completion: .folders,
    summary: "the promtool to run; the one of PATH unless told")
}

/// Lets promtool run the tests of one stack.
private func passes(
  _ compilation: Compilation, _ coverage: AlertCoverage, _ tool: Tool, _ console: Console
) throws(Failure) -> Bool {
  let tests = compilation.files.files.map(\.path).filter { $0.hasPrefix("tests/alerts/") }
  let folder = try ScratchFolder.holding(compilation.files)
  let answer = try tool.run(
    ["test", "rules"] + tests.map { "\(folder.stack)/\($0)" }, answer: folder.answer)
  guard answer.status != 0 else {
    console.print("  passed: \(coverage.testCount) tests\n")
    return true
  }
  let failures = coverage.failures(in: answer.text)
  console.print(failures.isEmpty ? answer.text : failures)
  return false
}
