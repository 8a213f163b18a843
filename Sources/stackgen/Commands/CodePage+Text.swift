import Diagnostics
import Reports
import StackCompiler

extension CodePage {
  /// The page as a terminal shows it: headings stand out, specs are indented.
  func text(_ colours: Colours) -> String {
    var text = bold("\(code.rawValue): \(title)", colours) + "\n\n"
    var isCode = false
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isCode.toggle()
        let words = line.split(separator: " ").dropFirst().joined(separator: " ")
        if isCode, !words.isEmpty { text += "    # \(words)\n" }
      } else if isCode {
        text += line.isEmpty ? "\n" : "    \(line)\n"
      } else if line.hasPrefix("## ") {
        text += bold(String(line.dropFirst(3)), colours) + "\n"
      } else {
        text += line + "\n"
      }
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }
}

private func bold(_ text: String, _ colours: Colours) -> String {
  switch colours {
  case .none: text
  case .ansi: "\u{1B}[1m\(text)\u{1B}[0m"
  }
}
