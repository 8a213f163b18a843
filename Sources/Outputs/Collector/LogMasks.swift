internal import StackModel

extension LogCollection {
  /// What nobody may read, wherever a line comes from: statements of OpenTelemetry's language for
  /// lines that programs send themselves.
  var masks: [String] {
    stages.flatMap { stage -> [String] in
      guard case .mask(let pattern, let replacement) = stage else { return [] }
      // A dollar of the replacement would be a group.
      let dollars = replacement.split(separator: "$", omittingEmptySubsequences: false)
      let change = "\(quoted(pattern)), \(quoted(dollars.joined(separator: "$$")))"
      return [
        "replace_pattern(body, \(change)) where IsString(body)",
        "replace_all_patterns(body, \"value\", \(change)) where IsMap(body)",
        "replace_all_patterns(attributes, \"value\", \(change))",
      ]
    }
  }

  private func quoted(_ text: String) -> String {
    text.reduce(into: "\"") { quoted, character in
      if character == "\"" || character == "\\" { quoted.append("\\") }
      if character == "\n" { quoted.append("\\n") } else { quoted.append(character) }
    } + "\""
  }
}
