import Diagnostics
import Reports
import StackCompiler

extension Command {
  static let explain = Command(
    name: "explain", summary: "show what a finding means and how to mend it",
    operands: "[CODE]", operandCount: 0...1,
    completion: .words { DiagnosticCode.allCases.map(\.rawValue) },
    options: [.all],
    examples: [
      ("explain SG0204", "one code; `explain 204` is enough"),
      ("explain --all", "every code"),
    ],
    run: { arguments, console throws(Failure) in
      if arguments.has(.all) {
        for page in CodePage.all { console.print(page.text(console.colours) + "\n") }
        return .success
      }
      guard let word = arguments.operands.first else {
        for page in CodePage.all { console.print("\(page.code.rawValue)  \(page.title)\n") }
        return .success
      }
      console.print(try page(word).text(console.colours))
      return .success
    })
}

extension Option {
  fileprivate static let all = Option(name: "all", summary: "show every code")
}

/// The page of a code, however short it was written: `SG0204`, `sg204`, `204`.
private func page(_ word: String) throws(Failure) -> CodePage {
  let written = word.uppercased()
  let digits = written.hasPrefix("SG") ? String(written.dropFirst(2)) : written
  let code = "SG" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  if let page = CodePage.all.first(where: { $0.code.rawValue == code }) { return page }
  throw .usage(
    "there is no code '\(word)'",
    help: suggestion(for: code, among: DiagnosticCode.allCases.map(\.rawValue))
      ?? "`stackgen explain` lists all of them")
}
