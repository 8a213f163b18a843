internal import Dialects
package import Documents
package import StackModel

/// `phoebus/alarms.xml`: the process variables as a configuration of Phoebus' alarm server.
package struct PhoebusOutput: StackOutput {
  package init() {}

  package func files(for model: StackModel) -> [GeneratedFile] {
    guard let phoebus = model.phoebus, let archiver = model.archiver, archiver.count > 0 else {
      return []
    }
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- \(GeneratedFile.notice) -->
      <config name="\(xmlText(phoebus.name))">

      """
    var titles: Set<String> = []
    for group in archiver.groups {
      // A name may be once at a level only.
      let name = titles.insert(group.title).inserted ? group.title : group.name
      text += "  <component name=\"\(xmlText(name))\">\n"
      for variable in group.variables { add(variable, of: group, phoebus, &text) }
      text += "  </component>\n"
    }
    return [GeneratedFile(path: "phoebus/alarms.xml", bytes: Array((text + "</config>\n").utf8))]
  }

  private func add(
    _ variable: ProcessVariable, of group: PVGroup, _ phoebus: PhoebusTree, _ text: inout String
  ) {
    let profile = group.profiles[Int(variable.profile)]
    let name = archived(variable.name, profile.sampling)
    text += "    <pv name=\"\(xmlText(name))\">\n"
    func field(_ name: String, _ value: String) {
      text += "      <\(name)>\(xmlText(value))</\(name)>\n"
    }
    if !variable.description.isEmpty { field("description", variable.description) }
    field("enabled", "true")
    field("latching", "\(group.watch.isLatching)")
    field("annunciating", "\(phoebus.isAnnunciating)")
    // The records decide what an alarm is; the longest time of the limits says how long it lasts.
    let delay = profile.limits.compactMap(\.pending).max()?.milliseconds ?? 0
    if delay > 0 { field("delay", "\((delay + 999) / 1000)") }
    if let runbook = profile.runbook {
      text += "      <guidance>\n        <title>What to do</title>\n"
      text += "        <details>\(xmlText(runbook))</details>\n      </guidance>\n"
    }
    text += "    </pv>\n"
  }
}
