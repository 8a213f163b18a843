extension TemplateChecker {
  /// Checks the name of a function and how many arguments it gets; gives the kind of its result.
  mutating func check(
    call name: String, _ command: GoTemplate.Command, _ arguments: [TemplateKind], isPiped: Bool
  ) -> TemplateKind {
    let range = command.operands[0].termRange
    guard let function = dialect.function(name) else {
      reportUnknownFunction(name, at: range)
      return .anything
    }
    if let since = function.since, since > dialect.version {
      report("'\(name)' needs \(dialect.program) \(since)", at: range)
    }
    let count = arguments.count + (isPiped ? 1 : 0)
    if !function.arguments.contains(count) {
      report(
        "'\(name)' takes \(describe(function.arguments)), not \(count)", at: range,
        help: count == 0 ? "write a value after it, or before it with '|'" : nil)
      return function.result
    }
    if name == "printf", let format = command.operands.dropFirst().first {
      checkFormat(format, Array(arguments.dropFirst()), isPiped: isPiped)
    }
    if let operand = command.operands.dropFirst().first, case .text(let text) = operand.term {
      checkText(text, operand.termRange, for: name)
    }
    if comparisons.contains(name), !isPiped { checkComparison(command, arguments) }
    if name == "index", !isPiped { return checkIndex(command, arguments) }
    return function.result
  }

  private mutating func reportUnknownFunction(_ name: String, at range: Range<Int>) {
    let names =
      dialect.functions.map(\.name) + ["true", "false", "nil", "if", "range", "with", "end"]
    var help = nearest(to: name, in: names.sorted()).map { "did you mean '\($0)'?" }
    if help == nil {
      let isLabel = dialect.variables["$labels"] != nil
      help = isLabel ? "a label is written $labels.\(name)" : "a field is written .\(name)"
    }
    report("there is no function '\(name)'", at: range, help: help)
  }

  private func describe(_ range: ClosedRange<Int>) -> String {
    let (low, high) = (range.lowerBound, range.upperBound)
    if high == Int.max { return "at least \(low) argument\(low == 1 ? "" : "s")" }
    if low == high { return low == 0 ? "no arguments" : "\(low) argument\(low == 1 ? "" : "s")" }
    return "\(low) to \(high) arguments"
  }

  /// Some functions read their first text in a language of its own.
  private mutating func checkText(_ text: String, _ literal: Range<Int>, for name: String) {
    let inner =
      switch name {
      case "match", "reReplaceAll", "filterLabelsRe", "removeLabelsRe": checkRE2(text)
      case "parseDuration": Duration.check(text)
      default: [Finding]()
      }
    // With an escape in the literal the bytes no longer correspond.
    let isPlain = text.utf8.count == literal.count - 2
    let start = literal.lowerBound + 1
    for finding in inner {
      let range = start + finding.range.lowerBound..<start + finding.range.upperBound
      report(finding.message, at: isPlain ? range : literal, help: finding.help)
    }
  }

  /// `index $labels "x"` is the way to labels whose names are no identifiers.
  private mutating func checkIndex(
    _ command: GoTemplate.Command, _ arguments: [TemplateKind]
  ) -> TemplateKind {
    guard let collection = arguments.first else { return .anything }
    guard arguments.count == 2 else { return arguments.count == 1 ? collection : .anything }
    if case .labels = collection, case .text(let label) = command.operands[2].term {
      let quoted = command.operands[2].termRange
      labelUses.append(.init(label: label, range: quoted.lowerBound + 1..<quoted.upperBound - 1))
    }
    return collection.element
  }

  /// Compares the verbs of a format with the arguments.
  private mutating func checkFormat(
    _ operand: GoTemplate.Operand, _ arguments: [TemplateKind], isPiped: Bool
  ) {
    guard case .text(let format) = operand.term, let verbs = GoFormat.verbs(format) else { return }
    let count = arguments.count + (isPiped ? 1 : 0)
    if verbs.count != count {
      return report(
        "the format has \(verbs.count) verb\(verbs.count == 1 ? "" : "s") for \(count) value"
          + (count == 1 ? "" : "s"), at: operand.termRange)
    }
    for (verb, kind) in zip(verbs, arguments) {
      guard case .number = kind, !"vgGeEfFbxXT".utf8.contains(verb) else { continue }
      let sign = "%\(Unicode.Scalar(verb))"
      report(
        "'\(sign)' cannot show a number with a fraction", at: operand.termRange,
        help: verb == UInt8(ascii: "d") ? "write %.0f" : "write %v, or %.2f")
    }
  }

  /// Go refuses to compare a number that may have a fraction with a whole number.
  private mutating func checkComparison(
    _ command: GoTemplate.Command, _ arguments: [TemplateKind]
  ) {
    let hasNumber = arguments.contains { if case .number = $0 { true } else { false } }
    guard hasNumber else { return }
    for operand in command.operands.dropFirst() {
      guard case .integer(let value) = operand.term else { continue }
      findings.append(
        Finding(
          "a whole number cannot be compared with one that may have a fraction",
          at: operand.range, help: "write \(value).0", replacement: "\(value).0"))
    }
  }
}

private let comparisons: Set = ["eq", "ne", "lt", "le", "gt", "ge"]
