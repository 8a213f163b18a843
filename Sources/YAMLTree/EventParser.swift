internal import CYAML

/// Owns a libyaml parser and shows its events one by one.
@safe
struct EventParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private var lastStart = 0
  private var lastEnd = 0

  /// What an event begins or ends.
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias, scalar, sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }

  /// The text must outlive the parser: call inside the closure that lends it.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    unsafe parser = .allocate(capacity: 1)
    unsafe event = .allocate(capacity: 1)
    unsafe event.initialize(to: yaml_event_t())
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_event_delete(event)
    unsafe yaml_parser_delete(parser)
    unsafe event.deallocate()
    unsafe parser.deallocate()
  }

  /// Goes to the next event, or says what stopped libyaml.
  mutating func next() throws(YAMLProblem) -> Kind {
    lastStart = start
    lastEnd = end
    unsafe yaml_event_delete(event)
    guard unsafe yaml_parser_parse(parser, event) == 1 else { throw problem() }
    return unsafe Kind(event.pointee.type)
  }

  /// Where the event begins and ends; indices count Unicode scalars, as libyaml does.
  var start: Int { unsafe Int(event.pointee.start_mark.index) }
  var end: Int { unsafe Int(event.pointee.end_mark.index) }

  /// The scalar of a scalar event.
  var scalar: Scalar {
    let raw = unsafe event.pointee.data.scalar
    // libyaml only lets valid UTF-8 through, and checks what escapes stand for.
    let bytes = unsafe UnsafeBufferPointer(start: raw.value, count: raw.length)
    let text = unsafe String(copying: UTF8Span(unchecked: bytes.span))
    return unsafe Scalar(text, Scalar.Style(raw.style))
  }

  /// The anchor of a value, or the one an alias names.
  var anchor: String? {
    let data = unsafe event.pointee.data
    switch unsafe event.pointee.type {
    case YAML_SCALAR_EVENT: return unsafe text(data.scalar.anchor)
    case YAML_SEQUENCE_START_EVENT: return unsafe text(data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT: return unsafe text(data.mapping_start.anchor)
    case YAML_ALIAS_EVENT: return unsafe text(data.alias.anchor)
    default: return nil
    }
  }

  /// Whether `!tag` stands before a value.
  var hasTag: Bool {
    let data = unsafe event.pointee.data
    switch unsafe event.pointee.type {
    case YAML_SCALAR_EVENT: return unsafe data.scalar.tag != nil
    case YAML_SEQUENCE_START_EVENT: return unsafe data.sequence_start.tag != nil
    case YAML_MAPPING_START_EVENT: return unsafe data.mapping_start.tag != nil
    default: return false
    }
  }

  /// Whether a list or mapping begins with a bracket.
  var isFlow: Bool {
    let data = unsafe event.pointee.data
    switch unsafe event.pointee.type {
    case YAML_SEQUENCE_START_EVENT:
      return unsafe data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    case YAML_MAPPING_START_EVENT:
      return unsafe data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
    default: return false
    }
  }

  private func problem() -> YAMLProblem {
    let raw = unsafe parser.pointee
    let words = unsafe raw.problem.map { unsafe String(cString: $0) } ?? ""
    let context = unsafe raw.context.map { unsafe String(cString: $0) } ?? ""
    return unsafe YAMLProblem(
      cause: YAMLProblem.Cause(words, context), index: Int(raw.problem_mark.index),
      contextIndex: Int(raw.context_mark.index), byte: Int(raw.problem_offset),
      lastStart: lastStart, lastEnd: lastEnd)
  }
}

private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
  guard let pointer = unsafe pointer else { return nil }
  return unsafe String(cString: pointer)
}

extension EventParser.Kind {
  fileprivate init(_ type: yaml_event_type_t) {
    switch type {
    case YAML_STREAM_START_EVENT: self = .streamStart
    case YAML_DOCUMENT_START_EVENT: self = .documentStart
    case YAML_DOCUMENT_END_EVENT: self = .documentEnd
    case YAML_ALIAS_EVENT: self = .alias
    case YAML_SCALAR_EVENT: self = .scalar
    case YAML_SEQUENCE_START_EVENT: self = .sequenceStart
    case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
    case YAML_MAPPING_START_EVENT: self = .mappingStart
    case YAML_MAPPING_END_EVENT: self = .mappingEnd
    default: self = .streamEnd
    }
  }
}

extension Scalar.Style {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}
