import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Adds the archiver and the process variables it archives.
  mutating func addArchiver() {
    if let phoebus = stack.phoebus, stack.pvs.entries.isEmpty {
      diagnostics.report(
        Diagnostic(
          .emptyPVGroup, .error, "there are no process variables for Phoebus", at: phoebus.range
        ).help("name them under 'pvs:'"))
    }
    guard let spec = stack.archiver else {
      if let first = stack.pvs.entries.first {
        diagnostics.report(
          Diagnostic(
            .noArchiver, .error, "there is no archiver in this stack to archive these variables",
            at: first.nameRange
          ).help("add 'archiver: {url: http://HOST, mgmt: 17665, retrieval: 17668}'"))
      }
      return
    }
    var archiver = Archiver(
      management: spec.address(of: "mgmt", port: spec.management),
      retrieval: spec.address(of: "retrieval", port: spec.retrieval),
      access: spec.datasource == .plugin ? .plugin : .infinity, origin: origin(spec.range))
    var names = PVNameIndex(reading: reading)
    for entry in stack.pvs.entries {
      guard var group = group(entry, &names) else { continue }
      group.watch = watch(entry.value)
      archiver.groups.append(group)
    }
    model.archiver = archiver
    if diagnostics.hasErrors { return }
    model.phoebus = stack.phoebus.map {
      PhoebusTree(
        name: $0.value.configuration ?? model.title, isAnnunciating: $0.value.isAnnunciating)
    }
    addAppliance()
    addArchiverSync()
    addArchiverToGrafana()
    addArchiverExporter()
    addPVRules()
  }

  private mutating func group(
    _ entry: Named<PVGroupSpec>.Entry, _ names: inout PVNameIndex
  ) -> PVGroup? {
    let spec = entry.value
    guard Identifier.parse(entry.name, keyNode(entry), reading) != nil else { return nil }
    if spec.names.isEmpty, spec.file == nil {
      diagnostics.report(
        Diagnostic(
          .emptyPVGroup, .error, "the group names no process variable", at: entry.nameRange
        ).help("write 'names:', or 'file:' with the path of a CSV file"))
      return nil
    }
    var group = PVGroup(
      name: entry.name, title: spec.title ?? entry.name, origin: origin(entry.nameRange))
    group.identity = history.firstName(.pvs, entry.name)
    group.description = spec.description
    var builder = PVGroupBuilder(
      group: group, base: profile(spec, entry.node), reading: reading)
    for range in spec.names { builder.add(range, &names) }
    if let file = spec.file, let table = file.table(PVColumn.all, reading) {
      builder.add(table, of: spec, &names)
    }
    if builder.group.variables.isEmpty, !diagnostics.hasErrors { reportEmpty(entry) }
    return builder.group
  }

  private func reportEmpty(_ entry: Named<PVGroupSpec>.Entry) {
    let patterns =
      entry.value.match.map { (text: $0.value.text, range: $0.range) }
      + entry.value.rowsOf.map { (text: $0.value, range: $0.range) }
    let message =
      patterns.isEmpty
      ? "the file names no process variable that is enabled"
      : "no row of the file fits \(patterns.map { "'\($0.text)'" }.joined(separator: " and "))"
    diagnostics.report(
      Diagnostic(
        .emptyPVGroup, .error, message,
        at: patterns.first?.range ?? entry.value.file?.range ?? entry.nameRange
      ).help("'*' stands for any text, and upper and lower case differ"))
  }

  private func keyNode(_ entry: Named<PVGroupSpec>.Entry) -> Node {
    Node(.scalar(Scalar(entry.name, .plain)), entry.nameRange)
  }

  /// What the group says of all its variables.
  private func profile(_ spec: PVGroupSpec, _ node: Node) -> PVProfile {
    var profile = PVProfile()
    profile.setUnit(spec.unit ?? "")
    profile.decimals = spec.decimals
    profile.lowest = spec.display?.lowest
    profile.highest = spec.display?.highest
    profile.owner = spec.owner
    profile.runbook = spec.runbook
    profile.sampling = spec.sampling.model(reading)
    for entry in spec.thresholds.entries {
      checkSeverity(entry.name, at: entry.nameRange)
      guard
        let limit = entry.value.limit(
          severity: entry.name, pending: spec.pending, profile, at: entry.node, reading)
      else { continue }
      profile.limits.append(limit)
    }
    for var limit in spec.limits?.limits ?? [] {
      limit.pending = spec.pending
      profile.limits.append(limit)
    }
    profile.limits.checkOrder(at: (node["thresholds"] ?? node["limits"] ?? node).range, reading)
    return profile
  }

  private func watch(_ spec: PVGroupSpec) -> PVWatch {
    var watch = PVWatch()
    watch.isDashboardWanted = spec.hasDashboard
    watch.isLatching = spec.isLatching ?? stack.phoebus?.value.isLatching ?? true
    if spec.watchesConnection {
      watch.disconnected = PVAgeWatch(
        time: spec.disconnected?.value ?? .minutes(5), severity: "warning")
    }
    watch.stale = spec.stale.map { PVAgeWatch(time: $0.value, severity: "warning") }
    watch.recordAlarms = spec.alarms.entries.map {
      PVRecordAlarm(severity: $0.name, level: $0.value.level, pending: spec.pending)
    }
    watch.labels = spec.labels.entries.map { ($0.name, $0.value) }
    if let audience = spec.audience { watch.labels.append(("audience", audience.rawValue)) }
    return watch
  }
}

extension ArchivingSpec {
  func model(_ reading: Reading) -> PVSampling {
    var sampling = PVSampling()
    if method == .scan { sampling.method = .scan }
    if let period {
      sampling.period = period.value
      // The appliance raises shorter periods to its minimum without a word.
      if period.value.milliseconds < 100 {
        reading.diagnostics.report(
          Diagnostic(
            .samplingPeriod, .error,
            "the archiver samples no faster than every 100ms, whatever it is asked for",
            at: period.range
          ).help("write 100ms or more"))
      }
    }
    sampling.policy = policy
    if protocolName == .pva { sampling.protocolName = .pvAccess }
    return sampling
  }
}

extension PVProfile {
  /// The unit as the records have it; one that Grafana does not know is shown as it is.
  mutating func setUnit(_ text: String) {
    unit = text
    unitID = text.isEmpty ? nil : Unit(word: text)?.text ?? "suffix: \(text)"
  }

  /// The number that a quantity is in the unit of the variable.
  func number(_ quantity: Quantity) -> Double? {
    if quantity.unit.isEmpty || quantity.unit == unit { return quantity.value }
    return Unit(word: unit).flatMap { quantity.number(in: $0) }
  }
}
