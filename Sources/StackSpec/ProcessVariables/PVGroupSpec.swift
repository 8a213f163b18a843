import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// Process variables that are archived, shown and watched together.
struct PVGroupSpec: SpecRecord {
  static let name = "PV group"
  static let summary = "Process variables that are archived, shown and watched together."

  var title: String?
  var description: String?
  var names: [Located<NameRange>] = []
  var file: Located<TableFile>?
  var match: [Located<PVPattern>] = []
  var rowsOf: [Located<String>] = []
  var rowLimits = true
  var sampling = ArchivingSpec()
  var unit: String?
  var decimals: Int?
  var display: DisplayRange?
  var thresholds = Named<Threshold>()
  var limits: EPICSLimits?
  var pending: Duration?
  var disconnected: Located<Duration>?
  var watchesConnection = true
  var stale: Located<Duration>?
  var alarms = Named<RecordSeverity>()
  var owner: String?
  var audience: PVAudience?
  var runbook: String?
  var labels = Named<String>()
  var engine: AlertEngine?
  var hasDashboard = true
  var isLatching: Bool?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("title", &title, "Name for people.")
    key("description", &description, "What the variables are.")
    key("names", &names, "Names, and ranges of names.")
    key("file", &file, "A CSV file with a variable a row, and its limits.")
    key("match", &match, "Which rows of the file belong to the group, by patterns of names.")
    key("rows_of", &rowsOf, "Which rows belong to the group, by patterns of their column `group`.")
    key("row_limits", &rowLimits, "Whether limits of a row stand in place of those of the group.")
    key("archive", &sampling, "How the archiver samples them.")
    key("unit", &unit, "Unit of the values, as the records have it.")
    key("precision", &decimals, "Decimals that are shown.")
    key("display", &display, "The range that panels show.")
    key("thresholds", &thresholds, "Limits by severity.")
    key("limits", &limits, "Limits as an EPICS record has them.")
    key("for", &pending, "How long a limit must be passed.")
    key("disconnected_for", &disconnected, "How long a variable may be disconnected; 5m by itself.")
    key("connection", &watchesConnection, "Whether disconnected variables are told of.")
    key("stale_after", &stale, "How old the last sample may be; not watched when left out.")
    key("alarms", &alarms, "Severities of the record itself that are told of.")
    key("owner", &owner, "Who looks after them; routes match on it.")
    key("audience", &audience, "Whom its alerts are for; routes match on it.")
    key("runbook", &runbook, "What to do: text or a URL.")
    key("labels", &labels, "Further labels of its alerts.")
    key("alert_by", &engine, "The program that evaluates the limits.")
    key("dashboard", &hasDashboard, "Whether the group has a dashboard.")
    key(
      "latching", &isLatching,
      "Whether Phoebus keeps an alarm until somebody acknowledges it, even when it is over.")
  }

  func check(_ node: Node, _ reading: Reading) {
    guard file == nil, !match.isEmpty || !rowsOf.isEmpty || !rowLimits else { return }
    reading.clash(
      "'match', 'rows_of' and 'row_limits' are about the rows of a file", node,
      keys: ["match", "rows_of", "row_limits"], help: "write 'file:' too")
  }
}

/// How the archiver samples variables.
struct ArchivingSpec: SpecRecord {
  static let name = "archiving"
  static let summary = "How the archiver samples variables."

  var method: SamplingMethod?
  var period: Located<Duration>?
  var protocolName: PVProtocol?
  var policy: String?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("method", &method, "Every change, or one sample a period.")
    key("period", &period, "Shortest time between two samples; 1s by itself.")
    key("protocol", &protocolName, "Channel Access or PV Access.")
    key("policy", &policy, "A policy by its name in the appliance's policies.py.")
  }
}

enum SamplingMethod: String, Choice {
  case monitor, scan
}

enum PVProtocol: String, Choice {
  case ca, pva
}

/// Whom alerts are for.
enum PVAudience: String, Choice {
  case `operator`, engineer
}

/// A severity of an EPICS record.
enum RecordSeverity: String, Choice {
  case minor, major, invalid

  var level: Int {
    switch self {
    case .minor: 1
    case .major: 2
    case .invalid: 3
    }
  }
}

/// The range of values that panels show: LOPR and HOPR of a record.
struct DisplayRange: SpecRecord {
  static let name = "display range"
  static let summary = "The range of values that panels show."

  var lowest: Double?
  var highest: Double?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("min", &lowest, "Lower end, LOPR of a record.")
    key("max", &highest, "Upper end, HOPR of a record.")
  }
}

/// Limits as an EPICS record has them: inclusive, each with a severity of its own.
struct EPICSLimits: SpecRecord {
  static let name = "EPICS limits"
  static let summary = "Limits as an EPICS record has them: a value at the limit has passed it."

  var hihi: Double?
  var high: Double?
  var low: Double?
  var lolo: Double?
  var hysteresis: Double?
  var hihiSeverity = RecordSeverity.major
  var highSeverity = RecordSeverity.minor
  var lowSeverity = RecordSeverity.minor
  var loloSeverity = RecordSeverity.major

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("HIHI", &hihi, "Upper alarm limit.")
    key("HIGH", &high, "Upper warning limit.")
    key("LOW", &low, "Lower warning limit.")
    key("LOLO", &lolo, "Lower alarm limit.")
    key("HYST", &hysteresis, "How far a value must come back.")
    key("HHSV", &hihiSeverity, "Severity at HIHI.")
    key("HSV", &highSeverity, "Severity at HIGH.")
    key("LSV", &lowSeverity, "Severity at LOW.")
    key("LLSV", &loloSeverity, "Severity at LOLO.")
  }

  func check(_ node: Node, _ reading: Reading) {
    let written = [("LOLO", lolo), ("LOW", low), ("HIGH", high), ("HIHI", hihi)].compactMap {
      name, value in value.map { (name: name, value: $0) }
    }
    for (lower, upper) in zip(written, written.dropFirst()) where lower.value >= upper.value {
      reading.clash(
        "\(lower.name) must lie below \(upper.name)", node, keys: [lower.name, upper.name])
    }
    if let hysteresis, hysteresis < 0 {
      reading.invalid("a hysteresis is not negative", node["HYST"] ?? node)
    }
  }

  /// The same limits by the severities of alerts.
  var limits: [PVLimit] {
    let margin = hysteresis ?? 0
    func upper(_ limit: Double?, _ severity: RecordSeverity) -> PVLimit? {
      limit.map {
        PVLimit(
          severity: severity.ofAlert, test: .atLeast($0),
          recovery: margin > 0 ? .below($0 - margin) : nil)
      }
    }
    func lower(_ limit: Double?, _ severity: RecordSeverity) -> PVLimit? {
      limit.map {
        PVLimit(
          severity: severity.ofAlert, test: .atMost($0),
          recovery: margin > 0 ? .above($0 + margin) : nil)
      }
    }
    return [
      upper(hihi, hihiSeverity), lower(lolo, loloSeverity), upper(high, highSeverity),
      lower(low, lowSeverity),
    ].compactMap { $0 }
  }
}

extension RecordSeverity {
  /// The severity of alerts that means the same.
  var ofAlert: String { self == .minor ? "warning" : "critical" }
}
