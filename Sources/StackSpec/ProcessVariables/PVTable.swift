import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// The columns of a table of process variables.
enum PVColumn: Int, CaseIterable {
  case name, threshold, condition, severity, warning, critical, lowWarning, lowCritical
  case hihi, high, low, lolo, hysteresis, pending, unit, description, owner, runbook, enabled
  case precision, lowest, highest, method, period, protocolName, policy, group

  static let all: [TableColumn] = allCases.map { column in
    switch column {
    case .name: TableColumn("pv_name", aliases: ["pv", "name"], .required)
    case .threshold: TableColumn("threshold", aliases: ["limit"])
    case .condition: TableColumn("condition", aliases: ["operator"])
    case .severity: TableColumn("severity")
    case .warning: TableColumn("warning", aliases: ["high_warning"])
    case .critical: TableColumn("critical", aliases: ["high_critical"])
    case .lowWarning: TableColumn("low_warning")
    case .lowCritical: TableColumn("low_critical")
    case .hihi: TableColumn("hihi")
    case .high: TableColumn("high")
    case .low: TableColumn("low")
    case .lolo: TableColumn("lolo")
    case .hysteresis: TableColumn("hysteresis", aliases: ["hyst"])
    case .pending: TableColumn("for", aliases: ["delay"])
    case .unit: TableColumn("unit", aliases: ["egu", "units"])
    case .description: TableColumn("description", aliases: ["desc"])
    case .owner: TableColumn("owner")
    case .runbook: TableColumn("runbook", aliases: ["guidance"])
    case .enabled: TableColumn("enabled")
    case .precision: TableColumn("precision", aliases: ["prec", "decimals"])
    case .lowest: TableColumn("min", aliases: ["lopr"])
    case .highest: TableColumn("max", aliases: ["hopr"])
    case .method: TableColumn("method")
    case .period: TableColumn("period")
    case .protocolName: TableColumn("protocol")
    case .policy: TableColumn("policy")
    case .group: TableColumn("group", aliases: ["system", "component"])
    }
  }
}

/// Reads the rows of a table of process variables; a cell left empty says what the group says.
struct PVTable {
  let table: CSVTable
  let base: PVProfile
  let pending: Duration?
  /// Whether the limits of its rows count.
  let hasLimits: Bool
  let reading: Reading

  /// Whether a row belongs to a group; without patterns, every row does.
  func fits(_ spec: PVGroupSpec, _ row: Int) -> Bool {
    func fits(_ column: PVColumn, _ patterns: [String]) -> Bool {
      guard !patterns.isEmpty else { return true }
      let text = table.text(row, column.rawValue)
      return patterns.contains { matchesGlob(text, $0) }
    }
    return fits(.name, spec.match.map(\.value.text)) && fits(.group, spec.rowsOf.map(\.value))
  }

  /// Spreadsheets write truth in many ways.
  func isEnabled(_ row: Int) -> Bool {
    guard let node = cell(row, .enabled), let word = node.scalar?.text.lowercased() else {
      return true
    }
    switch word {
    case "true", "yes", "y", "1", "on": return true
    case "false", "no", "n", "0", "off": return false
    default:
      reading.unknownWord(word, node, candidates: ["true", "false"])
      return false
    }
  }

  func name(_ row: Int) -> PVName? {
    guard let node = cell(row, .name), let text = node.scalar?.text else {
      reading.diagnostics.report(
        Diagnostic(
          .pvName, .error, "the row names no process variable", at: table.range(ofRow: row)
        ).help("write its name under 'pv_name'"))
      return nil
    }
    do {
      return try PVName(text)
    } catch {
      reading.diagnostics.report(
        Diagnostic(
          .pvName, .error, error.message, at: reading.diagnostics.range(of: error.bytes, in: node)
        ).help(error.help))
      return nil
    }
  }

  /// What the row says of its variable, laid over what the group says; `nil` after an error.
  func profile(_ row: Int) -> PVProfile? {
    var profile = base
    if let unit = cell(row, .unit)?.scalar?.text { profile.setUnit(unit) }
    if let owner = cell(row, .owner)?.scalar?.text { profile.owner = owner }
    if let runbook = cell(row, .runbook)?.scalar?.text { profile.runbook = runbook }
    if let node = cell(row, .precision) { profile.decimals = Int.read(node, reading) }
    if let node = cell(row, .lowest) { profile.lowest = Double.read(node, reading) }
    if let node = cell(row, .highest) { profile.highest = Double.read(node, reading) }
    addSampling(row, &profile)
    guard hasLimits else { return profile }
    guard let own = limits(row, profile) else { return nil }
    // The limits of a row stand in place of those of the group.
    if !own.isEmpty { profile.limits = own }
    profile.limits.checkOrder(at: table.range(ofRow: row), reading)
    return profile
  }

