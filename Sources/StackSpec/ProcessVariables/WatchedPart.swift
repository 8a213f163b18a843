import Dialects
import StackModel

/// What is watched of some variables of a group.
struct WatchedPart {
  var key: String
  var what: What
  var severity: String
  var pending: Duration?
  var profile: PVProfile
  var names: [String]

  enum What: Hashable {
    case value(PVLimit), alarm(Int), disconnected, stale(Duration)
  }

  /// What an alert is called behind the title of its group.
  var title: String {
    switch what {
    case .value(let limit): "\(severity): \(limit.test.words)\(unitText)"
    case .alarm(let level): "\(severity): record in \(PVLimit.recordSeverity(level))"
    case .disconnected: "disconnected"
    case .stale(let time): "without a sample for \(time)"
    }
  }

  var unitText: String { profile.unit.isEmpty ? "" : " \(profile.unit)" }

  /// What people are told; `value` is how the engine calls the number in its templates.
  func annotations(
    label: String, value: String, dashboard: String?
  ) -> [(name: String, value: String)] {
    let pv = "{{ $labels.\(label) }}"
    let number = "{{ printf \"%.4g\" \(value) }}"
    var annotations: [(name: String, value: String)] = []
    switch what {
    case .value(let limit):
      let words = "\(limit.test.words)\(unitText)"
      annotations = [
        ("summary", "\(pv) is \(number)\(unitText): \(words)"), ("value", number + unitText),
        ("limit", words),
      ]
      if !profile.unit.isEmpty { annotations.append(("unit", profile.unit)) }
    case .alarm(let level):
      annotations = [
        ("summary", "The record of \(pv) is in \(PVLimit.recordSeverity(level)) or worse"),
        ("value", number), ("limit", "severity \(level)"),
      ]
    case .disconnected:
      annotations = [("summary", "The archiver has no connection to \(pv)")]
    case .stale(let time):
      annotations = [
        ("summary", "The last sample of \(pv) is older than \(time)"),
        ("value", "{{ printf \"%.0f\" \(value) }} s"), ("limit", time.description),
      ]
    }
    if let runbook = profile.runbook {
      annotations.append((runbook.hasPrefix("http") ? "runbook_url" : "runbook", runbook))
    }
    if let dashboard {
      annotations.append(("dashboard_url", "\(dashboard)?var-pv={{ $labels.\(label) | urlquery }}"))
    }
    return annotations
  }
}

extension PVGroup {
  /// Everything that is watched of the group.
  var watchedParts: [WatchedPart] { limitParts + recordAlarmParts + connectionParts }

  /// One part for each limit, over all variables that have it.
  private var limitParts: [WatchedPart] {
    struct Key: Hashable {
      var limit: PVLimit
      var unit: String
      var owner: String?
      var runbook: String?
    }
    var places: [Key: Int] = [:]
    var parts: [WatchedPart] = []
    var counts: [String: Int] = [:]
    for (profile, variables) in byProfile where !variables.isEmpty {
      let names = variables.map(\.name)
      for limit in profile.limits {
        let key = Key(
          limit: limit, unit: profile.unit, owner: profile.owner, runbook: profile.runbook)
        if let place = places[key] {
          parts[place].names += names
          continue
        }
        counts[limit.severity, default: 0] += 1
        places[key] = parts.count
        parts.append(
          WatchedPart(
            key: "\(limit.severity)/\(counts[limit.severity, default: 1])", what: .value(limit),
            severity: limit.severity, pending: limit.pending, profile: profile, names: names))
      }
    }
    return parts
  }

  private var recordAlarmParts: [WatchedPart] {
    watch.recordAlarms.flatMap { alarm in
      byOwner.enumerated().map { index, part in
        WatchedPart(
          key: "alarm-\(alarm.severity)/\(index + 1)", what: .alarm(alarm.level),
          severity: alarm.severity, pending: alarm.pending, profile: part.profile,
          names: part.names)
      }
    }
  }

  private var connectionParts: [WatchedPart] {
    var parts: [WatchedPart] = []
    for (index, part) in byOwner.enumerated() {
      if let watch = watch.disconnected {
        parts.append(
          WatchedPart(
            key: "disconnected/\(index + 1)", what: .disconnected, severity: watch.severity,
            pending: watch.time, profile: part.profile, names: part.names))
      }
      if let watch = watch.stale {
        parts.append(
          WatchedPart(
            key: "stale/\(index + 1)", what: .stale(watch.time), severity: watch.severity,
            pending: nil, profile: part.profile, names: part.names))
      }
    }
    return parts
  }

  /// All variables, apart by owner and runbook only.
  private var byOwner: [(profile: PVProfile, names: [String])] {
    var places: [[String?]: Int] = [:]
    var parts: [(profile: PVProfile, names: [String])] = []
    for (profile, variables) in byProfile where !variables.isEmpty {
      let names = variables.map(\.name)
      if let place = places[[profile.owner, profile.runbook]] {
        parts[place].names += names
      } else {
        places[[profile.owner, profile.runbook]] = parts.count
        parts.append((profile, names))
      }
    }
    return parts
  }
}

extension PVLimit {
  static func recordSeverity(_ level: Int) -> String {
    switch level {
    case 0: "NO_ALARM"
    case 1: "MINOR"
    case 2: "MAJOR"
    default: "INVALID"
    }
  }
}

/// Titles that differ, for Grafana takes one only once a folder.
struct SingleTitles {
  private var counts: [String: Int] = [:]

  /// The title, counted where it was there before.
  mutating func single(_ title: String) -> String {
    // 190 bytes are the most that Grafana takes.
    let short = title.utf8.count > 180 ? String(title.prefix(170)) : title
    counts[short, default: 0] += 1
    let count = counts[short, default: 1]
    return count > 1 ? "\(short), \(count)" : short
  }
}
