import Diagnostics
import Reports
import StackCompiler

/// The format that `--format` asks for.
func reportFormat(_ arguments: Arguments) -> ReportFormat {
  arguments.value(.format).flatMap { ReportFormat(rawValue: $0) } ?? .human
}

/// Reports for people go to the messages; what programs read is the result.
func report(_ specs: [Findings], _ format: ReportFormat, on console: Console) {
  switch format {
  case .human: console.say(humanReport(specs, console.colours))
  case .json: console.print(jsonReport(specs))
  case .github: console.print(githubReport(specs))
  case .gitlab: console.print(gitLabReport(specs))
  case .sarif:
    console.print(
      sarifReport(specs, version: stackgenVersion) { CodePage.of($0)?.title ?? $0.rawValue })
  }
}
