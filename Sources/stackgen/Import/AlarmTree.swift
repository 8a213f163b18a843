/// The variables of a configuration of Phoebus' alarm server.
struct AlarmTree {
  private(set) var rows: [PVRow] = []
  /// What cannot be archived: formulas and variables of Phoebus itself.
  private(set) var others: [String] = []
  private var names: Set<String> = []

  init(_ root: XMLElement) throws(XMLMistake) {
    guard root.name == "config" else {
      throw XMLMistake(message: "'\(root.name)' is no configuration of an alarm server", line: 1)
    }
    add(root, path: [], guidance: "")
  }

  /// Variables nearer to the root win over those of the same name deeper down, as in Phoebus.
  private mutating func add(_ component: XMLElement, path: [String], guidance: String) {
    let shared = text(of: component.all("guidance"))
    for pv in component.all("pv") {
      add(pv, path, guidance: shared.isEmpty ? guidance : shared)
    }
    for child in component.all("component") {
      add(
        child, path: path + [child.attributes["name"] ?? ""],
        guidance: shared.isEmpty ? guidance : shared)
    }
  }

  private mutating func add(_ pv: XMLElement, _ path: [String], guidance: String) {
    var name = pv.attributes["name"] ?? ""
    let isOther = ["=", "loc://", "sim://", "sys://", "mqtt://", "tango://"].contains {
      name.hasPrefix($0)
    }
    guard !name.isEmpty, !isOther else {
      others.append(name)
      return
    }
    let protocolName = ["pva", "ca"].first { name.hasPrefix("\($0)://") }
    if let protocolName { name.removeFirst(protocolName.count + 3) }
    guard names.insert(name).inserted else { return }
    var row = PVRow(name: name)
    row[.group] = path.joined(separator: "/")
    if protocolName == "pva" { row[.protocolName] = "pva" }
    // Signs before a description are for the voice that reads it out.
    row[.description] = trimmed((pv.text(of: "description") ?? "").drop { $0 == "*" || $0 == "!" })
    row[.pending] = secondsText(pv.text(of: "delay") ?? "")
    let own = text(of: pv.all("guidance"))
    row[.runbook] = own.isEmpty ? guidance : own
    // A date stands for "not before".
    if let enabled = pv.text(of: "enabled"), !enabled.isEmpty, enabled.lowercased() != "true" {
      row[.enabled] = "false"
    }
    rows.append(row)
  }

  private func text(of guidance: [XMLElement]) -> String {
    guidance.map { entry in
      let title = entry.text(of: "title") ?? ""
      let details = entry.text(of: "details") ?? ""
      return details.isEmpty ? title : details
    }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
