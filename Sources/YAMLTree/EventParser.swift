internal import CYAML

/// Owns a libyaml parser and hands out its events one by one.
@safe
struct EventParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// The text must outlive the parser: call inside the closure that lends it.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    unsafe parser = .allocate(capacity: 1)
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// The next event, or what stopped libyaml.
  mutating func next() throws(YAMLProblem) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe Event(event)
  }

  private func problem() -> YAMLProblem {
    let raw = unsafe parser.pointee
    return unsafe YAMLProblem(
      problem: raw.problem.map { unsafe String(cString: $0) } ?? "",
      context: raw.context.map { unsafe String(cString: $0) } ?? "",
      problemIndex: Int(raw.problem_mark.index), contextIndex: Int(raw.context_mark.index),
      offset: Int(raw.problem_offset))
  }
}

/// One event; indices count Unicode scalars, as libyaml does.
struct Event {
  var kind: Kind
  var start: Int
  var end: Int

  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(Scalar, anchor: String?)
    case sequenceStart(anchor: String?), sequenceEnd
    case mappingStart(anchor: String?), mappingEnd
  }

  init(_ event: yaml_event_t) {
    start = unsafe Int(event.start_mark.index)
    end = unsafe Int(event.end_mark.index)
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_ALIAS_EVENT: kind = .alias(unsafe text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      kind = .scalar(
        Scalar(unsafe String(decoding: bytes, as: UTF8.self), unsafe Scalar.Style(scalar.style)),
        anchor: unsafe text(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequenceStart(anchor: unsafe text(event.data.sequence_start.anchor))
    case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      kind = .mappingStart(anchor: unsafe text(event.data.mapping_start.anchor))
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    default: kind = .streamEnd
    }
  }
}

private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
  guard let pointer = unsafe pointer else { return nil }
  return unsafe String(cString: pointer)
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

/// Why libyaml gave up, in its own words and places.
struct YAMLProblem: Error {
  var problem: String
  var context: String
  var problemIndex: Int
  var contextIndex: Int
  var offset: Int
}
