package import Diagnostics

/// What one text may ask of us at most; everything beyond is refused, in bounded time.
package enum YAMLLimits {
  package static let bytes = 64 << 20
  package static let depth = 100
  /// Values that aliases may stand for in all.
  package static let aliased = 1_000_000
}

/// Reads one YAML document; `nil` when the text has an error or holds nothing.
package func parseYAML(_ source: SourceID, _ diagnostics: Diagnostics) -> Node? {
  let text = diagnostics.sources[source].text
  let markLength = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  return parseYAML(source, markLength..<text.count, diagnostics)
}

/// Reads a stretch of a text as one YAML document.
package func parseYAML(
  _ source: SourceID, _ bytes: Range<Int>, _ diagnostics: Diagnostics
) -> Node? {
  let text = diagnostics.sources[source].text
  guard checkText(source, diagnostics) else { return nil }
  return unsafe text.withUnsafeBufferPointer { buffer in
    let body = unsafe UnsafeBufferPointer(rebasing: buffer[bytes])
    var builder = unsafe TreeBuilder(body, source, bytes.lowerBound, diagnostics)
    return builder.document()
  }
}

/// Refuses what is no text at all: too long, no UTF-8, NUL bytes.
package func checkText(_ source: SourceID, _ diagnostics: Diagnostics) -> Bool {
  let text = diagnostics.sources[source].text
  if text.count > YAMLLimits.bytes {
    diagnostics.error(
      .tooLarge, "the file has \(text.count >> 20) MiB; at most \(YAMLLimits.bytes >> 20) are read",
      at: SourceRange(source, 0, 0))
    return false
  }
  if let zero = text.firstIndex(of: 0) {
    diagnostics.report(
      Diagnostic(
        .invalidText, .error, "a NUL byte stands in the text",
        at: SourceRange(source, zero, zero + 1)
      ).help("save the file as UTF-8 text"))
    return false
  }
  if let bad = firstInvalidUTF8(text) {
    diagnostics.report(
      Diagnostic(
        .invalidText, .error, "these bytes are not UTF-8", at: SourceRange(source, bad, bad + 1)
      ).help("save the file as UTF-8 text"))
    return false
  }
  return true
}

/// The first byte that does not belong to valid UTF-8.
package func firstInvalidUTF8(_ text: [UInt8]) -> Int? {
  do {
    _ = try UTF8Span(validating: text.span)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}
