/// Why libyaml gave up, and where; indices count Unicode scalars.
struct YAMLProblem: Error {
  var cause: Cause
  var index: Int
  var contextIndex: Int
  /// The byte of the text, for problems that libyaml finds before it counts characters.
  var byte: Int
  /// The last value or bracket that was read.
  var lastStart: Int
  var lastEnd: Int

  enum Cause {
    case badStart, badIndentation, openQuote
    case unknownEscape, badDigits, noCharacter
    case colon, noColon, noKey, noDash, dash, questionMark
    case openFlow, noFlowValue, noValue
    case blockHeader, anchor, tag, control, secondDocument, directive
    case other(String)
  }
}

extension YAMLProblem.Cause {
  /// By the words libyaml has for it.
  init(_ words: String, _ context: String) {
    if context.hasSuffix("directive") || words.contains("incompatible YAML") {
      self = .directive
    } else if context.hasSuffix("quoted scalar"), words.hasPrefix("found unexpected") {
      self = .openQuote
    } else if words.hasPrefix("did not find expected ',' or") {
      self = .openFlow
    } else if words.hasSuffix("node content") {
      self = context.hasSuffix("flow node") ? .noFlowValue : .noValue
    } else if context.hasSuffix("block scalar"), !words.contains("tab character") {
      self = .blockHeader
    } else if context.hasSuffix("anchor") || context.hasSuffix("alias") {
      self = .anchor
    } else if words.contains("tag") || context.contains("tag") {
      self = .tag
    } else if let cause = Self.byWords.first(where: { words.hasPrefix($0.words) })?.cause {
      self = cause
    } else {
      self = .other(words)
    }
  }

  private static let byWords: [(words: String, cause: YAMLProblem.Cause)] = [
    ("found character that cannot start", .badStart), ("found a tab character", .badIndentation),
    ("found unknown escape", .unknownEscape), ("did not find expected hexdecimal", .badDigits),
    ("found invalid Unicode", .noCharacter), ("mapping values are not", .colon),
    ("could not find expected ':'", .noColon), ("did not find expected key", .noKey),
    ("did not find expected '-'", .noDash), ("block sequence entries", .dash),
    ("mapping keys are not", .questionMark), ("control characters", .control),
    ("did not find expected <document start>", .secondDocument),
  ]
}
