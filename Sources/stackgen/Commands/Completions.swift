extension Command {
  static let completions = Command(
    name: "completions", summary: "print a script that completes words in a shell",
    operands: "bash|zsh|fish", operandCount: 1...1,
    completion: .words { Shell.allCases.map(\.rawValue) },
    examples: [
      ("completions bash >/etc/bash_completion.d/stackgen", "for everybody on the machine"),
      ("completions fish | source", "for this shell"),
    ],
    run: { arguments, console throws(Failure) in
      guard let shell = arguments.operands.first.flatMap({ Shell(rawValue: $0) }) else {
        throw .usage("the shells are \(Shell.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      console.print(shell.script(for: commands))
      return .success
    })
}
