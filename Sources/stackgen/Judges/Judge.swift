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

  func files(of set: FileSet) -> [String] {
    set.files.map(\.path).filter { $0.hasPrefix(start) && $0.hasSuffix(end) }
  }

  /// Every judge that `verify` knows.
  static let all = [
    // Secrets and certificates are on the host only, so nothing outside is opened.
    Judge(
      name: "promtool check config", programs: ["promtool"],
      arguments: ["check", "config", "--syntax-only"], start: "prometheus/prometheus.yml", end: ""),
    Judge(
      name: "promtool check rules", programs: ["promtool"], arguments: ["check", "rules"],
      start: "prometheus/rules/", end: ".yml"),
    Judge(
      name: "promtool check rules", programs: ["promtool"], arguments: ["check", "rules"],
      start: "mimir/rules/", end: ".yaml"),
    Judge(
      name: "promtool test rules", programs: ["promtool"], arguments: ["test", "rules"],
      start: "tests/alerts/", end: ".yml"),
    Judge(
      name: "amtool check-config", programs: ["amtool"], arguments: ["check-config"],
      start: "alertmanager/alertmanager.yml", end: ""),
    Judge(
      name: "docker compose config", programs: ["docker"], arguments: ["compose", "-f"],
      start: "docker-compose.yml", end: "", rest: ["config", "--quiet"]),
    Judge(
      name: "docker-compose config", programs: ["docker-compose"], arguments: ["-f"],
      start: "docker-compose.yml", end: "", rest: ["config", "--quiet"]),
  ]
}
