internal import Diagnostics
package import YAMLTree

/// Reads a spec and everything it includes into one tree; `nil` when a file has an error.
///
/// What a file writes itself wins over what it includes. Two included files may not write the same
/// value differently, unless the including file settles it.
package func readWithIncludes(
  _ path: String, from sources: some SourceProvider, _ reading: Reading
) -> Node? {
  var includer = Includer(sources: sources, reading: reading)
  do {
    return includer.tree(of: path, try sources.read(path))
  } catch {
    let reason = if case .unreadable(let words) = error { words } else { "there is no such file" }
    reading.diagnostics.error(.unreadableInclude, "cannot read '\(path)': \(reason)", at: nil)
    return nil
  }
}

/// Reads files into files, each path once.
private struct Includer<Sources: SourceProvider> {
  let files: NamedFiles<Sources>
  let reading: Reading
  /// The files being read, outermost first.
  private var chain: [String] = []
  private var trees: [String: Node?] = [:]
  private var byteCount = 0
  private var isFull = false

  init(sources: Sources, reading: Reading) {
    files = NamedFiles(sources, reading)
    self.reading = reading
  }

  private static var mostFiles: Int { 1000 }

  mutating func tree(of path: String, _ text: [UInt8]) -> Node? {
    let source = reading.diagnostics.sources.add(name: path, text: text)
    chain.append(path)
    defer { chain.removeLast() }
    guard let own = parseYAML(source, reading.diagnostics) else { return nil }
    guard let include = own["include"] else { return own }
    let top = own.removing("include")
    guard top.entries != nil, let paths = [Located<RelativePath>].read(include, reading) else {
      return nil
    }
    let children = paths.flatMap { included($0) }
    let trees = children.compactMap { $0 }
    let below = joined(trees, under: top)
    guard children.count == trees.count else { return nil }
    return below.map { overlay($0, with: top) } ?? top
  }

  /// The trees of one item of `include:`; `nil` for each that has an error.
  private mutating func included(_ item: Located<RelativePath>) -> [Node?] {
    if item.value.text.contains("$(") {
      reading.invalid(
        "files are included before params have values", item.node, help: "write the path out")
      return [nil]
    }
    let paths = files.paths(item, namedIn: chain.last)
    return paths.isEmpty ? [nil] : paths.map { read($0, item) }
  }

  private mutating func read(_ path: String, _ item: Located<RelativePath>) -> Node? {
    if let start = chain.firstIndex(of: path) {
      let files = (chain[start...] + [path]).joined(separator: " → ")
      reading.diagnostics.report(
        Diagnostic(
          .circularInclude, .error, "these files include each other: \(files)", at: item.range
        ).help("move what both need into a file of its own"))
      return nil
    }
    if let known = trees[path] { return known }
    guard let text = files.text(path, item) else {
      trees[path] = .some(nil)
      return nil
    }
    guard hasRoom(for: text, item) else { return nil }
    let tree = mapping(tree(of: path, text))
    trees[path] = .some(tree)
    return tree
  }

  private func mapping(_ tree: Node?) -> Node? {
    guard let tree, tree.entries == nil else { return tree }
    reading.wrongType(tree, expected: .map(keys: "sections of a spec", .anything))
    return nil
  }

  private mutating func hasRoom(for text: [UInt8], _ item: Located<RelativePath>) -> Bool {
    byteCount += text.count
    guard byteCount > YAMLLimits.bytes || trees.count + chain.count > Self.mostFiles else {
      return true
    }
    if !isFull {
      reading.diagnostics.error(
        .tooLarge,
        "more than \(Self.mostFiles) files or \(YAMLLimits.bytes >> 20) MiB are included",
        at: item.range)
    }
    isFull = true
    return false
  }

  /// All included trees as one.
  private func joined(_ trees: [Node], under top: Node) -> Node? {
    guard var result = trees.first else { return nil }
    for tree in trees.dropFirst() { result = joined(result, tree, under: top, "") }
    return result
  }

  /// Two included trees as one; what the including file has not settled may not clash.
  private func joined(_ one: Node, _ other: Node, under top: Node?, _ path: String) -> Node {
    guard let below = one.entries, let above = other.entries else {
      if one.isNull { return other }
      if other.isNull || one.isSame(as: other) || top.map({ !$0.isNull }) ?? false { return one }
      reading.diagnostics.report(
        Diagnostic(
          .includeClash, .error, "two included files write '\(path)'", at: other.range
        ).related(one.range, "also written here")
          .help("keep one of them, or write it in the including file, which wins"))
      return one
    }
    var merged = below
    let places = KeyPlaces(below)
    let settled = KeyPlaces(top?.entries ?? [])
    for entry in above {
      guard let place = places[entry.key.name] else {
        merged.append(entry)
        continue
      }
      let name = path.isEmpty ? entry.key.name : "\(path).\(entry.key.name)"
      merged[place].value = joined(
        merged[place].value, entry.value, under: settled.value(of: entry.key.name), name)
    }
    return Node(.mapping(merged), one.range)
  }
}

extension Node {
  /// Whether both are the same place of a file, or write the same scalar.
  fileprivate func isSame(as other: Node) -> Bool {
    if range == other.range { return true }
    guard let scalar, let same = other.scalar else { return false }
    return scalar.text == same.text && (scalar.style == .plain) == (same.style == .plain)
  }
}
