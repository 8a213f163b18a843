import Diagnostics
import StackCompiler

/// Every command, in the order of help.
let commands: [Command] = [
  .initialize, .build, .check, .test, .verify, .why, .dump, .explain, .promql, .catalog, .schema,
  .docs, .importing, .archiver, .completions,
]

/// Runs the command that the arguments name.
func run(_ words: [String], on console: Console) async -> Outcome {
  do throws(Failure) {
    guard let first = words.first else {
      console.say(help(for: commands))
      return .usage
    }
    if first == "help", let named = commands.first(where: { $0.name == words.dropFirst().first }) {
      console.print(help(for: named))
      return .success
    }
    if let status = answer(first, on: console) { return status }
    guard let command = commands.first(where: { $0.name == first }) else {
      throw Failure.usage(
        "there is no command '\(first)'",
        help: suggestion(for: first, among: commands.map(\.name))
          ?? "`stackgen --help` lists the commands")
    }
    let arguments = try Arguments(words.dropFirst(), for: command)
    if arguments.has(.help) {
      console.print(help(for: command))
      return .success
    }
    return try await command.run(arguments, console)
  } catch {
    console.say(error)
    return error.status
  }
}

/// Answers what is asked about stackgen itself.
private func answer(_ word: String, on console: Console) -> Outcome? {
  switch word {
  case "--help", "-h", "help": console.print(help(for: commands))
  case "--version": console.print("stackgen \(stackgenVersion)\n")
  default: return nil
  }
  return .success
}

/// The value of `--color`, which must be known before anything is said.
func colorChoice(in words: [String]) -> String? {
  for (index, word) in words.enumerated() {
    if word == "--" { return nil }
    if word.hasPrefix("--color=") { return String(word.dropFirst("--color=".count)) }
    if word == "--color", index + 1 < words.count { return words[index + 1] }
  }
  return nil
}
