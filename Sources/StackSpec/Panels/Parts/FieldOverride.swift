import Diagnostics
import OrderedTree
import SpecLanguage
import YAMLTree

/// Fields that are shown another way: which ones, and what differs.
struct FieldOverride<Custom: SpecRecord>: SpecValue {
  var matcher: Tree
  var fields: FieldOptions
  /// What was written, in order: Grafana's path of each property and its value.
  var properties: [(key: String, value: Tree)]
  /// All of it in Grafana's own form.
  var upstream: Tree?

  static var shape: Shape {
    .either([
      .record(
        RecordShape(
          name: Custom.self == NoKeys.self ? "override" : "override with \(Custom.name)",
          summary: "Fields that are shown another way."
        ) {
          FieldMatcher.recordShape.keys() + FieldOptions.recordShape.keys()
            + Custom.recordShape.keys()
        }),
      UpstreamOverride.shape,
    ])
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> FieldOverride? {
    guard let entries = node.entries else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    if node["properties"] != nil { return readUpstream(node, reading) }
    let own = FieldMatcher.recordShape.keys().map(\.name)
    var written = WrittenProperties(
      entries: entries.filter { !own.contains($0.key.name) }, reading: reading)
    var fields = FieldOptions()
    fields.visitKeys(&written)
    written.prefix = "custom."
    var custom = Custom()
    custom.visitKeys(&written)
    written.reportUnknown(alsoKnown: own)
    guard
      let matcher = FieldMatcher.readRecord(
        node, reading, alsoKnown: written.known
      )?.tree(at: node, reading)
    else { return nil }
    return FieldOverride(matcher: matcher, fields: fields, properties: written.properties)
  }

  /// Grafana's own form: `matcher` and `properties`.
  private static func readUpstream(_ node: Node, _ reading: Reading) -> FieldOverride? {
    // Grafana marks the overrides that it made by itself.
    guard UpstreamOverride.readRecord(node, reading, alsoKnown: ["__systemRef"]) != nil else {
      return nil
    }
    return FieldOverride(
      matcher: .null, fields: FieldOptions(), properties: [], upstream: Tree(node))
  }

  /// The override in Grafana's form; limits are in its own unit or in the panel's.
  func tree(unit: Unit?, _ reading: Reading) -> Tree {
    if let upstream { return upstream }
    let unit = fields.unit ?? unit
    let list = properties.map { property -> Tree in
      var value = property.value
      if property.key == "thresholds", let limits = fields.limits {
        value = limits.tree(unit: unit, reading)
      }
      return .mapping([("id", .text(property.key)), ("value", value)])
    }
    return .mapping([("matcher", matcher), ("properties", .list(list))])
  }
}

/// Reads only the keys that were written, each with its place in Grafana's document.
struct WrittenProperties: KeyVisitor {
  let entries: [Node.Entry]
  let reading: Reading
  var prefix = ""
  var known: [String] = []
  var properties: [(key: String, value: Tree)] = []
  private var writing = Writing()

  init(entries: [Node.Entry], reading: Reading) {
    self.entries = entries
    self.reading = reading
  }

  mutating func callAsFunction<Value: SpecValue>(
    _ name: String, _ value: inout Value, _ rule: KeyRule, _ summary: String
  ) {
    known.append(name)
    guard let entry = entries.first(where: { $0.key.name == name }),
      let read = Value.read(entry.value, reading)
    else { return }
    value = read
    if let tree = read.tree(&writing) {
      properties.append((prefix + (rule.writtenAs ?? name), tree))
    }
  }

  func reportUnknown(alsoKnown: [String]) {
    let written = Set(entries.map(\.key.name))
    for entry in entries where !known.contains(entry.key.name) {
      reading.unknownKey(
        entry.key, candidates: (known + alsoKnown).filter { !written.contains($0) },
        record: "override")
    }
  }
}

/// Which fields an override is for: exactly one of its keys.
struct FieldMatcher: SpecRecord {
  static let name = "field matcher"
  static let summary = "Which fields an override is for."

  var fieldName: String?
  var fieldNames: [String] = []
  var regex: String?
  var query: String?
  var fieldType: FieldType?
  var matcher = Raw.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("name", &fieldName, "The field of this name.")
    key("names", &fieldNames, "The fields of these names.")
    key("regex", &regex, "Fields whose names match this regular expression.")
    key("query", &query, "Fields of the query of this name.")
    key("type", &fieldType, "Fields of this type.")
    key("matcher", &matcher, "Any matcher in Grafana's form: `{id: ..., options: ...}`.")
  }

  func tree(at node: Node, _ reading: Reading) -> Tree? {
    var found: [Tree] = []
    if let fieldName { found.append(Self.matcher("byName", .text(fieldName))) }
    if !fieldNames.isEmpty {
      found.append(
        Self.matcher(
          "byNames",
          .mapping([
            ("mode", .text("include")), ("names", .list(fieldNames.map { .text($0) })),
            ("prefix", .text("All except:")), ("readOnly", .bool(true)),
          ])))
    }
    if let regex {
      let isDelimited = regex.hasPrefix("/") && regex.count > 1
      found.append(Self.matcher("byRegexp", .text(isDelimited ? regex : "/\(regex)/")))
    }
    if let query { found.append(Self.matcher("byFrameRefID", .text(query))) }
    if let fieldType { found.append(Self.matcher("byType", .text(fieldType.rawValue))) }
    if !matcher.node.isNull { found.append(Tree(matcher.node)) }
    if found.count == 1 { return found[0] }
    reading.invalid(
      found.isEmpty ? "the override does not say for which fields it is" : "one matcher too many",
      node, help: "write exactly one of name, names, regex, query, type, matcher")
    return nil
  }

  private static func matcher(_ id: String, _ options: Tree) -> Tree {
    .mapping([("id", .text(id)), ("options", options)])
  }
}

enum FieldType: String, Choice {
  case number, time, string, boolean, `enum`, trace, geo, frame, other
}

/// An override in Grafana's own form.
private struct UpstreamOverride: SpecRecord {
  static let name = "override in Grafana's form"
  static let summary = "An override in Grafana's form."

  var matcher = Raw.nothing
  var properties: [Property] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("matcher", &matcher, .required, "Which fields it is for.")
    key("properties", &properties, .required, "What differs.")
  }

  struct Property: SpecRecord {
    static let name = "override property"
    static let summary = "One property of an override."

    var id = ""
    var value = Raw.nothing

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("id", &id, .required, "Path of the property.")
      key("value", &value, "Its value.")
    }
  }
}
