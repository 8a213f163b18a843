internal import Diagnostics

/// Says in plain words what libyaml stumbled over, and what to type instead.
func report(
  _ problem: YAMLProblem, in source: SourceID, _ offsets: ByteOffsets, _ diagnostics: Diagnostics
) {
  var offsets = offsets
  let at = offsets.byte(ofScalar: problem.problemIndex)
  let opened = offsets.byte(ofScalar: problem.contextIndex)
  let text = diagnostics.sources[source]
  let place = YAMLPlace(text, at)
  let context = SourceRange(source, opened, opened + 1)
  func say(_ message: String, _ help: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(.invalidYAML, .error, message, at: range).help(help)
  }
  let here = SourceRange(source, at, min(at + 1, text.text.count))
  let found: Diagnostic
  if problem.context.contains("quoted scalar"), problem.problem.contains("end of stream") {
    found = say("this quote is never closed", "add the closing quote", at: context)
  } else if let tab = place.tabInIndentation {
    found = say(
      "a tab stands in the indentation", "indent with spaces; YAML forbids tabs there",
      at: SourceRange(source, tab, tab + 1))
  } else if problem.context.contains("flow sequence") {
    found = say("this '[' is never closed", "write the ']' or a missing ','", at: context)
      .related(here, "reading stopped here")
  } else if problem.context.contains("flow mapping") {
    found = say("this '{' is never closed", "write the '}' or a missing ','", at: context)
      .related(here, "reading stopped here")
  } else if let glued = place.gluedColon {
    found = say(
      "a space is missing after the colon", "write '\(glued.key): \(glued.value)'",
      at: SourceRange(source, glued.colon, glued.colon + 1)
    ).replacing(SourceRange(source, glued.colon, glued.colon + 1), with: ": ")
  } else {
    found = say(
      plainWords(problem, place), helpWords(problem, place), at: here)
  }
  diagnostics.report(found)
}

private func plainWords(_ problem: YAMLProblem, _ place: YAMLPlace) -> String {
  switch problem.problem {
  case let text where text.contains("mapping values are not allowed"):
    return "a ':' stands where no key can be"
  case let text where text.contains("cannot start any token"):
    return "'\(place.character)' cannot begin a value"
  case let text where text.contains("could not find expected ':'"):
    return "this line has no ':' after its key"
  case let text where text.contains("did not find expected key"),
    let text where text.contains("<block end>"),
    let text where text.contains("did not find expected '-' indicator"):
    return "this line does not fit the indentation around it"
  case let text where text.contains("unknown escape character"):
    return "an unknown escape after '\\' in double quotes"
  case let text where text.contains("control characters"):
    return "a control character stands in the text"
  case let text where text.contains("undefined tag handle"):
    return "'!' begins a tag that is not defined"
  case let text where text.contains("comment"):
    return "a space is missing before '#'"
  default:
    return "the text is not valid YAML: \(problem.problem)"
  }
}

private func helpWords(_ problem: YAMLProblem, _ place: YAMLPlace) -> String? {
  switch problem.problem {
  case let text where text.contains("mapping values are not allowed"):
    return "put the value in quotes, or check the indentation of this line"
  case let text where text.contains("cannot start any token"):
    return "put the value in quotes"
  case let text where text.contains("could not find expected ':'"):
    return "write 'key: value'"
  case let text where text.contains("did not find expected key"),
    let text where text.contains("<block end>"),
    let text where text.contains("did not find expected '-' indicator"):
    return "line it up with the keys or items it belongs to"
  case let text where text.contains("unknown escape character"):
    return "write '\\\\' for a backslash, or use single quotes"
  case let text where text.contains("undefined tag handle"):
    return "put the value in quotes"
  default:
    return nil
  }
}

/// The line around a problem, as far as messages ask about it.
private struct YAMLPlace {
  private let source: Source
  private let offset: Int
  private let lineStart: Int
  private let lineEnd: Int

  init(_ source: Source, _ offset: Int) {
    self.source = source
    self.offset = min(offset, source.text.count)
    var start = self.offset
    while start > 0, source.text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    var end = self.offset
    while end < source.text.count, source.text[end] != UInt8(ascii: "\n") { end += 1 }
    lineStart = start
    lineEnd = end
  }

  var character: String {
    guard offset < source.text.count else { return "" }
    return String(decoding: source.text[offset..<min(offset + 4, lineEnd)], as: UTF8.self)
      .prefix(1).description
  }

  var tabInIndentation: Int? {
    var index = lineStart
    while index < lineEnd, source.text[index] == UInt8(ascii: " ") { index += 1 }
    return index < lineEnd && source.text[index] == UInt8(ascii: "\t") ? index : nil
  }

  /// `key:value` on this line or the one before, when nothing else on it is a key.
  var gluedColon: (key: String, value: String, colon: Int)? {
    glued(lineStart, lineEnd) ?? previousLine.flatMap { glued($0, $1) }
  }

  private var previousLine: (Int, Int)? {
    guard lineStart > 0 else { return nil }
    var start = lineStart - 1
    while start > 0, source.text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return (start, lineStart - 1)
  }

  private func glued(_ start: Int, _ end: Int) -> (key: String, value: String, colon: Int)? {
    var index = start
    while index < end, [0x20, UInt8(ascii: "-")].contains(source.text[index]) { index += 1 }
    let keyStart = index
    while index < end, isWord(source.text[index]) { index += 1 }
    guard index > keyStart, index + 1 < end, source.text[index] == UInt8(ascii: ":"),
      isWord(source.text[index + 1])
    else { return nil }
    let value = source.text[(index + 1)..<end]
    guard !value.contains(UInt8(ascii: ":")) else { return nil }
    return (
      String(decoding: source.text[keyStart..<index], as: UTF8.self),
      String(decoding: value, as: UTF8.self), index
    )
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }
}
