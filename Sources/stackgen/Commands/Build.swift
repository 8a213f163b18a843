import Diagnostics
import Documents
import Glibc
import Reports
import SpecLanguage
import StackCompiler

extension Command {
  static let build = Command(
    name: "build", summary: "compile specs into generated/",
    operands: "[SPEC...]", operandCount: 0...Int.max, completion: .files,
    options: [.output, .check, .force] + Option.reading,
    examples: [
      ("build", "every spec of stacks/ into generated/<name>/"),
      ("build stacks/minimal.yaml", "one spec"),
      ("build --check", "fail when generated/ is not what the specs say"),
      ("build --env prod --set params.retention=30d", "with an environment and a changed value"),
      ("build - -o out <spec.yaml", "from standard input into out/<name>/"),
    ],
    run: { arguments, console throws(Failure) in
      let specs = try await compileSpecs(arguments, console)
      let folder = arguments.value(.output) ?? "generated"
      guard !folder.isEmpty else {
        throw .usage("the output folder has no name", help: "write -o FOLDER")
      }
      guard specs.allSatisfy({ $0.compilation != nil }) else { return status(of: specs) }
      let compilations = specs.compactMap(\.compilation)
      let left =
        arguments.operands.isEmpty
        ? orphans(in: folder, besides: compilations.map(\.name)) : []
      if arguments.has(.check) {
        let paths = try outOfDate(compilations, in: folder, console) + left
        for path in left { console.say("made by no spec: \(path)\n") }
        if reportFormat(arguments) == .github { console.print(githubReport(outOfDate: paths)) }
        return paths.isEmpty ? .success : .outOfDate
      }
      let rule: ObstacleRule = arguments.has(.force) ? .overwrite : .refuse
      let line = try commit(compilations, to: folder, rule)
      if reportFormat(arguments) == .human {
        console.print(line + "\n")
        for path in left { console.say("no spec of stacks/ makes \(path) any more; remove it\n") }
      }
      withExtendedLifetime(specs) { console.leave(.success) }
      return .success
    })

  static let check = Command(
    name: "check", summary: "compile specs with each of their environments and write nothing",
    operands: "[SPEC...]", operandCount: 0...Int.max, completion: .files,
    options: Option.reading,
    examples: [
      ("check", "every spec of stacks/, with each of its environments"),
      ("check --env prod", "every spec of stacks/ with this environment only"),
      ("check --format github", "findings as annotations of a change on GitHub"),
    ],
    run: { arguments, console throws(Failure) in
      let specs = try await compileSpecs(arguments, console, withEnvironments: true)
      let outcome = status(of: specs)
      withExtendedLifetime(specs) { console.leave(outcome) }
      return outcome
    })
}

/// Compiles the specs a command names and reports what was found; warnings of the codes given
/// are errors to that command.
func compileSpecs(
  _ arguments: Arguments, _ console: Console, withEnvironments: Bool = false,
  raising codes: Set<DiagnosticCode> = []
) async throws(Failure) -> [CompiledSpec] {
  var requests = try specRequests(arguments)
  if withEnvironments, arguments.value(.environment) == nil {
    for index in requests.indices { requests[index].coversEnvironments = true }
  }
  var progress = Progress(count: requests.count, on: console)
  let specs = await compileAll(requests, from: DiskSources()) { progress.show($0) }
    .map { $0.raising(codes) }
  progress.clear()
  report(specs.map(\.findings), reportFormat(arguments), on: console)
  return specs
}

/// The specs a command names behind its other operands; without one, all of `stacks/`.
func specRequests(
  _ arguments: Arguments, skipping others: Int = 0
) throws(Failure) -> [SpecRequest] {
  var paths = arguments.operands.dropFirst(others).map {
    $0 == "-" ? DiskSources.standardInput : $0
  }
  if paths.isEmpty {
    do {
      paths = try DiskSources().list("stacks").filter {
        $0.hasSuffix(".yaml") && !$0.hasPrefix(".")
      }
      .sorted().map { "stacks/\($0)" }
    } catch {
      paths = []
    }
  }
  if paths.isEmpty {
    throw Failure(
      status: .usage, message: "there is no spec: no file fits stacks/*.yaml",
      help: "name a spec, or write a first one with `stackgen init`")
  }
  return paths.uniqued(by: \.self).map {
    SpecRequest(
      $0, environment: arguments.value(.environment), settings: arguments.values(.setting))
  }
}

/// A spec that is not there is no finding about a spec.
func status(of specs: [CompiledSpec]) -> Outcome {
  let errors = specs.flatMap(\.findings.list).filter { $0.severity == .error }
  if errors.isEmpty { return .success }
  let isUnread = errors.allSatisfy { $0.code == .unreadableInclude && $0.range == nil }
  return isUnread ? .unreadable : .findings
}

/// Writes every stack and says so in one line.
private func commit(
  _ compilations: [Compilation], to folder: String, _ rule: ObstacleRule
) throws(Failure) -> String {
  var written = 0
  var removed = 0
  for compilation in compilations {
    let path = "\(folder)/\(compilation.name)"
    do {
      let report = try compilation.files.commit(to: path, obstacles: rule)
      written += report.written.count
      removed += report.removed.count
    } catch {
      throw failure(error, at: path)
    }
  }
  let subject =
    compilations.count == 1
    ? "\(folder)/\(compilations[0].name)" : "\(folder): \(compilations.count) stacks"
  if written + removed == 0 { return "\(subject): up to date" }
  let gone = removed > 0 ? ", \(removed) removed" : ""
  return "\(subject): \(written) file\(written == 1 ? "" : "s") written\(gone)"
}

/// Lists what a build would change, for people, and returns the paths.
private func outOfDate(
  _ compilations: [Compilation], in folder: String, _ console: Console
) throws(Failure) -> [String] {
  var paths: [String] = []
  for compilation in compilations {
    let path = "\(folder)/\(compilation.name)"
    do {
      for difference in try compilation.files.differences(from: path) {
        paths.append("\(path)/\(difference.path)")
        console.say("\(difference.kind.rawValue): \(path)/\(difference.path)\n")
      }
    } catch {
      throw failure(error, at: path)
    }
  }
  return paths
}

private func failure(_ error: FileError, at folder: String) -> Failure {
  guard case .inTheWay = error else {
    return Failure(status: .unreadable, message: error.description)
  }
  return Failure(
    status: .unreadable, message: "nothing was written to \(folder):\n  \(error.description)",
    help: "move your changes into the spec (`patch:`), or overwrite them with --force")
}

/// A line that shows how far a long build is, for somebody who watches.
private struct Progress {
  private let count: Int
  private let console: Console
  private let start = ContinuousClock.now
  private var isShown = false

  init(count: Int, on console: Console) {
    self.count = count
    self.console = console
  }

  mutating func show(_ done: Int) {
    guard console.isWatched, done < count, ContinuousClock.now - start > .milliseconds(400) else {
      return
    }
    console.say("\r\(done) of \(count) specs compiled")
    isShown = true
  }

  mutating func clear() {
    if isShown { console.say("\r\u{1B}[K") }
  }
}
