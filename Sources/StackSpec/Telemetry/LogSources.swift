import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// The systemd journal of the host.
struct JournalSpec: SpecRecord {
  static let name = "journal"
  static let summary = "The systemd journal of the host."
  static var shortForm: Shape? { .boolean }

  var isRead = true
  var path = "/var/log/journal"
  var units: [String] = []
  var labels = Named<String>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("enabled", &isRead, "Whether it is read.")
    key("path", &path, "Folder of the journal; `/run/log/journal` where it is kept in memory.")
    key("units", &units, "Units whose lines are read, such as `nginx.service`; all when absent.")
    key("labels", &labels, "Labels of their lines.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> JournalSpec? {
    guard let isRead = Bool.read(node, reading) else { return nil }
    var journal = JournalSpec()
    journal.isRead = isRead
    return journal
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.checkLabelNames(labels)
    guard let written = node["path"], !path.hasPrefix("/") else { return }
    reading.invalid("'\(path)' is not a whole path", written, help: "begin with '/'")
  }

  /// A unit without a kind is a service, as `journalctl` has it.
  var model: JournalLogs {
    JournalLogs(
      path: path, units: units.map { $0.contains(".") ? $0 : "\($0).service" },
      labels: labels.entries.map { ($0.name, $0.value) })
  }
}

/// A port to which programs or devices send syslog.
struct SyslogSpec: SpecRecord {
  static let name = "syslog"
  static let summary = "A port to which programs or devices send syslog."
  static var shortForm: Shape? { Port.shape }

  var port = Port(0)
  var transport = Transport.tcp
  var format = SyslogFormat.rfc5424
  var labels = Named<String>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("port", &port, .required, "Port of the host they send to.")
    key("protocol", &transport, "Protocol below.")
    key("format", &format, "How a message is written; older devices write `rfc3164`.")
    key("labels", &labels, "Labels of their lines.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> SyslogSpec? {
    guard let port = Port.read(node, reading) else { return nil }
    var syslog = SyslogSpec()
    syslog.port = port
    return syslog
  }

  func check(_ node: Node, _ reading: Reading) { reading.checkLabelNames(labels) }
}

/// How a syslog message is written.
enum SyslogFormat: String, Choice {
  case rfc5424, rfc3164
}

extension LogIntake {
  /// The ports for syslog. Inside the stack they are counted up from one that needs no privilege.
  var syslogListeners: [SyslogListener] {
    syslog.entries.enumerated().map { index, entry in
      SyslogListener(
        service: entry.name, port: 5514 + index, transport: entry.value.transport.rawValue,
        format: entry.value.format.rawValue,
        labels: entry.value.labels.entries.map { ($0.name, $0.value) })
    }
  }
}

extension Resolver {
  /// Opens the ports for syslog on the host.
  mutating func publishSyslog(_ collector: Collector, _ intake: LogIntake) {
    for (entry, listener) in zip(intake.syslog.entries, collector.logs.syslog) {
      change(collector.service) {
        $0.listens.append(Listener(port: listener.port, speaks: "syslog"))
      }
      publish(
        collector.service, host: entry.value.port.number, container: listener.port,
        entry.value.transport, hasPages: false, at: entry.node["port"]?.range ?? entry.node.range)
    }
  }
}
