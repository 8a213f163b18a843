import Diagnostics
import Documents
import SpecLanguage
import StackCompiler

extension Command {
  static let why = Command(
    name: "why", summary: "show what made a line of a generated file",
    operands: "FILE:LINE [SPEC...]", operandCount: 1...Int.max, completion: .files,
    options: Option.reading,
    examples: [
      (
        "why generated/minimal/prometheus/rules/node.yml:6",
        "from the line to the spec, the pack and what was laid over it"
      )
    ],
    run: { arguments, console throws(Failure) in
      let (file, line) = try place(arguments.operands[0])
      guard let path = pathInStack(file) else {
        throw .usage(
          "'\(file)' lies in no folder that stackgen wrote", help: "build it with `stackgen build`")
      }
      for request in try specRequests(arguments, skipping: 1) {
        let diagnostics = Diagnostics()
        guard let found = Explanation(request, from: DiskSources(), diagnostics) else {
          report([Findings(diagnostics)], reportFormat(arguments), on: console)
          return .findings
        }
        guard path.stack == found.stack, let expected = found.file(path.inside) else { continue }
        if try read(file) != expected.bytes {
          throw Failure(
            status: .outOfDate, message: "'\(file)' is not what the spec makes of it now",
            help: "build it, and ask again")
        }
        console.print(found.text(path.inside, line: line))
        return .success
      }
      throw .usage("no spec makes the file '\(file)'", help: "name the spec behind it")
    })
}

/// `generated/shop/README.md:12`
private func place(_ word: String) throws(Failure) -> (file: String, line: Int) {
  guard let colon = word.lastIndex(of: ":"), let line = Int(word[word.index(after: colon)...]),
    line > 0
  else {
    throw .usage("'\(word)' names no line of a file", help: "write FILE:LINE")
  }
  return (String(word[..<colon]), line)
}

/// A file's stack and its path inside, by the manifest that lies above it.
private func pathInStack(_ file: String) -> (stack: String, inside: String)? {
  let parts = file.split(separator: "/", omittingEmptySubsequences: false)
  for index in parts.indices.dropFirst().reversed() {
    let folder = parts[..<index].joined(separator: "/")
    if DiskSources().isThere("\(folder)/manifest.json") {
      return (String(parts[index - 1]), parts[index...].joined(separator: "/"))
    }
  }
  return nil
}

private func read(_ file: String) throws(Failure) -> [UInt8] {
  do {
    return try DiskSources().read(file)
  } catch {
    throw Failure(status: .unreadable, message: "'\(file)' cannot be read")
  }
}
