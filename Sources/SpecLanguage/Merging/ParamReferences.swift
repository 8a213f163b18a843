internal import YAMLTree

/// One `$(` of a text: a param to put in, a `$$(` for a plain `$(`, or a mistake.
struct ParamReference {
  var kind: Kind
  /// From the `$` up to and with the `)`, in bytes of the text.
  var bytes: Range<Int>

  enum Kind {
    case param(String)
    case escaped
    /// Something between the brackets that cannot be a name.
    case notAName(String)
    case unclosed
  }
}

private let dollar = UInt8(ascii: "$")
private let open = UInt8(ascii: "(")
private let close = UInt8(ascii: ")")

/// Every `$(` of a text in order; `$name`, `${name}` and `{{ $name }}` belong to other languages.
func paramReferences(in text: String) -> [ParamReference] {
  let bytes = text.utf8Span.span
  guard mayHoldReference(bytes) else { return [] }
  var references: [ParamReference] = []
  var index = 0
  while index + 1 < bytes.count {
    guard bytes[index] == dollar else {
      index += 1
      continue
    }
    if bytes[index + 1] == open {
      let reference = reference(bytes, at: index)
      references.append(reference)
      index = reference.bytes.upperBound
    } else if index + 2 < bytes.count, bytes[index + 1] == dollar, bytes[index + 2] == open {
      references.append(ParamReference(kind: .escaped, bytes: index..<index + 3))
      index += 3
    } else {
      index += 1
    }
  }
  return references
}

private func mayHoldReference(_ bytes: Span<UInt8>) -> Bool {
  var index = 1
  while index < bytes.count {
    if bytes[index] == open, bytes[index - 1] == dollar { return true }
    index += 1
  }
  return false
}

private func reference(_ bytes: Span<UInt8>, at start: Int) -> ParamReference {
  var end = start + 2
  while end < bytes.count, bytes[end] != close { end += 1 }
  guard end < bytes.count else {
    return ParamReference(kind: .unclosed, bytes: start..<start + 2)
  }
  var content: [UInt8] = []
  for index in start + 2..<end { content.append(bytes[index]) }
  let name = String(decoding: content, as: UTF8.self)
  return ParamReference(
    kind: Identifier.firstBadByte(of: name) == nil ? .param(name) : .notAName(name),
    bytes: start..<end + 1)
}

extension ParamReference {
  /// The text with each reference replaced, and which stretch came from where.
  static func replace(
    _ references: [ParamReference], in scalar: Scalar, by values: [String]
  ) -> Scalar {
    var result: [UInt8] = []
    var pieces: [Scalar.Piece] = []
    let written = Array(scalar.text.utf8)
    var copied = 0
    for (reference, value) in zip(references, values) {
      result += written[copied..<reference.bytes.lowerBound]
      let start = result.count
      result += value.utf8
      pieces.append(Scalar.Piece(result: start..<result.count, written: reference.bytes))
      copied = reference.bytes.upperBound
    }
    result += written[copied...]
    var replaced = scalar
    replaced.text = String(decoding: result, as: UTF8.self)
    replaced.pieces = pieces
    return replaced
  }
}
