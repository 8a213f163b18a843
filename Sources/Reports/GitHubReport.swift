package import Diagnostics

/// The findings as commands of GitHub's runner, which shows them beside the lines of a change.
package func githubReport(_ specs: [Findings]) -> String {
  var text = ""
  for spec in specs {
    var places = Places(spec.sources)
    for finding in spec.list { text += command(for: finding, &places) + "\n" }
  }
  return text
}

/// One command for each generated file that is not what its spec says.
package func githubReport(outOfDate paths: [String]) -> String {
  paths.reduce(into: "") { text, path in
    text += "::error file=\(escaped(path, special)),title=out of date::"
    text += "not what its spec says; run stackgen build\n"
  }
}

/// What a property of a command may not hold as it is.
private let special: [Unicode.Scalar] = ["%", "\r", "\n", ":", ","]

private func command(for finding: Diagnostic, _ places: inout Places) -> String {
  var properties: [(String, String)] = []
  if let range = finding.range {
    let span = places.span(of: range)
    properties = [
      ("file", span.name), ("line", "\(span.start.line)"), ("col", "\(span.start.column)"),
      ("endLine", "\(span.end.line)"), ("endColumn", "\(span.end.column)"),
    ]
  }
  properties.append(("title", finding.code.rawValue))
  let words = [finding.message] + finding.notes + [finding.help].compactMap { $0 }
  let list = properties.map { "\($0)=\(escaped($1, special))" }
  let data = escaped(words.joined(separator: "\n"), ["%", "\r", "\n"])
  return "::\(finding.severity.command) \(list.joined(separator: ","))::\(data)"
}

extension Diagnostic.Severity {
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }
}

private func escaped(_ text: String, _ special: [Unicode.Scalar]) -> String {
  text.unicodeScalars.reduce(into: "") { result, scalar in
    if special.contains(scalar) {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
}
