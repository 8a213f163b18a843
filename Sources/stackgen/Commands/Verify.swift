import Diagnostics
import Dialects
import Documents
import StackCompiler
import StackModel
import StackSpec

extension Command {
  static let verify = Command(
    name: "verify", summary: "let installed tools judge a build, and show where the spec is meant",
    operands: "[SPEC...]", operandCount: 0...Int.max, completion: .files,
    options: Option.reading,
    examples: [
      ("verify", "every spec of stacks/ before promtool, amtool and docker compose")
    ],
    run: { arguments, console throws(Failure) in
      let specs = try await compileSpecs(arguments, console)
      guard specs.allSatisfy({ $0.compilation != nil }) else { return status(of: specs) }
      var outcome = Outcome.success
      for spec in specs {
        guard let compilation = spec.compilation else { continue }
        let complaints = Complaints(of: compilation, spec.findings.sources)
        console.print("\(compilation.name)\n")
        if try !stands(compilation, complaints, console) { outcome = .findings }
      }
      return outcome
    })
}

/// Lets every judge look at one stack.
private func stands(
  _ compilation: Compilation, _ complaints: Complaints, _ console: Console
) throws(Failure) -> Bool {
  let folder = try ScratchFolder.holding(compilation.files)
  var accepts = true
  for judge in Judge.all {
    let files = judge.files(of: compilation.files)
    guard !files.isEmpty else { continue }
    guard let tool = try judge.tool(folder) else {
      console.print("  not judged, for it is not installed: \(judge.name)\n")
      continue
    }
    let paths = files.map { "\(folder.stack)/\($0)" }
    let answer = try tool.run(judge.arguments + paths + judge.rest, answer: folder.answer)
    if answer.status == 0 || judge.excuse.map({ answer.text.contains($0) }) == true {
      console.print("  accepted: \(judge.name), \(files.count) files\n")
      continue
    }
    accepts = false
    let version = try tool.run(["--version"], answer: folder.answer).text.prefix { $0 != "\n" }
    console.print("refused: \(judge.name) (\(version))\n")
    if let reads = judge.reads, let target = compilation.resolution.model.versions[reads],
      let own = Version(in: String(version)), own < target
    {
      let key = "versions.\(reads.rawValue)=\(own.major).\(own.minor)"
      console.print(
        "  it is older than \(reads.title) \(target), which this stack is written for; "
          + "to ask it about its own version: --set \(key)\n")
    }
    let words = answer.text.replacing("\(folder.stack)/", with: "")
    console.print(complaints.text(words, about: files))
  }
  return accepts
}

extension Version {
  /// The first version in what a program says of itself: `promtool, version 2.42.0+ds (branch...`.
  fileprivate init?(in words: String) {
    let candidates = words.split { !"0123456789.".contains($0) }.filter { $0.contains(".") }
    guard let version = candidates.lazy.compactMap({ Version($0) }).first else { return nil }
    self = version
  }
}

extension Judge {
  /// The program, when it is installed; `docker` without its `compose` is none.
  fileprivate func tool(_ folder: borrowing ScratchFolder) throws(Failure) -> Tool? {
    guard let tool = programs.lazy.compactMap({ Tool($0) }).first else { return nil }
    guard arguments.first == "compose" else { return tool }
    let answer = try tool.run(["compose", "version"], answer: folder.answer)
    return answer.status == 0 ? tool : nil
  }
}
