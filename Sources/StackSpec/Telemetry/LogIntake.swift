import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// Logs that the collector fetches or takes, and what it does with each line.
struct LogIntake: SpecRecord {
  static let name = "log intake"
  static let summary = "Logs that the collector fetches or takes, and what it does with each line."

  var containers = false
  var files = Named<LogFilesSpec>()
  var journal: JournalSpec?
  var syslog = Named<SyslogSpec>()
  var push = false
  var stages: [LogStageSpec] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("containers", &containers, "Whether it reads what the containers of the stack print.")
    key("files", &files, "Log files of the host, under the name of who writes them.")
    key("journal", &journal, "The systemd journal of the host.")
    key("syslog", &syslog, "Ports for syslog, under the name of who sends.")
    key("push", &push, "Whether programs push lines to it, as to Loki.")
    key("stages", &stages, "What happens to each line, in order.")
  }
}

/// Log files of the host.
struct LogFilesSpec: SpecRecord {
  static let name = "log files"
  static let summary = "Log files of the host."
  static var shortForm: Shape? { [String].shape }

  var paths: [String] = []
  var labels = Named<String>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("paths", &paths, .required, "Paths below `/var/log`, with `*` for any name.")
    key("labels", &labels, "Labels of their lines.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> LogFilesSpec? {
    guard let paths = [String].read(node, reading) else { return nil }
    var files = LogFilesSpec()
    files.paths = paths
    files.check(node, reading)
    return files
  }

  func check(_ node: Node, _ reading: Reading) {
    let written = node["paths"] ?? node
    for path in written.items ?? [written] {
      guard let text = path.scalar?.text, !text.hasPrefix("/var/log/") else { continue }
      reading.invalid(
        "the collector sees /var/log of the host and nothing else", path,
        help: "write /var/log/...")
    }
  }
}

/// One step that each line goes through; exactly one of its keys is written.
struct LogStageSpec: SpecRecord {
  static let name = "log stage"
  static let summary = "One step that each line goes through."

  var json = Named<String>()
  var logfmt = Named<String>()
  var regex: Regex?
  var label = Named<String>()
  var metadata = Named<String>()
  var drop: Regex?
  var mask: LogMask?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("json", &json, "Takes fields out of a line of JSON: name to path.")
    key("logfmt", &logfmt, "Takes fields out of `key=value` words: name to key.")
    key("regex", &regex, "Takes fields out of a line: the named groups.")
    key("label", &label, "Makes labels of fields: label to field. Few values each, or Loki slows.")
    key("metadata", &metadata, "Keeps fields beside the line: name to field.")
    key("drop", &drop, "Drops lines that match.")
    key("mask", &mask, "Replaces what matches.")
  }

  func check(_ node: Node, _ reading: Reading) {
    guard let entries = node.entries, entries.count != 1 else { return }
    reading.clash(
      "a stage does one thing", node, keys: entries.map(\.key.name),
      help: "write a list item for each")
  }

  /// The steps of the model; several labels are several steps.
  var steps: [LogStage] {
    var steps: [LogStage] = []
    if !json.entries.isEmpty { steps.append(.json(json.fields)) }
    if !logfmt.entries.isEmpty { steps.append(.logfmt(logfmt.fields)) }
    if let regex { steps.append(.regex(regex.text)) }
    steps += label.entries.map { .label(name: $0.name, field: $0.value) }
    steps += metadata.entries.map { .metadata(name: $0.name, field: $0.value) }
    if let drop { steps.append(.drop(drop.text)) }
    if let mask { steps.append(.mask(mask.match?.text ?? "", with: mask.replacement)) }
    return steps
  }
}

extension Named<String> {
  fileprivate var fields: [LogField] { entries.map { LogField(name: $0.name, path: $0.value) } }
}

/// Text that nobody may read.
struct LogMask: SpecRecord {
  static let name = "log mask"
  static let summary = "Text that nobody may read."
  static var shortForm: Shape? { Regex.shape }

  var match: Regex?
  var replacement = "***"

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("match", &match, .required, "What is replaced.")
    key("with", &replacement, "What stands there instead.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> LogMask? {
    guard let match = Regex.read(node, reading) else { return nil }
    var mask = LogMask()
    mask.match = match
    return mask
  }
}
