/// Logs that the collector takes or fetches, and what it does with each line.
package struct LogCollection: Sendable {
  /// Whether it reads what the containers of the stack print.
  package var readsContainers = false
  package var files: [LogFiles] = []
  package var journal: JournalLogs?
  package var syslog: [SyslogListener] = []
  /// Port where programs push lines as to Loki itself.
  package var pushPort: Int?
  package var stages: [LogStage] = []
  /// Services whose lines come another way; what their containers print is left alone.
  package var excluded: [String] = []

  package init() {}

  package var isEmpty: Bool { !readsHost && syslog.isEmpty && pushPort == nil }

  /// Whether it reads what lies on the host.
  package var readsHost: Bool { readsContainers || !files.isEmpty || journal != nil }
}

/// The systemd journal of the host.
package struct JournalLogs: Sendable {
  package var path: String
  /// Units whose lines are read; all when empty.
  package var units: [String]
  package var labels: [(name: String, value: String)]

  package init(path: String, units: [String], labels: [(name: String, value: String)]) {
    self.path = path
    self.units = units
    self.labels = labels
  }
}

/// A port that takes syslog.
package struct SyslogListener: Sendable {
  /// Becomes the `service_name` of messages that name no program.
  package var service: String
  package var port: Int
  /// `tcp` or `udp`.
  package var transport: String
  /// `rfc5424` or `rfc3164`.
  package var format: String
  package var labels: [(name: String, value: String)]

  package init(
    service: String, port: Int, transport: String, format: String,
    labels: [(name: String, value: String)]
  ) {
    self.service = service
    self.port = port
    self.transport = transport
    self.format = format
    self.labels = labels
  }
}

/// Log files of the host.
package struct LogFiles: Sendable {
  /// Becomes the `service_name` of their lines.
  package var service: String
  package var paths: [String]
  package var labels: [(name: String, value: String)]

  package init(service: String, paths: [String], labels: [(name: String, value: String)]) {
    self.service = service
    self.paths = paths
    self.labels = labels
  }
}

/// One step that every collected line goes through.
package enum LogStage: Sendable {
  /// Takes fields out of the line.
  case json([LogField])
  case logfmt([LogField])
  case regex(String)
  /// Makes a label of a field.
  case label(name: String, field: String)
  /// Keeps a field beside the line, where queries find it without an index.
  case metadata(name: String, field: String)
  /// Drops lines that match.
  case drop(String)
  /// Replaces what matches.
  case mask(String, with: String)
}

/// A field of a line, and the name it gets.
package struct LogField: Sendable {
  package var name: String
  package var path: String

  package init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

/// How the id of a trace is found in a line of text; the group is called `trace_id`.
package let traceIDPattern =
  #"(?i)trace_?id["']?\s*[:=]\s*["']?(?P<trace_id>[0-9a-f]{32})"#
