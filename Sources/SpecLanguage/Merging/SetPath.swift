internal import Diagnostics
internal import Dialects
package import YAMLTree

/// Reads the argument of `--set`, `versions.prometheus=2.42`, as a tree to lay over a spec.
///
/// The value is YAML; nothing after the `=` stands for `key:` without a value.
package func readSetting(_ argument: String, _ reading: Reading) -> Node? {
  let diagnostics = reading.diagnostics
  let text = Array(argument.utf8)
  let source = diagnostics.sources.add(name: "--set", text: text)
  let whole = SourceRange(source, 0, text.count)
  guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
    diagnostics.report(
      Diagnostic(.invalidSetting, .error, "'\(argument)' gives no value", at: whole)
        .help("write --set path=value"))
    return nil
  }
  let path: SpecPath
  do {
    path = try SpecPath(parsing: String(decoding: text[..<equals], as: UTF8.self))
  } catch {
    diagnostics.report(
      Diagnostic(
        .invalidSetting, .error, error.message,
        at: SourceRange(source, error.range.lowerBound, error.range.upperBound)
      ).help(error.help))
    return nil
  }
  if let first = path.steps.first, ["include", "environments"].contains(first.name) {
    diagnostics.report(
      Diagnostic(
        .invalidSetting, .error, "'\(first.name)' is read before --set, so it cannot be set",
        at: SourceRange(source, first.bytes.lowerBound, first.bytes.upperBound)
      ).help("write it into the spec"))
    return nil
  }
  guard let value = settingValue(source, (equals + 1)..<text.count, diagnostics) else { return nil }
  return path.steps.reversed().reduce(value) { value, step in
    let range = SourceRange(source, step.bytes.lowerBound, step.bytes.upperBound)
    return Node(
      .mapping([Node.Entry(Node.Key(step.name, range), value)]), range.extended(to: value.range))
  }
}

private func settingValue(
  _ source: SourceID, _ bytes: Range<Int>, _ diagnostics: Diagnostics
) -> Node? {
  let range = SourceRange(source, bytes.lowerBound, bytes.upperBound)
  let text = diagnostics.sources[source].text[bytes]
  guard let first = text.first(where: { $0 != UInt8(ascii: " ") }) else {
    return Node(.scalar(Scalar("", .plain)), range)
  }
  if first == UInt8(ascii: "#") {
    diagnostics.report(
      Diagnostic(.invalidSetting, .error, "after '#' YAML sees only a comment", at: range)
        .help("put the value in quotes: --set 'path=\"#...\"'"))
    return nil
  }
  return parseYAML(source, bytes, diagnostics)
}
