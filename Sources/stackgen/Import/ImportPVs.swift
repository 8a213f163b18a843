extension ImportKind {
  /// What tools of EPICS wrote becomes a table that a group of process variables can name.
  static let processVariables: [ImportKind] = [
    ImportKind(
      name: "alarms",
      examples: [
        ("alarms.xml >stacks/alarms.csv", "a configuration of Phoebus' alarm server, as a table")
      ],
      run: { _, files, console throws(Failure) in
        var rows: [PVRow] = []
        var others: [String] = []
        for file in files {
          let bytes = try contents(of: file)
          do throws(XMLMistake) {
            let tree = try AlarmTree(XMLReader.document(bytes))
            rows += tree.rows
            others += tree.others
          } catch {
            throw mistake(error.message, in: file, line: error.line)
          }
        }
        show(rows, others: others, console)
        console.say(
          "a group of the spec: {file: ..., rows_of: \"COMPONENT*\", "
            + "alarms: {warning: minor, critical: major}}\n")
        return .success
      }),
    ImportKind(
      name: "pvs",
      examples: [("pvs.txt >stacks/pvs.csv", "names as an archiver takes them, a name a line")],
      run: { _, files, console throws(Failure) in
        var rows: [PVRow] = []
        for file in files { rows += try rowsOfList(try contents(of: file), file) }
        show(rows, others: [], console)
        return .success
      }),
    ImportKind(
      name: "db",
      examples: [
        ("vacuum.db --macro P=SR: >stacks/vacuum.csv", "records of EPICS with their limits")
      ],
      run: { arguments, files, console throws(Failure) in
        let macros = try macros(in: arguments)
        var rows: [PVRow] = []
        var others: [String] = []
        for file in files {
          let bytes = try contents(of: file)
          do throws(RecordMistake) {
            for record in try RecordDatabase(bytes, macros: macros).records {
              if let row = PVRow(record) { rows.append(row) } else { others.append(record.name) }
            }
          } catch {
            throw mistake(error.message, in: file, line: error.line)
          }
        }
        show(rows, others: others, console)
        return .success
      }),
  ]
}

extension Option {
  static let macro = Option(
    name: "macro", letter: "m", value: "NAME=TEXT",
    summary: "what a macro of a database stands for; may be repeated")
}

private func macros(in arguments: Arguments) throws(Failure) -> [String: String] {
  var macros: [String: String] = [:]
  for word in arguments.values(.macro) {
    // Several in one, as EPICS' own programs take them.
    for pair in word.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw .usage("'\(pair)' is no macro", help: "write --macro NAME=TEXT")
      }
      macros[trimmed(parts[0])] = String(parts[1])
    }
  }
  return macros
}

private func show(_ rows: [PVRow], others: [String], _ console: Console) {
  console.print(tableText(rows))
  if !others.isEmpty {
    let names = others.prefix(5).joined(separator: ", ")
    console.say("\(others.count) left out: \(names)\(others.count > 5 ? ", ..." : "")\n")
  }
}

private func mistake(_ message: String, in file: String, line: Int) -> Failure {
  Failure(status: .findings, message: "\(file):\(line): \(message)")
}
