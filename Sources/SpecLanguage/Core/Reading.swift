package import Diagnostics
package import Dialects
package import YAMLTree

/// What reading a spec needs beside the node: where findings go, which versions are the target.
package struct Reading {
  package let diagnostics: Diagnostics
  package var versions: TargetVersions
  /// Where keys belong that are not known at the place they stand.
  package var keys: KeyIndex?
  /// Where files that a spec names come from; none where only the spec itself is looked at.
  package var files: (any SourceProvider)?

  package init(_ diagnostics: Diagnostics, versions: TargetVersions = TargetVersions()) {
    self.diagnostics = diagnostics
    self.versions = versions
  }

  /// Says that a node is not what its key takes.
  package func wrongType(_ node: Node, expected shape: Shape) {
    var finding = Diagnostic(
      .wrongType, .error, "\(shape.expectation) is expected here, not \(node.kind)",
      at: node.range)
    if let swallowed = commentInPlace(of: node) {
      finding = finding.help(
        "after '#' the line is a comment: put the value in quotes, \"\(swallowed)\"")
    } else if let number = node.scalar?.number, case .text(let text) = shape, let unit = text.unit {
      finding = finding.help(
        unit == "%" && abs(number) <= 100
          ? "write \(percentage(number))%"
          : "write it with its unit, as in \(text.example ?? "")")
    } else if let scalar = node.scalar, scalar.style == .plain, case .text = shape, !node.isNull {
      let quoted = "\"\(diagnostics.sources.words(node.range))\""
      finding = finding.help("write \(quoted) for text").replacing(node.range, with: quoted)
    } else {
      finding = finding.help(node.scalar.flatMap { hint($0, shape) } ?? keys(of: shape))
    }
    diagnostics.report(finding)
  }

  /// The word that YAML took for a comment where a value is missing: `channel: #alerts`.
  private func commentInPlace(of node: Node) -> String? {
    guard node.isNull, node.range.start == node.range.end else { return nil }
    let text = diagnostics.sources[node.range.source].text[Int(node.range.start)...]
    let rest = text.drop { $0 == 0x20 }.prefix { $0 != 0x0A && $0 != 0x0D }
    guard rest.first == UInt8(ascii: "#"), rest.count > 1, rest[rest.startIndex + 1] > 0x23 else {
      return nil
    }
    return String(decoding: rest.prefix { $0 != 0x20 }, as: UTF8.self)
  }

  /// The digits of a share, which may have been written as a fraction of one.
  private func percentage(_ number: Double) -> String {
    let percent = number < 1 ? number * 100 : number
    return percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
  }

  /// What a mapping must hold, or may.
  private func keys(of shape: Shape) -> String? {
    switch shape {
    case .record(let record):
      let keys = record.keys()
      let required = keys.filter { $0.rule.isRequired }
      if !required.isEmpty {
        return "write {\(required.map { "\($0.name): ..." }.joined(separator: ", "))}"
      }
      return "its keys: " + keys.prefix(8).map(\.name).joined(separator: ", ")
        + (keys.count > 8 ? "..." : "")
    case .either(let shapes): return shapes.lazy.compactMap { keys(of: $0) }.first
    default: return nil
    }
  }

  private func hint(_ scalar: Scalar, _ shape: Shape) -> String? {
    switch shape {
    case .boolean:
      switch scalar.text.lowercased() {
      case "yes", "on", "y": return "write true"
      case "no", "off", "n": return "write false"
      default: return "write true or false"
      }
    case .integer where scalar.number != nil: return "write a number without a fraction"
    case .integer, .number:
      return Double(scalar.text)?.isFinite == true ? "write \(scalar.text) without quotes" : nil
    case .record, .map:
      guard let colon = scalar.text.firstIndex(of: ":"), !scalar.text.contains(" ") else {
        return nil
      }
      let value = scalar.text[scalar.text.index(after: colon)...]
      return "a space is missing after the colon: write '\(scalar.text[..<colon]): \(value)'"
    case .list: return "write a list: [\(scalar.text)]"
    default: return nil
    }
  }

  /// Says that keys of one mapping do not go together; points at the last of them.
  package func clash(_ message: String, _ node: Node, keys: [String], help: String? = nil) {
    let written = (node.entries ?? []).filter { keys.contains($0.key.name) }
    var finding = Diagnostic(
      .clashingKeys, .error, message, at: written.last?.key.range ?? node.range
    ).help(help)
    for entry in written.dropLast() { finding = finding.related(entry.key.range, "and this") }
    diagnostics.report(finding)
  }

  /// Says what is wrong inside the text of a node; bytes count in that text.
  package func invalid(
    _ message: String, _ node: Node, _ bytes: Range<Int>? = nil, help: String? = nil,
    replacement: String? = nil
  ) {
    let range = bytes.map { diagnostics.range(of: $0, in: node) } ?? node.range
    var finding = Diagnostic(.invalidValue, .error, message, at: range).help(help)
    if let replacement { finding = finding.replacing(range, with: replacement) }
    diagnostics.report(finding)
  }
}
