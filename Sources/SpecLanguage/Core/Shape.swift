/// What may stand at a place of a spec.
package indirect enum Shape: Sendable {
  case text(TextShape)
  case integer(ClosedRange<Int>)
  case number
  case boolean
  case choice([String])
  case list(Shape)
  /// Any names, each with a value of one shape.
  case map(keys: String, Shape)
  case record(RecordShape)
  /// Any names, each with a record of one kind: the one of its name, or that under the key `by`.
  case kinds(keys: String, by: String, @Sendable () -> [(kind: String, record: RecordShape)])
  /// Short forms and the long form of the same thing.
  case either([Shape])
  case anything

  /// The words of messages: "a duration like 5m".
  package var expectation: String {
    switch self {
    case .text(let text): text.expectation
    case .integer: "a whole number"
    case .number: "a number"
    case .boolean: "true or false"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .list(let item): "a list of \(item.plural)"
    case .map(let keys, _), .kinds(let keys, _, _): "a mapping of \(keys)"
    case .record: "a mapping"
    case .either(let shapes):
      shapes.map(\.expectation).uniqued().joined(separator: " or ")
    case .anything: "a value"
    }
  }

  private var plural: String {
    switch self {
    case .text(let text): text.plural
    case .integer, .number: "numbers"
    case .record(let record): "\(record.name) entries"
    case .either(let shapes): shapes.first?.plural ?? "values"
    default: "values"
    }
  }
}

/// A kind of text with rules of its own.
package struct TextShape: Sendable {
  package var name: String
  package var example: String?
  /// A regular expression of JSON Schema, where one says it well.
  package var pattern: String?

  package init(_ name: String, example: String? = nil, pattern: String? = nil) {
    self.name = name
    self.example = example
    self.pattern = pattern
  }

  package static let plain = TextShape("text")

  package var expectation: String {
    if name == "text" { return "text" }
    let article = "aeiouAEIOU".contains(name.prefix(1)) ? "an" : "a"
    return example.map { "\(article) \(name) like \($0)" } ?? "\(article) \(name)"
  }

  /// What stands behind the number of the example, where there is one: `%`, `m`.
  var unit: String? {
    guard let example, let first = example.utf8.first, (0x30...0x39).contains(first) else {
      return nil
    }
    let unit = example.drop { "0123456789.".contains($0) }
    return unit.isEmpty || !unit.allSatisfy { $0.isLetter || $0 == "%" } ? nil : String(unit)
  }

  package var plural: String { name == "text" ? "texts" : "\(name)s" }
}

/// A record by name; its keys are asked for only when needed, so records may contain themselves.
package struct RecordShape: Sendable {
  package var name: String
  package var summary: String
  /// Whether nothing at all (`node:`) stands for a record of defaults.
  package var mayBeEmpty: Bool
  /// Whether it is laid over another record, so that no key is required at any depth.
  package var isPartial = false
  package var keys: @Sendable () -> [KeyDescription]
  /// What stands under names of the user's choice beside the keys, where that is allowed.
  package var others: (@Sendable () -> Shape)?

  package init(
    name: String, summary: String, mayBeEmpty: Bool = false,
    keys: @escaping @Sendable () -> [KeyDescription], others: (@Sendable () -> Shape)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.mayBeEmpty = mayBeEmpty
    self.keys = keys
    self.others = others
  }
}

/// One key of a record, as messages, schema and manual show it.
package struct KeyDescription: Sendable {
  package var name: String
  package var rule: KeyRule
  package var defaultText: String?
  package var summary: String
  private let shapeOf: @Sendable () -> Shape

  package init(
    name: String, shape: @escaping @autoclosure @Sendable () -> Shape, rule: KeyRule,
    defaultText: String?, summary: String
  ) {
    self.name = name
    shapeOf = shape
    self.rule = rule
    self.defaultText = defaultText
    self.summary = summary
  }

  /// Made when it is asked for: who wants the names of keys alone does not wait for all below.
  package var shape: Shape { shapeOf() }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of first appearance.
  package func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
