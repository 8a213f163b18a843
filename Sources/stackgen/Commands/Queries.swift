import Diagnostics
import Dialects
import PromQL
import SpecLanguage

extension Command {
  static let promql = Command(
    name: "promql", summary: "check, format, label or explain PromQL expressions",
    operands: "VERB [EXPRESSION...]", operandCount: 1...Int.max,
    completion: .words { PromQLCommand.Verb.allCases.map(\.rawValue) },
    options: [.nul, .answer, .server, .feature],
    examples: [
      ("promql check 'rate(http_requests_total[5m])'", "one expression"),
      ("promql fmt <queries.txt", "one expression a line from standard input"),
      ("promql check -0 --format json", "expressions ended by NUL, one object of JSON for each"),
      ("promql check --prometheus 2.42 'foo[300]'", "as an older server reads it"),
    ],
    run: { arguments, console throws(Failure) in
      let verb = try verb(arguments.operands[0])
      let format = PromQLCommand.Format(rawValue: arguments.value(.answer) ?? "") ?? .human
      let command = PromQLCommand(verb, try dialect(arguments), format: format)
      var expressions = Array(arguments.operands.dropFirst())
      if expressions.isEmpty {
        expressions = PromQLCommand.expressions(
          in: try input(), endedByNul: arguments.has(.nul))
      }
      let outcome = command.run(expressions)
      console.print(outcome.text)
      return outcome.hasErrors ? .findings : .success
    })
}

extension Option {
  fileprivate static let nul = Option(
    name: "null", letter: "0", summary: "expressions of standard input end with NUL")
  fileprivate static let answer = Option(
    name: "format", value: "FORMAT", choices: PromQLCommand.Format.allCases.map(\.rawValue),
    summary: "how answers are written; human unless told otherwise")
  fileprivate static let server = Option(
    name: "prometheus", value: "VERSION", summary: "version of the server; 3.14 unless told")
  fileprivate static let feature = Option(
    name: "enable-feature", value: "NAME", summary: "a feature of the server; may be repeated")
}

private func verb(_ word: String) throws(Failure) -> PromQLCommand.Verb {
  if let verb = PromQLCommand.Verb(rawValue: word) { return verb }
  let verbs = PromQLCommand.Verb.allCases.map(\.rawValue)
  throw .usage(
    "'\(word)' is none of \(verbs.joined(separator: ", "))",
    help: suggestion(for: word, among: verbs))
}

private func dialect(_ arguments: Arguments) throws(Failure) -> PromQLDialect {
  var dialect = PromQLDialect()
  if let text = arguments.value(.server) {
    guard let version = Version(text) else {
      throw .usage("'\(text)' is not a version", help: "write 3.14")
    }
    dialect.version = version
  }
  for name in arguments.values(.feature) {
    guard let feature = PromQLFeatures(flag: name) else {
      throw .usage(
        "there is no feature '\(name)'",
        help: suggestion(for: name, among: PromQLFeatures.flags.map(\.flag)))
    }
    dialect.features.insert(feature)
  }
  return dialect
}

private func input() throws(Failure) -> [UInt8] {
  do {
    return try DiskSources().read(DiskSources.standardInput)
  } catch {
    throw Failure(status: .unreadable, message: "standard input cannot be read")
  }
}
