import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// The work in progress of one group of process variables.
struct PVGroupBuilder {
  private(set) var group: PVGroup
  private let base: PVProfile
  let reading: Reading
  private var profiles: [PVProfile: Int] = [:]
  /// Units of rows that were told of.
  private var otherUnits: Set<String> = []

  init(group: PVGroup, base: PVProfile, reading: Reading) {
    self.group = group
    self.base = base
    self.reading = reading
  }

  /// Adds every name of a range.
  mutating func add(_ range: Located<NameRange>, _ names: inout PVNameIndex) {
    let place = names.place(range.range)
    let profile = self.profile(base)
    group.variables.reserveCapacity(group.variables.count + range.value.count)
    for text in range.value.names {
      do {
        let name = try PVName(text)
        guard names.insert(name, at: place, checking: base.sampling) else { continue }
        let own = name.protocolName.map { sampled(base, by: $0) } ?? profile
        group.variables.append(ProcessVariable(name: name.canonical, profile: own))
      } catch {
        // One mistake stands for the whole range.
        reading.report(error, in: range, name: text)
        return
      }
    }
  }

  /// Adds the rows of a table; rows of one variable add their limits to each other.
  mutating func add(_ table: CSVTable, of spec: PVGroupSpec, _ names: inout PVNameIndex) {
    let reader = PVTable(
      table: table, base: base, pending: spec.pending, hasLimits: spec.rowLimits, reading: reading)
    // Rows that two groups share are the doing of the patterns, not of the table.
    let shared = (spec.match.first?.range ?? spec.rowsOf.first?.range).map { names.place($0) }
    var rows: [String: Int] = [:]
    for row in 0..<table.rowCount
    where reader.fits(spec, row) && reader.isEnabled(row) {
      guard let name = reader.name(row), let profile = reader.profile(row) else { continue }
      if let known = rows[name.canonical] {
        extend(known, with: profile, at: table.range(ofRow: row))
        continue
      }
      checkUnit(of: profile, at: table.range(ofRow: row))
      let place = shared ?? names.place(table.range(ofRow: row))
      guard names.insert(name, at: place, checking: profile.sampling) else { continue }
      rows[name.canonical] = group.variables.count
      let own = name.protocolName.map { sampled(profile, by: $0) } ?? self.profile(profile)
      group.variables.append(
        ProcessVariable(
          name: name.canonical, profile: own,
          description: table.text(row, PVColumn.description.rawValue)))
    }
  }

  /// Limits of the group are numbers in the unit of the group.
  private mutating func checkUnit(of profile: PVProfile, at range: SourceRange) {
    guard profile.unitID != base.unitID, !base.unit.isEmpty, !base.limits.isEmpty,
      profile.limits == base.limits, otherUnits.insert(profile.unit).inserted
    else { return }
    reading.diagnostics.report(
      Diagnostic(
        .unitMismatch, .warning,
        "the row is in '\(profile.unit)', and the limits of its group are in '\(base.unit)'",
        at: range
      ).help("write limits in this row, or leave it to a group of its own"))
  }

  private mutating func extend(_ index: Int, with other: PVProfile, at range: SourceRange) {
    var profile = group.profiles[Int(group.variables[index].profile)]
    for limit in other.limits where !base.limits.contains(limit) {
      if profile.limits.contains(where: { $0.clashes(with: limit) }) {
        reading.diagnostics.report(
          Diagnostic(
            .duplicatePV, .error,
            "'\(group.variables[index].name)' has a \(limit.severity) limit of this kind already",
            at: range
          ).help("keep one row for each limit of a variable"))
        return
      }
      profile.limits.append(limit)
    }
    profile.limits.checkOrder(at: range, reading)
    group.variables[index].profile = Int32(self.profile(profile))
  }

  private mutating func sampled(
    _ profile: PVProfile, by protocolName: PVSampling.AccessProtocol
  ) -> Int {
    var own = profile
    own.sampling.protocolName = protocolName
    return self.profile(own)
  }

  private mutating func profile(_ profile: PVProfile) -> Int {
    if let known = profiles[profile] { return known }
    profiles[profile] = group.profiles.count
    group.profiles.append(profile)
    return group.profiles.count - 1
  }
}

/// Every name of the stack, so that none is archived twice under two spellings.
struct PVNameIndex {
  private let reading: Reading
  private var places: [SourceRange] = []
  private var known: [String: Int32] = [:]
  private var reported: Set<Int64> = []

  init(reading: Reading) { self.reading = reading }

  /// A place of the spec that names variables.
  mutating func place(_ range: SourceRange) -> Int {
    places.append(range)
    return places.count - 1
  }

  /// Whether a name is new. One place that repeats another is reported once.
  mutating func insert(_ name: PVName, at place: Int, checking sampling: PVSampling) -> Bool {
    if let trouble = name.trouble, reported.insert(Int64(place) << 32 | 0xFFFF_FFFF).inserted {
      reading.diagnostics.warning(
        .awkwardPVName, "'\(name.canonical)': \(trouble)", at: places[place])
    }
    guard let other = known.updateValue(Int32(place), forKey: name.canonical) else { return true }
    known[name.canonical] = other
    guard reported.insert(Int64(place) << 32 | Int64(other)).inserted else { return false }
    reading.diagnostics.report(
      Diagnostic(
        .duplicatePV, .error, "the process variable '\(name.canonical)' is in the stack already",
        at: places[place]
      ).related(places[Int(other)], "first named here")
        .help("ca://X, pva://X, X.VAL and X are one variable: keep one of them"))
    return false
  }
}

extension Reading {
  /// Says what is wrong with a name of a range.
  func report(_ mistake: PVName.Mistake, in range: Located<NameRange>, name: String) {
    // A range is shown as a whole: its names stand nowhere in the spec.
    let isWritten = range.value.text == name
    let bytes = isWritten ? diagnostics.range(of: mistake.bytes, in: range.node) : range.range
    let subject = isWritten ? "" : " in '\(name)'"
    diagnostics.report(
      Diagnostic(.pvName, .error, mistake.message + subject, at: bytes).help(mistake.help))
  }
}