  private func addSampling(_ row: Int, _ profile: inout PVProfile) {
    if let node = cell(row, .method), let method = SamplingMethod.read(node, reading) {
      profile.sampling.method = method == .scan ? .scan : .monitor
    }
    if let node = cell(row, .protocolName), let name = PVProtocol.read(node, reading) {
      profile.sampling.protocolName = name == .pva ? .pvAccess : .channelAccess
    }
    if let node = cell(row, .period), let period = Located<Duration>.read(node, reading) {
      var spec = ArchivingSpec()
      spec.period = period
      profile.sampling.period = spec.model(reading).period
    }
    if let policy = cell(row, .policy)?.scalar?.text { profile.sampling.policy = policy }
  }

  private func limits(_ row: Int, _ profile: PVProfile) -> [PVLimit]? {
    var limits: [PVLimit] = []
    var isWrong = false
    func add(_ severity: String, _ test: PVLimit.Test?) {
      if let test { limits.append(PVLimit(severity: severity, test: test)) } else { isWrong = true }
    }
    if let node = cell(row, .threshold) {
      add(
        cell(row, .severity)?.scalar?.text ?? "warning",
        compared(node, by: cell(row, .condition), at: row))
    } else if let node = cell(row, .condition), let word = node.scalar?.text,
      comparisonWords.contains(word.lowercased())
    {
      reading.diagnostics.report(
        Diagnostic(.missingKey, .error, "the condition '\(word)' has no threshold", at: node.range)
          .help("write the number under 'threshold'"))
      isWrong = true
    } else if let node = cell(row, .condition) {
      add(
        cell(row, .severity)?.scalar?.text ?? "warning",
        Condition.read(node, reading)?.test.limit(profile, at: node, reading))
    }
    let sides: [(PVColumn, String, (Double) -> PVLimit.Test)] = [
      (.critical, "critical", { .above($0) }), (.lowCritical, "critical", { .below($0) }),
      (.warning, "warning", { .above($0) }), (.lowWarning, "warning", { .below($0) }),
      (.hihi, "critical", { .atLeast($0) }), (.lolo, "critical", { .atMost($0) }),
      (.high, "warning", { .atLeast($0) }), (.low, "warning", { .atMost($0) }),
    ]
    for (column, severity, make) in sides {
      guard let node = cell(row, column) else { continue }
      if node.scalar?.number != nil {
        add(severity, Double.read(node, reading).map(make))
      } else {
        add(severity, Condition.read(node, reading)?.test.limit(profile, at: node, reading))
      }
    }
    guard !isWrong else { return nil }
    return timed(limits, row)
  }

  /// `gt` and its kin, as tables of limits have them.
  private func compared(_ limit: Node, by condition: Node?, at row: Int) -> PVLimit.Test? {
    guard let number = Double.read(limit, reading) else { return nil }
    guard let condition, let word = condition.scalar?.text else {
      reading.diagnostics.report(
        Diagnostic(
          .missingKey, .error, "the threshold has no condition", at: table.range(ofRow: row)
        ).help("write gt, gte, lt or lte under 'condition'"))
      return nil
    }
    switch word.lowercased() {
    case "gt", ">": return .above(number)
    case "gte", "ge", ">=": return .atLeast(number)
    case "lt", "<": return .below(number)
    case "lte", "le", "<=": return .atMost(number)
    case "eq", "==": return .equal(number)
    case "ne", "!=": return .notEqual(number)
    default:
      reading.unknownWord(
        word, condition, candidates: comparisonWords)
      return nil
    }
  }

  /// The limits with the hysteresis and the time of their row.
  private func timed(_ limits: [PVLimit], _ row: Int) -> [PVLimit]? {
    var distance: Double?
    if let node = cell(row, .hysteresis) {
      guard let number = Double.read(node, reading) else { return nil }
      if number < 0 {
        reading.invalid("a hysteresis is not negative", node)
        return nil
      }
      distance = number > 0 ? number : nil
    }
    var time = pending
    if let node = cell(row, .pending) {
      guard let own = Duration.read(node, reading) else { return nil }
      time = own
    }
    return limits.map { limit in
      var limit = limit
      limit.recovery = distance.flatMap { limit.test.recovery(by: $0) }
      limit.pending = time
      return limit
    }
  }

  private func cell(_ row: Int, _ column: PVColumn) -> Node? { table[row, column.rawValue] }
}

/// What tables of limits write for `>` and its kin.
private let comparisonWords = ["gt", "gte", "lt", "lte", "eq", "ne"]
