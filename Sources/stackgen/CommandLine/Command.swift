/// One command: what it is called, what it takes and what it does. Parser, help and completions
/// all read this.
struct Command: Sendable {
  let name: String
  let summary: String
  /// What stands after the options, as help shows it: `[SPEC...]`.
  var operands = ""
  /// How many operands there may be.
  var operandCount = 0...0
  /// What a shell offers for an operand.
  var completion = Completion.nothing
  var options: [Option] = []
  var examples: [(line: String, meaning: String)] = []
  let run: @Sendable (Arguments, Console) async throws(Failure) -> Outcome

  /// What a shell can offer at a place of the command line.
  enum Completion: Sendable {
    case nothing, files, folders
    case words(@Sendable () -> [String])
  }
}

/// An option that a command takes.
struct Option: Sendable {
  let name: String
  var letter: Character?
  /// The word for its value in help; none when it takes no value.
  var value: String?
  /// Whether it may be given several times.
  var mayRepeat = false
  /// The only values it takes, where they are few.
  var choices: [String] = []
  var completion = Command.Completion.nothing
  let summary: String
}

/// How a run ended: the exit status of the process.
enum Outcome: Int32, Sendable {
  case success = 0
  case findings = 1
  case usage = 2
  case unreadable = 3
  case outOfDate = 4
  case bug = 70
}

/// Why a command stopped before it could do its work.
struct Failure: Error {
  let status: Outcome
  let message: String
  var help: String?

  static func usage(_ message: String, help: String? = nil) -> Failure {
    Failure(status: .usage, message: message, help: help)
  }
}
