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
      if case .yaml(let problem) = error { report(problem, in: source, offsets, diagnostics) }
      return nil
    }
  }

  private mutating func stream() throws(Stop) -> Node? {
    _ = try next()
    guard case .documentStart = try next().kind else {
      diagnostics.error(.emptySpec, "the file holds nothing", at: SourceRange(source, 0, 0))
      return nil
    }
    let root = try value(of: try next(), depth: 0)
    _ = try next()
    let after = try next()
    if case .documentStart = after.kind {
      diagnostics.report(
        Diagnostic(
          .severalDocuments, .error, "a second YAML document begins here", at: range(after)
        ).help("keep one document a file; other files join through 'include:'"))
      return nil
    }
    return root
  }

  private mutating func next() throws(Stop) -> Event {
    do { return try events.next() } catch { throw .yaml(error) }
  }

  private mutating func range(_ event: Event) -> SourceRange {
    SourceRange(source, offsets.byte(ofScalar: event.start), offsets.byte(ofScalar: event.end))
  }

  private mutating func value(of event: Event, depth: Int) throws(Stop) -> Node {
    nodeCount += 1
    guard depth < YAMLLimits.depth else {
      diagnostics.error(
        .tooLarge, "values are nested more than \(YAMLLimits.depth) deep", at: range(event))
      throw .reported
    }
    let before = nodeCount
    switch event.kind {
    case .scalar(let scalar, let anchor):
      let node = Node(.scalar(scalar), range(event))
      remember(node, anchor, since: before)
      return node
    case .sequenceStart(let anchor):
      let node = try sequence(event, depth: depth)
      remember(node, anchor, since: before)
      return node
    case .mappingStart(let anchor):
      let node = try mapping(event, depth: depth)
      remember(node, anchor, since: before)
      return node
    case .alias(let name):
      return try alias(name, event)
    default:
      return Node(.scalar(Scalar("", .plain)), range(event))
    }
  }

  private mutating func remember(_ node: Node, _ anchor: String?, since before: Int) {
    guard let anchor else { return }
    anchors[anchor] = Anchor(node: node, size: nodeCount - before + 1)
  }

  private mutating func alias(_ name: String, _ event: Event) throws(Stop) -> Node {
    guard let anchor = anchors[name] else {
      diagnostics.report(
        Diagnostic(
          .unknownAnchor, .error, "no anchor '&\(name)' stands before this alias", at: range(event)
        ).help(suggestion(for: name, among: Array(anchors.keys))))
      throw .reported
    }
    aliasedCount += anchor.size
    nodeCount += anchor.size - 1
    guard aliasedCount <= YAMLLimits.aliased else {
      diagnostics.error(
        .tooLarge, "aliases stand for more than \(YAMLLimits.aliased) values", at: range(event))
      throw .reported
    }
    return anchor.node
  }

  private mutating func sequence(_ start: Event, depth: Int) throws(Stop) -> Node {
    var range = range(start)
    var items: [Node] = []
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind {
        range.end = items.last.map { max($0.range.end, range.end) } ?? range.end
        if start.end > start.start { range = range.extended(to: self.range(event)) }
        return Node(.sequence(items), range)
      }
      items.append(try value(of: event, depth: depth + 1))
    }
  }

  private mutating func mapping(_ start: Event, depth: Int) throws(Stop) -> Node {
    var range = range(start)
    var entries = MappingEntries()
    while true {
      let event = try next()
      if case .mappingEnd = event.kind {
        range.end = max(entries.end, range.end)
        if start.end > start.start { range = range.extended(to: self.range(event)) }
        return Node(.mapping(entries.merged(diagnostics)), range)
      }
      guard case .scalar(let scalar, _) = event.kind else {
        diagnostics.error(
          .invalidYAML, "a key must be a plain word or quoted text", at: self.range(event))
        throw .reported
      }
      let key = Node.Key(scalar.text, self.range(event))
      let isMerge = scalar.text == "<<" && scalar.style == .plain
      let value = try value(of: try next(), depth: depth + 1)
      if isMerge { entries.merge(value, diagnostics) } else { entries.add(key, value, diagnostics) }
    }
  }
}
