import Dialects
import Documents

/// A tool of other people that looks at a build.
struct Judge {
  let name: String
  /// The program, or the first of several that is installed.
  let programs: [String]
  let arguments: [String]
  /// What it looks at: files whose path begins and ends like this.
  let start: String
  let end: String
  /// What stands behind the files.
  var rest: [String] = []
  /// A complaint that says nothing of the files.
  var excuse: String?
  /// The program whose configuration it reads, in the version of the judge.
  var reads: Dialects.Tool?

  func files(of set: FileSet) -> [String] {
    set.files.map(\.path).filter { $0.hasPrefix(start) && $0.hasSuffix(end) }
  }

  /// Every judge that `verify` knows.
  static let all = [
    // Secrets and certificates are on the host only, so nothing outside is opened.
    Judge(
      name: "promtool check config", programs: ["promtool"],
      arguments: ["check", "config", "--syntax-only"], start: "prometheus/prometheus.yml", end: "",
      reads: .prometheus),
    Judge(
      name: "promtool check rules", programs: ["promtool"], arguments: ["check", "rules"],
      start: "prometheus/rules/", end: ".yml", reads: .prometheus),
    Judge(
      name: "promtool check rules", programs: ["promtool"], arguments: ["check", "rules"],
      start: "mimir/rules/", end: ".yaml"),
    Judge(
      name: "promtool test rules", programs: ["promtool"], arguments: ["test", "rules"],
      start: "tests/alerts/", end: ".yml", reads: .prometheus),
    Judge(
      name: "amtool check-config", programs: ["amtool"], arguments: ["check-config"],
      start: "alertmanager/alertmanager.yml", end: "", reads: .alertmanager),
    // Certificates are read last, and are in the container only.
    Judge(
      name: "promtool check web-config", programs: ["promtool"],
      arguments: ["check", "web-config"], start: "prometheus/web.yml", end: "",
      excuse: "open /run/secrets/"),
    Judge(
      name: "promtool check web-config", programs: ["promtool"],
      arguments: ["check", "web-config"], start: "alertmanager/web.yml", end: "",
      excuse: "open /run/secrets/"),
    Judge(
      name: "blackbox_exporter --config.check",
      programs: ["blackbox_exporter", "prometheus-blackbox-exporter"],
      arguments: ["--config.check", "--config.file"], start: "blackbox", end: "/config.yml"),
    // Debian's, called prometheus-snmp-exporter, is older than this form of the file.
    Judge(
      name: "snmp_exporter --dry-run", programs: ["snmp_exporter"],
      arguments: ["--dry-run", "--config.file"], start: "snmp", end: "/modules.yml"),
    Judge(
      name: "docker compose config", programs: ["docker"], arguments: ["compose", "-f"],
      start: "docker-compose.yml", end: "", rest: ["config", "--quiet"]),
    Judge(
      name: "docker-compose config", programs: ["docker-compose"], arguments: ["-f"],
      start: "docker-compose.yml", end: "", rest: ["config", "--quiet"]),
  ]
}
