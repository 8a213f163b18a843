import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

/// A flag of a program's command line, as it is: `--web.enable-lifecycle`, `--log.level=debug`.
struct CommandFlag: TextValue {
  var text: String

  static var textShape: TextShape { TextShape("flag", example: "--log.level=debug") }

  /// What stands before the `=`.
  var name: Substring { text.prefix { $0 != "=" } }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> CommandFlag? {
    if text.hasPrefix("-") { return CommandFlag(text: text) }
    reading.invalid("a flag begins with '--'", node, help: "write --\(text)")
    return nil
  }
}

extension Resolver {
  /// Appends flags of the user to those that stackgen writes, none of which may come twice.
  mutating func add(_ flags: [Located<CommandFlag>], to service: String) {
    guard let command = model.service(service)?.command else { return }
    for flag in flags {
      reading.warnOfSecrets(within: flag.node, help: "use a flag that takes the path of a file")
    }
    for flag in flags where !Self.repeatable.contains(flag.value.name) {
      let name = flag.value.name
      guard command.contains(where: { $0 == name || $0.hasPrefix(name + "=") }) else { continue }
      reading.invalid(
        "stackgen writes '\(name)' itself, and the program takes it once", flag.node,
        help: "use the key of the spec that it belongs to, or leave it out")
    }
    change(service) { $0.command += flags.map(\.value.text) }
  }

  private static let repeatable: Set<Substring> = ["--enable-feature", "--cluster.peer"]
}

extension Reading {
  /// Warns of a feature flag that is nearly one that is known: programs only log what they do not
  /// know, and go on without it.
  func checkFeatures(_ written: [Located<String>], among known: [String]) {
    for feature in written where !known.contains(feature.value) {
      guard let meant = nearest(to: feature.value, among: known).first else { continue }
      diagnostics.report(
        Diagnostic(
          .unknownChoice, .warning, "no feature is called '\(feature.value)'", at: feature.range
        ).help("did you mean '\(meant)'?").replacing(feature.range, with: meant))
    }
  }
}
