import YAMLTree

/// Everything an appliance archives, as a table that a group can name with `file:`.
struct PulledTable {
  private(set) var text =
    "pv_name,unit,precision,min,max,hihi,high,low,lolo,method,period,protocol,policy\n"

  /// Rows sorted by name, with units and limits as they were when archiving began.
  init(
    _ client: ArchiverClient, whenDone: (_ count: Int, _ all: Int) -> Void
  ) throws(Failure) {
    let names = try client.allNames().sorted()
    for (index, name) in names.enumerated() {
      // An alias stands for another row; what was removed meanwhile has none.
      if let info = try client.typeInfo(of: name), info["pvName"]?.scalar?.text == name {
        add(name, info)
      }
      whenDone(index + 1, names.count)
    }
  }

  private mutating func add(_ name: String, _ info: Node) {
    func text(_ key: String) -> String { info[key]?.scalar?.text ?? "" }
    let limits = ["upperAlarmLimit", "upperWarningLimit", "lowerWarningLimit", "lowerAlarmLimit"]
    let display = descending([text("upperDisplayLimit"), text("lowerDisplayLimit")])
    let cells =
      [name, text("units"), whole(text("precision"))]
      + (display.contains("") ? ["", ""] : display)
      .reversed() + descending(limits.map(text)) + [
        text("samplingMethod").lowercased(), seconds(text("samplingPeriod")),
        text("usePVAccess") == "true" ? "pva" : "ca", text("policyName"),
      ]
    self.text += cells.map(quoted).joined(separator: ",") + "\n"
  }

  /// Limits that descend strictly; unset ones are NaN, or zeros on both sides.
  private func descending(_ texts: [String]) -> [String] {
    let values = texts.map { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
    let set = values.compactMap { $0 }
    guard zip(set, set.dropFirst()).allSatisfy({ $0 > $1 }), set.count > 1 || set.first != 0
    else { return texts.map { _ in "" } }
    return zip(texts, values).map { $1 == nil ? "" : $0 }
  }

  private func whole(_ text: String) -> String {
    guard let value = Double(text), (0..<100).contains(value) else { return "" }
    return "\(Int(value))"
  }

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
}
