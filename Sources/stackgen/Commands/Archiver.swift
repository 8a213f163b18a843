import Diagnostics
import Dialects
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
    operands: "plan|sync|status|pull SPEC|FOLDER", operandCount: 2...2,
    completion: .words { ["plan", "sync", "status", "pull"] },
    options: Option.reading + [.dryRun, .json, .remove, .removeData, .wait, .every, .file],
    examples: [
      ("archiver plan stacks/epics.yaml", "what the appliance lacks, and what differs"),
      ("archiver sync stacks/epics.yaml", "ask it to archive what it lacks, mend what differs"),
      ("archiver sync stacks/epics.yaml --dry-run", "show what would be asked"),
      (
        "archiver sync stacks/epics.yaml --remove 'TEST:*'",
        "also stop archiving what the spec lacks; samples stay"
      ),
      (
        "archiver sync generated/epics/archiver --every 1h",
        "by what was generated; compare again each hour"
      ),
      ("archiver status stacks/epics.yaml --json", "the state of every variable, for programs"),
      ("archiver pull stacks/epics.yaml -o stacks/pvs.csv", "all it archives, as a CSV file"),
    ],
    run: { arguments, console throws(Failure) in
      let action = arguments.operands[0]
      guard let work = ArchiverAction(rawValue: action) else {
        throw .usage(
          "'\(action)' is none of plan, sync, status, pull",
          help: suggestion(for: action, among: ["plan", "sync", "status", "pull"]))
      }
      guard arguments.has(.remove) || !arguments.has(.removeData) else {
        throw .usage("'--delete-data' is for what '--remove' removes")
      }
      guard let target = try readTarget(arguments, console) else { return .findings }
      let client = try ArchiverClient(target.management)
      if let wait = try duration(.wait, arguments) { await client.wait(wait) }
      func once() throws(Failure) -> Outcome {
        work == .pull
          ? try pull(client, arguments, console)
          : try compare(work, target.wanted, client, arguments, console)
      }
      guard let every = try duration(.every, arguments) else { return try once() }
      while true {
        do throws(Failure) {
          _ = try once()
        } catch {
          // What fails now may work the next time.
          console.say(error)
        }
        await sleep(for: every)
      }
    })
}

private enum ArchiverAction: String {
  case plan, sync, status, pull
}

extension Option {
  fileprivate static let dryRun = Option(
    name: "dry-run", summary: "ask the appliance for nothing but its state")
  fileprivate static let json = Option(name: "json", summary: "write the result as JSON")
  fileprivate static let remove = Option(
    name: "remove", value: "PATTERN",
    summary: "also stop archiving variables that fit, as '*' does, and that the spec lacks")
  fileprivate static let removeData = Option(
    name: "delete-data", summary: "with --remove: delete their samples too")
  fileprivate static let wait = Option(
    name: "wait", value: "TIME", summary: "wait so long for an appliance that has not started yet")
  fileprivate static let every = Option(
    name: "every", value: "TIME", summary: "do it again and again, so often")
  fileprivate static let file = Option(
    name: "output", letter: "o", value: "FILE", completion: .files,
    summary: "write what is pulled into FILE")
}

private func readTarget(
  _ arguments: Arguments, _ console: Console
) throws(Failure) -> ArchiverTarget? {
  let path = arguments.operands[1]
  if ArchiverTarget.isFolder(path) { return try ArchiverTarget(folder: path) }
  let diagnostics = Diagnostics()
  let request = SpecRequest(
    path, environment: arguments.value(.environment), settings: arguments.values(.setting))
  let compilation = compile(request, from: DiskSources(), diagnostics)
  report([Findings(diagnostics)], reportFormat(arguments), on: console)
  guard let compilation else { return nil }
  guard let archiver = compilation.resolution.model.archiver else {
    throw .usage("\(request.path) has no archiver", help: "name a spec with 'archiver:'")
  }
  return ArchiverTarget(archiver)
}

private func duration(
  _ option: Option, _ arguments: Arguments
) throws(Failure) -> Dialects.Duration? {
  guard let text = arguments.value(option) else { return nil }
  guard let duration = Dialects.Duration(text), duration.milliseconds > 0 else {
    throw .usage("'\(text)' is no time", help: "write --\(option.name) 10m")
  }
  return duration
}

