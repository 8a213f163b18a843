import YAMLTree

/// Everything an appliance archives, as a table that a group can name with `file:`.
struct PulledTable {
  private var rows: [PVRow] = []

  /// Rows sorted by name, with units and limits as they were when archiving began.
  init(
    _ client: ArchiverClient, whenDone: (_ count: Int, _ all: Int) -> Void
  ) throws(Failure) {
    let names = try client.allNames()
    for (index, name) in names.enumerated() {
      // An alias stands for another row; what was removed meanwhile has none.
      if let info = try client.typeInfo(of: name), info["pvName"]?.scalar?.text == name {
        rows.append(PVRow(name: name, info))
      }
      whenDone(index + 1, names.count)
    }
  }

  /// Its columns do not depend on what is archived, or every difference would be a new table.
  var text: String {
    tableText(
      rows,
      always: [
        .unit, .precision, .lowest, .highest, .hihi, .high, .low, .lolo, .method, .period,
        .protocolName, .policy,
      ])
  }
}

extension PVRow {
  /// A row of what the appliance knows of a variable.
  fileprivate init(name: String, _ info: Node) {
    self.init(name: name)
    func text(_ key: String) -> String { info[key]?.scalar?.text ?? "" }
    let limits = descending(
      ["upperAlarmLimit", "upperWarningLimit", "lowerWarningLimit", "lowerAlarmLimit"].map(text))
    for (column, limit) in zip([Column.hihi, .high, .low, .lolo], limits) { self[column] = limit }
    let display = descending(["upperDisplayLimit", "lowerDisplayLimit"].map(text))
    if !display.contains("") { (self[.highest], self[.lowest]) = (display[0], display[1]) }
    self[.unit] = text("units")
    self[.precision] = wholeText(text("precision"))
    self[.method] = text("samplingMethod").lowercased()
    self[.period] = secondsText(text("samplingPeriod"))
    self[.protocolName] = text("usePVAccess") == "true" ? "pva" : "ca"
    self[.policy] = text("policyName")
  }
}

/// Limits that descend strictly; unset ones are NaN, or zeros on both sides.
private func descending(_ texts: [String]) -> [String] {
  let values = texts.map { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
  let set = values.compactMap { $0 }
  guard zip(set, set.dropFirst()).allSatisfy({ $0 > $1 }), set.count > 1 || set.first != 0
  else { return texts.map { _ in "" } }
  return zip(texts, values).map { $1 == nil ? "" : $0 }
}
