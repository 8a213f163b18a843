import Diagnostics
import Documents
import Outputs
import SpecLanguage
import StackCompiler
import StackModel
import StackSpec
import YAMLTree

extension Command {
  static let archiver = Command(
    name: "archiver", summary: "compare an EPICS archiver with a spec, and bring it in line",
    operands: "plan|sync|status|pull SPEC", operandCount: 2...2,
    completion: .words { ["plan", "sync", "status", "pull"] },
    options: Option.reading + [.dryRun, .json],
    examples: [
      ("archiver plan stacks/epics.yaml", "what the appliance lacks, and what differs"),
      ("archiver sync stacks/epics.yaml", "ask it to archive what it lacks"),
      ("archiver sync stacks/epics.yaml --dry-run", "show what would be asked"),
      ("archiver status stacks/epics.yaml --json", "the state of every variable, for programs"),
      ("archiver pull stacks/epics.yaml >pvs.csv", "everything it archives, as a CSV file"),
    ],
    run: { arguments, console throws(Failure) in
      let action = arguments.operands[0]
      guard let work = ArchiverAction(rawValue: action) else {
        throw .usage(
          "'\(action)' is none of plan, sync, status, pull",
          help: suggestion(for: action, among: ["plan", "sync", "status", "pull"]))
      }
      guard let archiver = try readArchiver(arguments, console) else { return .findings }
      let client = try ArchiverClient(archiver)
      return try perform(work, archiver.wanted, client, arguments, console)
    })
}

private enum ArchiverAction: String {
  case plan, sync, status, pull
}

extension Option {
  fileprivate static let dryRun = Option(
    name: "dry-run", summary: "ask the appliance for nothing but its state")
  fileprivate static let json = Option(name: "json", summary: "write the result as JSON")
}

private func readArchiver(
  _ arguments: Arguments, _ console: Console
) throws(Failure) -> Archiver? {
  let diagnostics = Diagnostics()
  let request = SpecRequest(
    arguments.operands[1], environment: arguments.value(.environment),
    settings: arguments.values(.setting))
  let compilation = compile(request, from: DiskSources(), diagnostics)
  report([Findings(diagnostics)], reportFormat(arguments), on: console)
  guard let compilation else { return nil }
  guard let archiver = compilation.resolution.model.archiver else {
    throw .usage("\(request.path) has no archiver", help: "name a spec with 'archiver:'")
  }
  return archiver
}

private func perform(
  _ action: ArchiverAction, _ wanted: [WantedPV], _ client: ArchiverClient,
  _ arguments: Arguments, _ console: Console
) throws(Failure) -> Outcome {
  if action == .pull {
    try client.checkReady()
    console.print(try pulledTable(client, console))
    return .success
  }
  let plan = try ArchiverPlan(wanted, client) { done in
    showProgress("compared", done, of: wanted.count, console)
  }
  clearProgress(console)
  var submission = Submission()
  if action == .sync, !arguments.has(.dryRun) {
    try submission.submit(plan.missing, client, console)
  }
  if arguments.has(.json) {
    console.print(String(decoding: json(plan, submission), as: UTF8.self))
  } else {
    console.print(words(plan, submission, action, of: wanted.count))
  }
  switch action {
  case .plan: return plan.missing.isEmpty && plan.drifted.isEmpty ? .success : .outOfDate
  case .sync: return submission.refused.isEmpty ? .success : .findings
  case .status, .pull: return .success
  }
}

/// What became of requests to archive.
private struct Submission {
  var accepted = 0
  var refused: [String] = []

  mutating func submit(
    _ missing: [WantedPV], _ client: ArchiverClient, _ console: Console
  ) throws(Failure) {
    for start in stride(from: 0, to: missing.count, by: Archiver.batchSize) {
      let batch = missing[start..<min(start + Archiver.batchSize, missing.count)]
      for answer in try client.archive(archivingRequest(batch)) {
        switch answer.state {
        case "Archive request submitted", "Already submitted": accepted += 1
        default: refused.append(answer.name)
        }
      }
      showProgress("submitted", start + batch.count, of: missing.count, console)
    }
    clearProgress(console)
  }
}