private func sleep(for time: Dialects.Duration) async {
  do {
    try await Task.sleep(for: .milliseconds(time.milliseconds))
  } catch {}
}

extension ArchiverClient {
  /// Returns when all parts of the appliance have started, or when the time is over.
  fileprivate func wait(_ time: Dialects.Duration) async {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(time.milliseconds)
    while clock.now < end {
      do throws(Failure) {
        return try checkReady()
      } catch {
        await sleep(for: Dialects.Duration.seconds(2))
      }
    }
  }
}

private func pull(
  _ client: ArchiverClient, _ arguments: Arguments, _ console: Console
) throws(Failure) -> Outcome {
  try client.checkReady()
  let table = try PulledTable(client) { showProgress("read", $0, of: $1, console) }
  clearProgress(console)
  guard let path = arguments.value(.file) else {
    console.print(table.text)
    return .success
  }
  let isNew = try replaceFile(path, with: Array(table.text.utf8))
  console.print("\(path): \(isNew ? "written" : "up to date")\n")
  return .success
}

private func compare(
  _ action: ArchiverAction, _ wanted: [WantedPV], _ client: ArchiverClient,
  _ arguments: Arguments, _ console: Console
) throws(Failure) -> Outcome {
  var plan = try ArchiverPlan(wanted, client) {
    showProgress("compared", $0, of: wanted.count, console)
  }
  if let pattern = arguments.value(.remove) {
    try plan.addExtra(beside: wanted, client) { matchesGlob($0, pattern) }
  }
  clearProgress(console)
  var sync = ArchiverSync()
  if action == .sync, !arguments.has(.dryRun) {
    let count = plan.missing.count
    try sync.submit(plan.missing, client) { showProgress("submitted", $0, of: count, console) }
    try sync.correct(plan.drifted, client) {
      showProgress("changed", $0, of: plan.drifted.count, console)
    }
    try sync.remove(plan.extra, withData: arguments.has(.removeData), client) {
      showProgress("removed", $0, of: plan.extra.count, console)
    }
    clearProgress(console)
  }
  if arguments.has(.json) {
    console.print(json(plan, sync))
  } else {
    console.print(words(plan, sync, action, of: wanted.count))
  }
  switch action {
  case .plan: return plan.isEmpty ? .success : .outOfDate
  case .sync: return sync.refused.isEmpty ? .success : .findings
  case .status, .pull: return .success
  }
}

private func words(
  _ plan: ArchiverPlan, _ sync: ArchiverSync, _ action: ArchiverAction, of count: Int
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
  add(plan.neverConnected, "never seen on the network")
  add(plan.disconnected, "disconnected")
  add(plan.down, "on an appliance that is down")
  add(plan.unanswered, "that the appliance says nothing of")
  add(plan.extra, "to be removed")
  if action == .sync { lines.append("\(sync.accepted) requests taken") }
  add(sync.changed, "changed")
  add(sync.removed, "removed")
  for (name, reason) in sync.refused { lines.append("refused: \(name): \(reason)") }
  return lines.joined(separator: "\n") + "\n"
}

private func json(_ plan: ArchiverPlan, _ sync: ArchiverSync) -> [UInt8] {
  jsonDocument { document in
    document.field("archived", plan.archivedCount)
    document.strings("missing", plan.missing.map(\.name))
    document.strings("drifted", plan.drifted.map(\.name))
    document.strings("paused", plan.paused)
    document.strings("waiting", plan.waiting)
    document.strings("never_connected", plan.neverConnected)
    document.strings("disconnected", plan.disconnected)
    document.strings("down", plan.down)
    document.strings("unanswered", plan.unanswered)
    document.strings("extra", plan.extra)
    document.field("submitted", sync.accepted)
    document.strings("changed", sync.changed)
    document.strings("removed", sync.removed)
    document.strings("refused", sync.refused.map(\.name))
  }
}

/// A bar that fills, where somebody watches.
private func showProgress(_ verb: String, _ done: Int, of count: Int, _ console: Console) {
  guard console.isWatched, count > 0 else { return }
  let width = 30
  let filled = width * done / count
  let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
  console.say("\r[\(bar)] \(done) of \(count) variables \(verb)\u{1B}[K")
}

private func clearProgress(_ console: Console) {
  if console.isWatched { console.say("\r\u{1B}[K") }
}
