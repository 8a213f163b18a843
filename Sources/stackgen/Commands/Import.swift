import Diagnostics
import Reports
import SpecLanguage
import StackCompiler
import StackSpec

extension Command {
  static let importing = Command(
    name: "import",
    summary: "turn what other tools wrote into the text of a spec, or a table of one",
    operands: "KIND FILE...", operandCount: 2...Int.max,
    completion: .words { ImportKind.all.map(\.name) },
    options: [.format, .macro],
    examples: ImportKind.all.flatMap { kind in
      kind.examples.map { ("import \(kind.name) \($0.line)", $0.meaning) }
    },
    run: { arguments, console throws(Failure) in
      let word = arguments.operands[0]
      let names = ImportKind.all.map(\.name)
      guard let kind = ImportKind.all.first(where: { $0.name == word }) else {
        throw .usage(
          "'\(word)' is none of \(names.joined(separator: ", "))",
          help: suggestion(for: word, among: names))
      }
      return try kind.run(arguments, Array(arguments.operands.dropFirst()), console)
    })
}

/// Something that `stackgen import` reads: the word for it and what becomes of the files.
struct ImportKind: Sendable {
  let name: String
  /// What stands after the kind, and what it does.
  let examples: [(line: String, meaning: String)]
  let run: @Sendable (Arguments, _ files: [String], Console) throws(Failure) -> Outcome

  static let all: [ImportKind] = [.dashboard] + processVariables
}

extension ImportKind {
  /// Dashboards exported from Grafana become the section `dashboards:`, on standard output.
  fileprivate static let dashboard = ImportKind(
    name: "dashboard",
    examples: [
      (
        "nodes.json >stacks/dashboards/nodes.yaml",
        "a dashboard exported from Grafana; a spec takes it with 'include: dashboards/*.yaml'"
      ),
      ("exports/*.json >stacks/dashboards/exports.yaml", "several in one file"),
    ],
    run: { arguments, files, console throws(Failure) in
      let diagnostics = Diagnostics()
      var exports: [ExportedDashboard] = []
      for file in files {
        exports.append(
          ExportedDashboard(name: dashboardName(file), path: file, json: try contents(of: file)))
      }
      let imported = importDashboards(exports, diagnostics)
      report([Findings(diagnostics)], reportFormat(arguments), on: console)
      guard let imported else { return .findings }
      console.print(imported.text)
      if imported.keptCount > 0 {
        let lines = imported.keptCount == 1 ? "1 line" : "\(imported.keptCount) lines"
        console.say("\(lines) at the top of the text: what is kept in Grafana's form\n")
      }
      return .success
    })
}

/// `exports/Node Exporter.json` is `node-exporter`.
private func dashboardName(_ path: String) -> String {
  var name = path.split(separator: "/").last.map(String.init) ?? path
  if name.hasSuffix(".json") { name.removeLast(".json".count) }
  let short = slug(of: name)
  return short.isEmpty ? "dashboard" : short
}

func contents(of path: String) throws(Failure) -> [UInt8] {
  do {
    return try DiskSources().read(path == "-" ? DiskSources.standardInput : path)
  } catch {
    let reason = if case .unreadable(let words) = error { words } else { "there is no such file" }
    throw Failure(status: .unreadable, message: "'\(path)' cannot be read: \(reason)")
  }
}