private func words(
  _ plan: ArchiverPlan, _ submission: Submission, _ action: ArchiverAction, of count: Int
) -> String {
  var lines = ["\(count) variables in the spec, \(plan.archivedCount) being archived"]
  func add(_ names: [String], _ what: String) {
    guard !names.isEmpty else { return }
    let shown = names.prefix(5).joined(separator: ", ")
    lines.append("\(names.count) \(what): \(shown)\(names.count > 5 ? ", ..." : "")")
  }
  add(plan.missing.map(\.name), "not asked for yet")
  add(plan.drifted.map(\.name), "sampled otherwise than the spec says")
  add(plan.paused, "paused")
  add(plan.waiting, "waiting for a first sample")
  add(plan.disconnected, "disconnected")
  if action == .sync { lines.append("\(submission.accepted) requests taken") }
  add(submission.refused, "refused")
  return lines.joined(separator: "\n") + "\n"
}

private func json(_ plan: ArchiverPlan, _ submission: Submission) -> [UInt8] {
  jsonDocument { document in
    document.field("archived", plan.archivedCount)
    document.strings("missing", plan.missing.map(\.name))
    document.strings("drifted", plan.drifted.map(\.name))
    document.strings("paused", plan.paused)
    document.strings("waiting", plan.waiting)
    document.strings("disconnected", plan.disconnected)
    document.field("submitted", submission.accepted)
    document.strings("refused", submission.refused)
  }
}

/// Everything that is archived, sorted, with units and limits as they were when it began.
private func pulledTable(
  _ client: ArchiverClient, _ console: Console
) throws(Failure) -> String {
  let names = try client.allNames().sorted()
  var table = "pv_name,unit,precision,hihi,high,low,lolo,method,period,protocol\n"
  for (index, name) in names.enumerated() {
    let info = try client.typeInfo(of: name)
    func text(_ key: String) -> String { info[key]?.scalar?.text ?? "" }
    let limits = ["upperAlarmLimit", "upperWarningLimit", "lowerWarningLimit", "lowerAlarmLimit"]
    let cells =
      [name, text("units"), whole(text("precision"))] + ordered(limits.map(text)) + [
        text("samplingMethod").lowercased(), seconds(text("samplingPeriod")),
        text("usePVAccess") == "true" ? "pva" : "ca",
      ]
    table += cells.map(quoted).joined(separator: ",") + "\n"
    showProgress("read", index + 1, of: names.count, console)
  }
  clearProgress(console)
  return table
}

/// Limits that ascend strictly; unset ones are NaN, or zeros on both sides.
private func ordered(_ texts: [String]) -> [String] {
  let values = texts.map { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
  let set = values.compactMap { $0 }
  guard zip(set, set.dropFirst()).allSatisfy({ $0 > $1 }), set.count > 1 || set.first != 0 else {
    return texts.map { _ in "" }
  }
  return zip(texts, values).map { $1 == nil ? "" : $0 }
}

private func whole(_ text: String) -> String { Double(text).map { "\(Int($0))" } ?? "" }

/// `1.0` as a duration of the spec.
private func seconds(_ text: String) -> String {
  guard let value = Double(text), value.isFinite, value > 0, value < 1e9 else { return "" }
  return value == value.rounded() ? "\(Int(value))s" : "\(Int((value * 1000).rounded()))ms"
}

private func quoted(_ cell: String) -> String {
  let needsQuotes = cell.utf8.contains { ",;\"\t\n#".utf8.contains($0) }
  guard needsQuotes else { return cell }
  return "\""
    + cell.split(separator: "\"", omittingEmptySubsequences: false)
    .joined(separator: "\"\"") + "\""
}

private func showProgress(_ verb: String, _ done: Int, of count: Int, _ console: Console) {
  if console.isWatched { console.say("\r\(done) of \(count) variables \(verb)") }
}

private func clearProgress(_ console: Console) {
  if console.isWatched { console.say("\r\u{1B}[K") }
}
