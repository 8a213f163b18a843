import Reports

extension Option {
  /// Options that every command takes.
  static let everywhere: [Option] = [.color, .help]

  static let help = Option(name: "help", letter: "h", summary: "show this help")
  static let version = Option(name: "version", summary: "show the version")
  static let color = Option(
    name: "color", value: "WHEN", choices: ["auto", "always", "never"],
    summary: "colour on a terminal (auto), always or never; NO_COLOR is honoured")

  static let environment = Option(
    name: "env", letter: "e", value: "NAME", summary: "lay an environment of the spec over it")
  static let setting = Option(
    name: "set", value: "PATH=VALUE", mayRepeat: true,
    summary: "set one value of the spec; may be repeated")
  static let format = Option(
    name: "format", value: "FORMAT", choices: ReportFormat.allCases.map(\.rawValue),
    summary: "how findings are written; human unless told otherwise")
  static let output = Option(
    name: "output", letter: "o", value: "FOLDER", completion: .folders,
    summary: "write into FOLDER/<name>/ in place of generated/<name>/")
  static let check = Option(
    name: "check", summary: "write nothing; list what differs and end with status 4")
  static let force = Option(
    name: "force", summary: "overwrite files that stackgen did not write as they are")

  /// What decides how a spec is read.
  static let reading: [Option] = [.environment, .setting, .format]
}
