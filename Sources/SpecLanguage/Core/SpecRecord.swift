internal import Diagnostics
package import Dialects
package import YAMLTree

/// A mapping of the spec language. `visitKeys` is its only description: reading, spelling
/// hints, JSON Schema and manual are all visits of it.
package protocol SpecRecord: SpecValue {
  /// The record's name in the schema and the manual.
  static var name: String { get }
  static var summary: String { get }
  /// What may be written in place of the mapping, when there is a short form.
  static var shortForm: Shape? { get }
  /// Whether nothing at all (`node:`) stands for a record of defaults.
  static var mayBeEmpty: Bool { get }
  /// What other tools call keys of the record: compose's `ports` is `publish`.
  static var otherWords: [String: String] { get }

  init()
  mutating func visitKeys(_ key: inout some KeyVisitor)
  /// Reads the short form; called for whatever is not a mapping.
  static func readShort(_ node: Node, _ reading: Reading) -> Self?
  /// Reports what is wrong between the keys of one record; the node is its mapping.
  func check(_ node: Node, _ reading: Reading)
}

/// Is told each key of a record once: its name, the property behind it, its rule, its meaning.
package protocol KeyVisitor {
  mutating func callAsFunction<Value: SpecValue>(
    _ name: String, _ value: inout Value, _ rule: KeyRule, _ summary: String)

  /// A record whose keys stand beside the others in a spec, and under a key of their own in
  /// upstream's document.
  mutating func inlined(_ record: inout some SpecRecord, as upstream: String)
}

extension KeyVisitor {
  package mutating func inlined(_ record: inout some SpecRecord, as upstream: String) {
    record.visitKeys(&self)
  }

  package mutating func callAsFunction<Value: SpecValue>(
    _ name: String, _ value: inout Value, _ summary: String
  ) {
    self(name, &value, .optional, summary)
  }
}

/// What holds for a key beside its type.
package struct KeyRule: Sendable {
  package var isRequired = false
  /// The first version of a program that knows this.
  package var since: VersionGate?
  /// A key of stackgen's own, which upstream's document does not have.
  package var isOwn = false
  /// Upstream's key where it is another: a secret `password` is written as `password_file`.
  package var writtenAs: String?
  /// Upstream's key for a value that may be a secret and is one.
  package var secretKey: String?
  /// The first version of a program that reads such a secret from a file.
  package var secretSince: VersionGate?
  /// What upstream takes for a key that is left out, where stackgen's default is another.
  package var upstreamDefault: String?

  package static let optional = KeyRule()
  package static let required = KeyRule(isRequired: true)
  package static let own = KeyRule(isOwn: true)

  package static func since(_ tool: Tool, _ major: Int, _ minor: Int) -> KeyRule {
    KeyRule(since: VersionGate(tool, major, minor))
  }

  package static func writtenAs(_ key: String) -> KeyRule { KeyRule(writtenAs: key) }

  package static func secretAs(_ key: String) -> KeyRule { KeyRule(secretKey: key) }

  package static func secretAs(
    _ key: String, since tool: Tool, _ major: Int, _ minor: Int
  ) -> KeyRule {
    KeyRule(secretKey: key, secretSince: VersionGate(tool, major, minor))
  }

  package static func upstreamDefault(_ text: String) -> KeyRule {
    KeyRule(upstreamDefault: text)
  }

  package func since(_ tool: Tool, _ major: Int, _ minor: Int) -> KeyRule {
    var rule = self
    rule.since = VersionGate(tool, major, minor)
    return rule
  }

  package func writtenAs(_ key: String) -> KeyRule {
    var rule = self
    rule.writtenAs = key
    return rule
  }
}

extension SpecRecord {
  package static var shortForm: Shape? { nil }
  package static var mayBeEmpty: Bool { false }
  package static var otherWords: [String: String] { [:] }
  package func check(_ node: Node, _ reading: Reading) {}

  package static func readShort(_ node: Node, _ reading: Reading) -> Self? {
    if mayBeEmpty, node.isNull { return Self() }
    reading.wrongType(node, expected: shape)
    return nil
  }

  package static var recordShape: RecordShape {
    RecordShape(name: name, summary: summary, mayBeEmpty: mayBeEmpty) {
      var lister = KeyLister()
      var record = Self()
      record.visitKeys(&lister)
      return lister.keys
    }
  }

  package static var shape: Shape {
    guard let shortForm else { return .record(recordShape) }
    return .either([shortForm, .record(recordShape)])
  }

  package static func read(_ node: Node, _ reading: Reading) -> Self? {
    readRecord(node, reading, alsoKnown: [])
  }

  /// Reads the record; keys in `alsoKnown` belong to somebody else and are left alone.
  package static func readRecord(
    _ node: Node, _ reading: Reading, alsoKnown: [String]
  ) -> Self? {
    guard let entries = node.entries else { return readShort(node, reading) }
    var record = Self()
    var reader = KeyReader(entries: entries, range: node.range, reading: reading)
    record.visitKeys(&reader)
    if reader.found.count < entries.count {
      reader.reportUnknown(alsoKnown: alsoKnown, recordShape, otherWords)
    }
    record.check(node, reading)
    return record
  }
}

