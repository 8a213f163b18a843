internal import Dialects
internal import Documents
internal import OrderedTree
internal import SpecLanguage
internal import StackSpec

/// The JSON Schema of a spec, for editors. Draft 7 is the newest that the YAML language server
/// knows in full.
package func jsonSchema() -> [UInt8] {
  var schema = SchemaWriter()
  let root = schema.record(Stack.recordShape, isPartial: false)
  guard case .mapping(let entries) = root else { return [] }
  let head: [(key: String, value: Tree)] = [
    ("$schema", .text("http://json-schema.org/draft-07/schema#")),
    ("title", .text("stackgen \(stackgenVersion)")),
  ]
  let definitions = schema.definitions.sorted { $0.key < $1.key }
  return jsonDocument(
    .mapping(head + entries + [("definitions", .mapping(definitions.map { ($0.key, $0.value) }))]))
}

/// Writes each record once, as a definition that others refer to.
private struct SchemaWriter {
  private(set) var definitions: [String: Tree] = [
    // A value that is put in later may stand wherever a scalar can.
    "interpolation": .mapping([
      ("type", .text("string")), ("pattern", .text("\\$\\(")),
      ("description", .text("A text with `$(name)`, the value of a param.")),
    ])
  ]

  mutating func record(_ record: RecordShape, isPartial: Bool) -> Tree {
    let keys = record.keys()
    var schema: [(key: String, value: Tree)] = [
      ("description", .text(record.summary)),
      (
        "type",
        record.mayBeEmpty || isPartial
          ? .list([.text("object"), .text("null")]) : .text("object")
      ),
      (
        "properties", .mapping(keys.map { ($0.name, property($0, isPartial: isPartial)) })
      ),
    ]
    let required = keys.filter(\.rule.isRequired).map { Tree.text($0.name) }
    if !required.isEmpty, !isPartial { schema.append(("required", .list(required))) }
    let others = record.others.map { shape($0(), isPartial: isPartial) }
    schema.append(("additionalProperties", others ?? .bool(false)))
    return .mapping(schema)
  }

  private mutating func property(_ key: KeyDescription, isPartial: Bool) -> Tree {
    var entries: [(key: String, value: Tree)] = [("description", .text(key.description))]
    if let text = key.defaultText { entries.append(("default", defaultTree(text, key.shape))) }
    guard case .mapping(let shape) = self.shape(key.shape, isPartial: isPartial) else {
      return .null
    }
    // Draft 7 takes no notice of what stands beside a reference.
    if shape.contains(where: { $0.key == "$ref" }) {
      entries.append(("allOf", .list([.mapping(shape)])))
    } else {
      entries += shape
    }
    return .mapping(entries)
  }

  private mutating func shape(_ shape: Shape, isPartial: Bool) -> Tree {
    switch shape {
    case .text(let text): return textSchema(text)
    case .integer(let range):
      var schema: [(key: String, value: Tree)] = [("type", .text("integer"))]
      schema.append(("minimum", .int(range.lowerBound)))
      if range.upperBound < Int.max { schema.append(("maximum", .int(range.upperBound))) }
      return orInterpolation([.mapping(schema)])
    case .number: return orInterpolation([.mapping([("type", .text("number"))])])
    case .boolean: return orInterpolation([.mapping([("type", .text("boolean"))])])
    case .choice(let words):
      return orInterpolation([.mapping([("enum", .list(words.map { .text($0) }))])])
    case .list(let item):
      return .mapping([
        ("type", .text("array")), ("items", self.shape(item, isPartial: isPartial)),
      ])
    case .map(_, let value):
      return .mapping([
        ("type", .list([.text("object"), .text("null")])),
        ("additionalProperties", self.shape(value, isPartial: isPartial)),
      ])
    case .kinds(_, let key, let kinds):
      return kindsSchema(kinds(), by: key, isPartial: isPartial)
    case .record(let record): return reference(record, isPartial: isPartial || record.isPartial)
    case .either(let shapes):
      var branches: [Tree] = []
      for branch in shapes {
        let tree = self.shape(branch, isPartial: isPartial)
        if case .mapping(let entries) = tree, entries.count == 1, entries[0].key == "anyOf",
          case .list(let inner) = entries[0].value
        {
          branches += inner
        } else {
          branches.append(tree)
        }
      }
      return .mapping([("anyOf", .list(branches.uniqued()))])
    case .anything: return .mapping([])
    }
  }

  private func textSchema(_ text: TextShape) -> Tree {
    var schema: [(key: String, value: Tree)] = [("type", .text("string"))]
    if let pattern = text.pattern {
      schema.append(("pattern", .text("(\(pattern))|\\$\\(")))
    }
    if let example = text.example { schema.append(("examples", .list([.text(unquoted(example))]))) }
    return .mapping(schema)
  }

  /// Entries named like a kind are of that kind; others say their kind under a key.
  private mutating func kindsSchema(
    _ kinds: [(kind: String, record: RecordShape)], by key: String, isPartial: Bool
  ) -> Tree {
    var named: [(key: String, value: Tree)] = []
    var others: [Tree] = []
    for (kind, record) in kinds {
      let reference = reference(record, isPartial: isPartial)
      named.append((kind, reference))
      let says = Tree.mapping([
        ("properties", .mapping([(key, .mapping([("const", .text(kind))]))])),
        ("required", .list([.text(key)])),
      ])
      others.append(.mapping([("if", says), ("then", reference)]))
    }
    return .mapping([
      ("type", .list([.text("object"), .text("null")])),
      ("properties", .mapping(named)),
      (
        "additionalProperties",
        .mapping([
          ("type", .text("object")), ("required", .list([.text(key)])), ("allOf", .list(others)),
        ])
      ),
    ])
  }

  private mutating func reference(_ record: RecordShape, isPartial: Bool) -> Tree {
    let words = record.name.split(separator: " ").joined(separator: "-")
    let name = isPartial ? "changed-\(words)" : words
    if definitions[name] == nil {
      definitions[name] = .null  // a record may contain itself
      definitions[name] = self.record(record, isPartial: isPartial)
    }
    return .mapping([("$ref", .text("#/definitions/\(name)"))])
  }

  private func orInterpolation(_ schemas: [Tree]) -> Tree {
    .mapping([
      ("anyOf", .list(schemas + [.mapping([("$ref", .text("#/definitions/interpolation"))])]))
    ])
  }

  private func defaultTree(_ text: String, _ shape: Shape) -> Tree {
    switch shape {
    case .boolean: .bool(text == "true")
    case .integer: Int(text).map { .int($0) } ?? .text(text)
    case .number: Double(text).map { .number($0) } ?? .text(text)
    default: .text(text)
    }
  }
}

extension KeyDescription {
  /// Its meaning, and the version it needs.
  var description: String {
    guard let gate = rule.since else { return summary }
    return "\(summary) Needs \(gate.tool.title) \(gate.version)."
  }
}

/// An example without the quotes that YAML needs around it.
func unquoted(_ example: String) -> String {
  example.hasPrefix("\"") && example.hasSuffix("\"") && example.utf8.count > 1
    ? String(example.dropFirst().dropLast()) : example
}

extension [Tree] {
  fileprivate func uniqued() -> [Tree] {
    reduce(into: []) { list, tree in
      if !list.contains(tree) { list.append(tree) }
    }
  }
}
