import Diagnostics

/// The arguments of one command, checked against what it declares.
struct Arguments {
  private(set) var operands: [String] = []
  private var given: [(option: String, value: String)] = []

  func has(_ option: Option) -> Bool { given.contains { $0.option == option.name } }

  func value(_ option: Option) -> String? { given.last { $0.option == option.name }?.value }

  func values(_ option: Option) -> [String] {
    given.filter { $0.option == option.name }.map(\.value)
  }

  init(_ words: some Sequence<String>, for command: Command) throws(Failure) {
    var rest = Array(words)[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let (option, attached) = try Self.option(word, of: command)
      if option.value != nil, !option.mayRepeat, has(option) {
        throw .usage("'--\(option.name)' is given twice")
      }
      given.append((option.name, try Self.value(of: option, attached, &rest)))
    }
    try checkOperands(of: command)
  }

  /// `--name`, `--name=value`, `-n` or `-nvalue`.
  private static func option(
    _ word: String, of command: Command
  ) throws(Failure) -> (Option, attached: String?) {
    let options = command.options + Option.everywhere
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if let option = options.first(where: { $0.name == name }) {
        return (option, parts.count > 1 ? String(parts[1]) : nil)
      }
      throw .usage(
        "`stackgen \(command.name)` has no option '--\(name)'",
        help: suggestion(for: "--\(name)", among: options.map { "--\($0.name)" })
          ?? "`stackgen \(command.name) --help` lists its options")
    }
    let letter = word.dropFirst().first
    guard let option = options.first(where: { $0.letter == letter }) else {
      throw .usage(
        "`stackgen \(command.name)` has no option '\(word)'",
        help: command.operandCount.upperBound > 0
          ? "write -- before arguments that begin with '-'"
          : "`stackgen \(command.name) --help` lists its options")
    }
    let attached = word.dropFirst(2)
    return (option, attached.isEmpty ? nil : String(attached))
  }

  private static func value(
    of option: Option, _ attached: String?, _ rest: inout ArraySlice<String>
  ) throws(Failure) -> String {
    guard let meaning = option.value else {
      if attached == nil { return "" }
      throw .usage("'--\(option.name)' takes no value")
    }
    guard let value = attached ?? rest.popFirst() else {
      throw .usage("'--\(option.name)' needs a value", help: "write --\(option.name) \(meaning)")
    }
    guard option.choices.isEmpty || option.choices.contains(value) else {
      throw .usage(
        "'\(value)' is none of \(option.choices.joined(separator: ", "))",
        help: suggestion(for: value, among: option.choices))
    }
    return value
  }

  private func checkOperands(of command: Command) throws(Failure) {
    if has(.help) { return }
    if operands.count > command.operandCount.upperBound {
      let extra = operands[command.operandCount.upperBound]
      throw .usage(
        "`stackgen \(command.name)` has no use for '\(extra)'", help: command.usage)
    }
    if operands.count < command.operandCount.lowerBound {
      throw .usage("`stackgen \(command.name)` needs \(command.operands)", help: command.usage)
    }
  }
}

extension Command {
  /// "usage: stackgen build [SPEC...]"
  var usage: String {
    let options = options.isEmpty ? "" : " [OPTION...]"
    return "usage: stackgen \(name)\(options)\(operands.isEmpty ? "" : " " + operands)"
  }
}
