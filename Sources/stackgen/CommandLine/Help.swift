/// What `stackgen COMMAND --help` shows.
func help(for command: Command) -> String {
  var text = "\(command.summary)\n\n\(command.usage)\n"
  text +=
    "\noptions:\n" + table((command.options + Option.everywhere).map { ($0.form, $0.summary) })
  if !command.examples.isEmpty {
    text += "\nexamples:\n" + table(command.examples.map { ("stackgen \($0.line)", $0.meaning) })
  }
  return text
}

/// What `stackgen --help` shows.
func help(for commands: [Command]) -> String {
  """
  stackgen compiles one YAML file, a stack spec, into everything a monitoring stack needs to run.

  usage: stackgen COMMAND [OPTION...] [OPERAND...]

  commands:
  \(table(commands.map { ($0.name, $0.summary) }))
  options:
  \(table((Option.everywhere + [Option.version]).map { ($0.form, $0.summary) }))
  examples:
  \(table(firstSteps))
  `stackgen COMMAND --help` shows the options and examples of a command.

  exit status: 0 done, 1 errors in a spec, 2 wrong usage, 3 a file cannot be read or written,
  4 outputs are out of date (--check), 70 a bug in stackgen

  """
}

private let firstSteps = [
  ("stackgen init", "write a first spec to stacks/minimal.yaml"),
  ("stackgen build", "compile every spec of stacks/ into generated/"),
  ("stackgen explain SG0204", "what a finding means, and how to mend it"),
]

/// Two columns; a left part that is too wide has a line of its own.
private func table(_ rows: [(String, String)]) -> String {
  let width = min(rows.map { $0.0.count }.max() ?? 0, 34)
  return rows.reduce(into: "") { text, row in
    let (left, right) = row
    let gap =
      left.count > width
      ? "\n" + String(repeating: " ", count: width + 4)
      : String(repeating: " ", count: width - left.count + 2)
    text += "  \(left)\(gap)\(right)\n"
  }
}

extension Option {
  /// "-o, --output FOLDER"
  fileprivate var form: String {
    let short = letter.map { "-\($0), " } ?? ""
    let words = choices.isEmpty ? value : choices.joined(separator: "|")
    return short + "--\(name)" + (words.map { " \($0)" } ?? "")
  }

}
