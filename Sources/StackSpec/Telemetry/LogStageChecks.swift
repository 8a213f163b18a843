import Diagnostics
import Dialects
import SpecLanguage
import YAMLTree

extension LogIntake {
  /// A label or metadata needs a stage before it that takes its field out of the line.
  func check(_ node: Node, _ reading: Reading) {
    var fields: [String] = []
    for stage in stages {
      fields += (stage.json.entries + stage.logfmt.entries).map(\.name)
      if let regex = stage.regex {
        fields += RE2.groupNames(regex.text)?.compactMap(\.self) ?? []
      }
      for entry in stage.label.entries + stage.metadata.entries
      where !fields.contains(entry.value) {
        reading.diagnostics.report(
          Diagnostic(
            .undefinedName, .error, "no stage before takes out the field '\(entry.value)'",
            at: entry.node.range
          ).help(
            suggestion(for: entry.value, among: fields)
              ?? "take it out by 'json:', 'logfmt:' or a named group of 'regex:'"))
      }
    }
  }
}
