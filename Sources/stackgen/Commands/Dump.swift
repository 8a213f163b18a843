import Diagnostics
import StackCompiler

extension Command {
  static let dump = Command(
    name: "dump", summary: "show a spec with everything put together",
    operands: "SPEC", operandCount: 1...1, completion: .files,
    options: Option.reading + [.origins],
    examples: [
      ("dump stacks/minimal.yaml", "the spec with includes, params and packs filled in"),
      ("dump stacks/minimal.yaml --origins", "and where each value was written"),
    ],
    run: { arguments, console throws(Failure) in
      let diagnostics = Diagnostics()
      guard let request = try specRequests(arguments).first else { return .usage }
      let spec = readWholeSpec(request, from: DiskSources(), diagnostics)
      report([Findings(diagnostics)], reportFormat(arguments), on: console)
      guard let spec, !diagnostics.hasErrors else { return .findings }
      let origins: DumpOrigins = arguments.has(.origins) ? .shown : .hidden
      console.print(StackCompiler.dump(spec, origins))
      return .success
    })
}

extension Option {
  fileprivate static let origins = Option(
    name: "origins", summary: "show beside each value the file and line it comes from")
}