/// Fills a record from a mapping.
private struct KeyReader: KeyVisitor {
  let entries: [Node.Entry]
  let range: SourceRange
  let reading: Reading
  /// Keys of the mapping that the record has.
  var found: [String] = []
  /// A bit for each key of the mapping; a key whose bit is not set is not there.
  private var marks: UInt64 = 0

  init(entries: [Node.Entry], range: SourceRange, reading: Reading) {
    self.entries = entries
    self.range = range
    self.reading = reading
    for entry in entries { marks |= Self.mark(entry.key.name) }
  }

  private static func mark(_ name: String) -> UInt64 {
    1 << UInt64((name.utf8.count &* 7 &+ Int(name.utf8.first ?? 0)) & 63)
  }

  mutating func callAsFunction<Value: SpecValue>(
    _ name: String, _ value: inout Value, _ rule: KeyRule, _ summary: String
  ) {
    // Most keys of most records are left out, so the way to there is short.
    if marks & Self.mark(name) != 0, let index = entries.firstIndex(where: { $0.key.name == name })
    {
      found.append(name)
      read(entries[index], into: &value, rule)
    } else if rule.isRequired {
      reportMissing(name)
    }
  }

  @inline(never)  // What is generic costs a look at the types, even where nothing is read.
  private func read<Value: SpecValue>(
    _ entry: Node.Entry, into value: inout Value, _ rule: KeyRule
  ) {
    if let gate = rule.since { reading.check(gate, "'\(entry.key.name)'", at: entry.key.range) }
    guard let read = Value.read(entry.value, reading) else { return }
    value = read
    if let gate = rule.secretSince, read.isSecret {
      reading.check(gate, "'\(entry.key.name)' from a secret", at: entry.key.range)
    }
  }

  private func reportMissing(_ name: String) {
    reading.diagnostics.report(
      Diagnostic(.missingKey, .error, "the key '\(name)' is missing", at: range.firstByte)
        .help("write '\(name):' here"))
  }

  func reportUnknown(
    alsoKnown: [String], _ record: RecordShape, _ otherWords: [String: String]
  ) {
    let unknown = entries.filter {
      !found.contains($0.key.name) && !alsoKnown.contains($0.key.name)
    }
    guard !unknown.isEmpty else { return }
    let known = record.keys().map(\.name) + alsoKnown
    for entry in unknown {
      // What a pack or another layer wrote is no reason to think that this one is not meant.
      let written = Set(entries.filter { $0.key.isBeside(entry.key) }.map(\.key.name))
      let free = known.filter { !written.contains($0) }
      reading.unknownKey(
        entry.key, candidates: free, record: record.name, meant: otherWords[entry.key.name])
    }
  }
}

extension Reading {
  /// Says that a key is not known here and offers the nearest that are still free.
  package func unknownKey(
    _ key: Node.Key, candidates: [String], record: String, meant: String? = nil
  ) {
    var finding = Diagnostic(.unknownKey, .error, "unknown key '\(key.name)'", at: key.range)
    if let meant {
      diagnostics.report(finding.help("it is called '\(meant)' here"))
      return
    }
    let words = nearest(to: key.name, among: candidates)
    finding = finding.help(suggestion(for: key.name, among: candidates))
    if let sign = invisibleSign(in: key.name) {
      finding = finding.help("it holds an invisible sign, U+\(sign); type the key anew")
    } else if let colon = key.name.firstIndex(of: ":"),
      candidates.contains(String(key.name[..<colon]))
    {
      let value = key.name[key.name.index(after: colon)...]
      finding = finding.help(
        "a space is missing after the colon: write '\(key.name[..<colon]): \(value)'")
    } else if words.count == 1, let only = words.first {
      finding = finding.replacing(key.range, with: only)
    } else if words.isEmpty, let hint = keys?.hint(for: key.name) {
      finding = finding.help(hint)
    } else if words.isEmpty, !candidates.isEmpty, candidates.count <= 12 {
      finding = finding.help("known here: \(candidates.joined(separator: ", "))")
    }
    diagnostics.report(finding)
  }
}

extension Node {
  /// Whether a key that tells records apart is there, perhaps with one slip: the record that is
  /// meant then says so.
  package func hasKey(like name: String) -> Bool {
    guard let entries else { return false }
    return entries.contains { $0.key.name == name }
      || entries.contains {
        editDistance(Array($0.key.name.utf8), Array(name.utf8), atMost: 1) != nil
      }
  }
}

extension SourceRange {
  fileprivate var firstByte: SourceRange { SourceRange(source, Int(start), Int(start) + 1) }
}

/// Lists the keys of a record; schema, manual and hints are functions of its list.
private struct KeyLister: KeyVisitor {
  var keys: [KeyDescription] = []

  mutating func callAsFunction<Value: SpecValue>(
    _ name: String, _ value: inout Value, _ rule: KeyRule, _ summary: String
  ) {
    keys.append(
      KeyDescription(
        name: name, shape: Value.shape, rule: rule, defaultText: value.specText, summary: summary))
  }
}
