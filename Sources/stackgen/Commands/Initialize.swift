import Diagnostics
import Glibc
import StackCompiler

extension Command {
  static let initialize = Command(
    name: "init", summary: "write a first spec to stacks/, chosen from the examples",
    operands: "[EXAMPLE]", operandCount: 0...1,
    completion: .words { Example.all.map(\.name) },
    options: [.list],
    examples: [
      ("init", "the smallest stack: stacks/minimal.yaml"),
      ("init coldchain", "a larger one"),
      ("init --list", "what each example shows"),
    ],
    run: { arguments, console throws(Failure) in
      if arguments.has(.list) {
        for example in Example.all { console.print("\(example.name): \(example.summary)\n") }
        return .success
      }
      let name = arguments.operands.first ?? "minimal"
      guard let example = Example.all.first(where: { $0.name == name }) else {
        throw .usage(
          "there is no example '\(name)'",
          help: suggestion(for: name, among: Example.all.map(\.name))
            ?? "`stackgen init --list` shows all of them")
      }
      try makeFolder("stacks")
      let path = "stacks/\(name).yaml"
      guard try create(path, with: Array(example.text.utf8)) else {
        throw Failure(
          status: .unreadable, message: "'\(path)' is there already, and stays as it is")
      }
      _ = try create("stacks/\(Example.schemaFile)", with: jsonSchema())
      console.print("\(path) written; next: stackgen build\n")
      return .success
    })
}

extension Option {
  fileprivate static let list = Option(name: "list", summary: "list the examples")
}

extension Example {
  /// The file beside a spec that tells an editor what may be written.
  static let schemaFile = "stackgen.schema.json"

  /// The spec with a first line that editors know.
  fileprivate var text: String {
    "# yaml-language-server: $schema=\(Self.schemaFile)\n" + spec + "\n"
  }
}

private func makeFolder(_ path: String) throws(Failure) {
  guard unsafe mkdir(path, 0o777) != 0, errno != EEXIST else { return }
  throw failure("make the folder", path)
}

/// Writes a file that is not there yet; false when there is one of that name.
private func create(_ path: String, with bytes: [UInt8]) throws(Failure) -> Bool {
  let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else {
    if errno == EEXIST { return false }
    throw failure("write", path)
  }
  defer { close(descriptor) }
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
      return unsafe write(descriptor, rest.baseAddress, rest.count)
    }
    guard count > 0 else { throw failure("write", path) }
    written += count
  }
  return true
}

private func failure(_ action: String, _ path: String) -> Failure {
  let reason = unsafe String(cString: strerror(errno))
  return Failure(status: .unreadable, message: "cannot \(action) '\(path)': \(reason)")
}
