internal import Diagnostics

/// Builds the node tree of one document by recursive descent over events.
struct TreeBuilder: ~Copyable {
  private var events: EventParser
  private var offsets: ByteOffsets
  private let source: SourceID
  private let diagnostics: Diagnostics
  private var anchors: [String: Anchor] = [:]
  private var aliasedCount = 0
  private var nodeCount = 0
  /// Items and entries of the lists and mappings that are still open, innermost last.
  private var items: [Node] = []
  private var entries: [Node.Entry] = []
  /// Where the brackets that are still open stand, innermost last.
  private var brackets: [Int] = []

  private struct Anchor {
    var node: Node
    var size: Int
  }

  /// Why building stopped: libyaml's problem, or one already reported.
  private enum Stop: Error {
    case yaml(YAMLProblem)
    case reported
  }

  init(
    _ text: UnsafeBufferPointer<UInt8>, _ source: SourceID, _ shift: Int,
    _ diagnostics: Diagnostics
  ) {
    events = unsafe EventParser(text)
    offsets = unsafe ByteOffsets(text, shift: shift)
    self.source = source
    self.diagnostics = diagnostics
  }

  mutating func document() -> Node? {
    do {
      return try stream()
    } catch {
      if case .yaml(let problem) = error {
        let text = diagnostics.sources[source].text
        let report = YAMLProblemReport(problem, text, source, &offsets, bracket: brackets.last)
        diagnostics.report(report.diagnostic)
      }
      return nil
    }
  }

  private mutating func stream() throws(Stop) -> Node? {
    _ = try next()
    guard case .documentStart = try next() else {
      diagnostics.error(.emptySpec, "the file holds nothing", at: SourceRange(source, 0, 0))
      return nil
    }
    let root = try value(try next(), depth: 0)
    _ = try next()
    guard case .documentStart = try next() else { return root }
    diagnostics.report(
      Diagnostic(.severalDocuments, .error, "a second YAML document begins here", at: range())
        .help("keep one document a file; other files join through 'include:'"))
    return nil
  }

  private mutating func next() throws(Stop) -> EventParser.Kind {
    do { return try events.next() } catch { throw .yaml(error) }
  }

  /// Where the event stands.
  private mutating func range() -> SourceRange {
    SourceRange(source, offsets.byte(ofScalar: events.start), offsets.byte(ofScalar: events.end))
  }

  private mutating func value(_ kind: EventParser.Kind, depth: Int) throws(Stop) -> Node {
    nodeCount += 1
    guard depth < YAMLLimits.depth else {
      diagnostics.error(
        .tooLarge, "values are nested more than \(YAMLLimits.depth) deep", at: range())
      throw .reported
    }
    let before = nodeCount
    let anchor = events.anchor
    let node: Node
    switch kind {
    case .scalar: node = Node(.scalar(events.scalar), contentRange(hasAnchor: anchor != nil))
    case .sequenceStart: node = try sequence(depth: depth)
    case .mappingStart: node = try mapping(depth: depth)
    default: return try alias(anchor ?? "")
    }
    if let anchor { anchors[anchor] = Anchor(node: node, size: nodeCount - before + 1) }
    return node
  }

  /// Where a scalar stands, without the anchor or tag before it.
  private mutating func contentRange(hasAnchor: Bool) -> SourceRange {
    var range = range()
    let hasTag = events.hasTag
    guard hasTag || hasAnchor else { return range }
    let text = diagnostics.sources[source].text[range.bytes]
    if hasTag { reportTag(at: range) }
    range.start = Int32(startOfContent(text))
    return range
  }

  private func reportTag(at range: SourceRange) {
    let text = diagnostics.sources[source].text[range.bytes]
    guard let start = text.firstIndex(of: UInt8(ascii: "!")) else { return }
    let end = text[start...].firstIndex { $0 <= UInt8(ascii: " ") } ?? text.endIndex
    diagnostics.report(
      Diagnostic(
        .invalidYAML, .error, "tags like '!name' have no meaning in a spec",
        at: SourceRange(source, start, end)
      ).help("remove the tag, or put a text that begins with '!' in quotes"))
  }

