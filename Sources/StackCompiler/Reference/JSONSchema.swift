internal import Dialects
internal import Documents
internal import OrderedTree
internal import SpecLanguage
internal import StackSpec

/// The JSON Schema of a spec, for editors. Draft 7 is the newest that the YAML language server
/// knows in full.
///
/// Nothing is required by it: what a file leaves out may come from an included file or from below
/// an environment, which an editor does not see.
package func jsonSchema() -> [UInt8] {
  var schema = SchemaWriter()
  var text = compactJSON(
    .mapping([
      ("$schema", .text("http://json-schema.org/draft-07/schema#")),
      ("title", .text("stackgen \(stackgenVersion)")),
      ("allOf", .list([schema.reference(Stack.recordShape)])),
    ]))
  text.removeLast()
  text += ",\n\"definitions\": {".utf8
  // One definition a line: small for editors, and a change is still seen in git.
  for (index, definition) in schema.definitions.sorted(by: { $0.key < $1.key }).enumerated() {
    text += (index == 0 ? "\n" : ",\n").utf8
    text += compactJSON(.mapping([(definition.key, definition.value)])).dropFirst().dropLast()
  }
  return text + Array("\n}}\n".utf8)
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

  /// Whatever stands in a list or under a name can be written once for many.
  private static let repetition: (String, Tree) = (
    "for_each",
    .mapping([
      ("description", .text("Writes this once for each of these values.")),
      ("type", .list([.text("object"), .text("array")])),
    ])
  )

  private mutating func record(_ record: RecordShape) -> Tree {
    let properties = record.keys().map { ($0.name, property($0)) } + [Self.repetition]
    let others = record.others.map { shape($0()) }
    return .mapping([
      ("description", .text(record.summary)),
      ("type", .list([.text("object"), .text("null")])),
      ("properties", .mapping(properties)), ("additionalProperties", others ?? .bool(false)),
    ])
  }

  private mutating func property(_ key: KeyDescription) -> Tree {
    let meaning = key.description + (key.rule.isRequired ? " Required." : "")
    var entries: [(key: String, value: Tree)] = [("description", .text(meaning))]
    if let text = key.defaultText { entries.append(("default", defaultTree(text, key.shape))) }
    guard case .mapping(let shape) = self.shape(key.shape) else {
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

  private mutating func shape(_ shape: Shape) -> Tree {
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
        ("type", .text("array")), ("items", self.shape(item)),
      ])
    case .map(_, let value):
      return .mapping([
        ("type", .list([.text("object"), .text("null")])),
        ("additionalProperties", self.shape(value)),
      ])
    case .kinds(_, let key, let kinds):
      return kindsSchema(kinds(), by: key)
    case .record(let record): return reference(record)
    case .either(let shapes):
      var branches: [Tree] = []
      for branch in shapes {
        let tree = self.shape(branch)
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
    _ kinds: [(kind: String, record: RecordShape)], by key: String
  ) -> Tree {
    var named: [(key: String, value: Tree)] = []
    var others: [Tree] = []
    for (kind, record) in kinds {
      let reference = reference(record)
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

  mutating func reference(_ record: RecordShape) -> Tree {
    let name = record.name.split(separator: " ").joined(separator: "-")
    if definitions[name] == nil {
      definitions[name] = .null  // a record may contain itself
      definitions[name] = self.record(record)
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

/// A tree as JSON on one line.
private func compactJSON(_ tree: Tree) -> [UInt8] {
  var bytes: [UInt8] = []
  append(tree, to: &bytes)
  return bytes
}

private func append(_ tree: Tree, to bytes: inout [UInt8]) {
  switch tree {
  case .null: bytes += "null".utf8
  case .bool(let value): value.appendJSON(to: &bytes)
  case .int(let value): value.appendJSON(to: &bytes)
  case .number(let value): value.appendJSON(to: &bytes)
  case .text(let value): value.appendJSON(to: &bytes)
  case .list(let items):
    bytes.append(UInt8(ascii: "["))
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(item, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  case .mapping(let entries):
    bytes.append(UInt8(ascii: "{"))
    for (index, entry) in entries.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      entry.key.appendJSON(to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      append(entry.value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
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