  private mutating func alias(_ name: String) throws(Stop) -> Node {
    guard let anchor = anchors[name] else {
      diagnostics.report(
        Diagnostic(
          .unknownAnchor, .error, "no anchor '&\(name)' stands before this alias", at: range()
        ).help(
          suggestion(for: name, among: anchors.keys.sorted())
            ?? "put the value in quotes if the '*' belongs to it"))
      throw .reported
    }
    aliasedCount += anchor.size
    nodeCount += anchor.size - 1
    guard aliasedCount <= YAMLLimits.aliased else {
      diagnostics.error(
        .tooLarge, "aliases stand for more than \(YAMLLimits.aliased) values", at: range())
      throw .reported
    }
    return anchor.node
  }

  private mutating func sequence(depth: Int) throws(Stop) -> Node {
    let opening = opening()
    let base = items.count
    while true {
      let kind = try next()
      if case .sequenceEnd = kind {
        let own = Array(items[base...])
        items.removeSubrange(base...)
        return Node(.sequence(own), range(from: opening, to: own.last?.range))
      }
      items.append(try value(kind, depth: depth + 1))
    }
  }

  private mutating func mapping(depth: Int) throws(Stop) -> Node {
    let opening = opening()
    var watch = MappingEntries(base: entries.count)
    var last: SourceRange?
    while true {
      let kind = try next()
      if case .mappingEnd = kind {
        return Node(.mapping(watch.finished(&entries)), range(from: opening, to: last))
      }
      guard case .scalar = kind else {
        reportKey()
        throw .reported
      }
      let scalar = events.scalar
      let anchor = events.anchor
      let key = Node.Key(
        scalar.text, contentRange(hasAnchor: anchor != nil), in: opening.range)
      if let anchor { anchors[anchor] = Anchor(node: Node(.scalar(scalar), key.range), size: 1) }
      let value = try value(try next(), depth: depth + 1)
      last = key.range.extended(to: value.range)
      if scalar.style == .plain, scalar.text == "<<" {
        watch.merge(value, diagnostics)
      } else {
        watch.add(key, value, to: &entries, diagnostics)
      }
    }
  }

  private mutating func reportKey() {
    let range = range()
    let text = diagnostics.sources[source].text
    let brace = UInt8(ascii: "{")
    let start = Int(range.start)
    guard start > 0, text[start - 1] == brace, start < text.count, text[start] == brace else {
      diagnostics.error(.invalidYAML, "a key must be a plain word or quoted text", at: range)
      return
    }
    diagnostics.report(
      Diagnostic(
        .invalidYAML, .error, "a value that begins with '{{' is a mapping to YAML",
        at: SourceRange(source, start - 1, start + 1)
      ).help("put the value in quotes"))
  }

  private struct Opening {
    var range: SourceRange
    var isFlow: Bool
  }

  private mutating func opening() -> Opening {
    let range = range()
    if events.hasTag { reportTag(at: range) }
    if events.isFlow { brackets.append(Int(range.start)) }
    return Opening(range: range, isFlow: events.isFlow)
  }

  /// From the first byte of a list or mapping to its bracket, or to the end of its last value.
  private mutating func range(from opening: Opening, to last: SourceRange?) -> SourceRange {
    if opening.isFlow {
      brackets.removeLast()
      return opening.range.extended(to: range())
    }
    return last.map { opening.range.extended(to: $0) } ?? opening.range
  }
}

/// The first byte after anchors, tags, blanks and comments.
private func startOfContent(_ text: ArraySlice<UInt8>) -> Int {
  var index = text.startIndex
  while index < text.endIndex {
    switch text[index] {
    case UInt8(ascii: "&"), UInt8(ascii: "!"):
      index = text[index...].firstIndex { $0 <= UInt8(ascii: " ") } ?? text.endIndex
    case UInt8(ascii: "#"):
      index = text[index...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.endIndex
    case 0x00...0x20: index += 1
    default: return index
    }
  }
  return text.endIndex
}
