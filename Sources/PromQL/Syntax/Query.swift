/// A parsed expression: its nodes in one array, children before parents, the root last.
///
/// The flat form keeps long chains of operators from becoming deep structures, and lets whatever
/// is computed from the leaves upwards be a plain loop.
package struct Query: Hashable, Sendable {
  package internal(set) var nodes: [Node] = []

  package typealias ID = Int

  package var root: ID { nodes.count - 1 }

  package var type: ValueType { nodes[root].type }

  package subscript(id: ID) -> Node { nodes[id] }

  mutating func add(_ kind: Node.Kind, _ type: ValueType, _ range: Range<Int>) -> ID {
    nodes.append(Node(kind: kind, type: type, place: Place(range)))
    return nodes.count - 1
  }

  /// The node below any parentheses.
  package func unwrapped(_ id: ID) -> ID {
    var id = id
    while case .parentheses(let inner) = nodes[id].kind { id = inner }
    return id
  }
}

package struct Node: Hashable, Sendable {
  package var kind: Kind
  package var type: ValueType
  package var place: Place

  package var range: Range<Int> { place.range }

  package indirect enum Kind: Hashable, Sendable {
    case number(NumberLiteral)
    case string(StringLiteral)
    case selector(Selector)
    case subquery(Subquery)
    case aggregation(Aggregation)
    case call(Call)
    case binary(Binary)
    case unary(UnarySign, Query.ID)
    case parentheses(Query.ID)
    /// A variable of Grafana that stands for an expression, a function or an aggregation.
    case variable(Variable)
  }
}

/// Where a part was written. Two queries are the same wherever their parts stand, so places are
/// always equal.
package struct Place: Hashable, Sendable {
  package var start: Int32
  package var end: Int32

  init(_ range: Range<Int>) {
    start = Int32(clamping: range.lowerBound)
    end = Int32(clamping: range.upperBound)
  }

  package var range: Range<Int> { Int(start)..<Int(max(start, end)) }

  package static func == (one: Place, other: Place) -> Bool { true }

  package func hash(into hasher: inout Hasher) {}
}

package enum ValueType: UInt8, Sendable {
  case instantVector, rangeVector, scalar, string
  /// Only known after Grafana has put in its variables, or because of an earlier error.
  case unknown

  package var words: String {
    switch self {
    case .instantVector: "instant vector"
    case .rangeVector: "range vector"
    case .scalar: "scalar"
    case .string: "string"
    case .unknown: "unknown"
    }
  }

  var wordsWithArticle: String { (self == .instantVector ? "an " : "a ") + words }

  func isPossibly(_ wanted: ValueType) -> Bool {
    self == wanted || self == .unknown || wanted == .unknown
  }
}

package struct NumberLiteral: Hashable, Sendable {
  package var value: Double
  /// Written with units, as in `5m`.
  package var isDuration: Bool

  package static func == (one: NumberLiteral, other: NumberLiteral) -> Bool {
    one.isDuration == other.isDuration
      && (one.value.bitPattern == other.value.bitPattern || one.value.isNaN && other.value.isNaN)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(isDuration)
    hasher.combine(value.isNaN ? 0 : value.bitPattern)
  }
}

package struct StringLiteral: Hashable, Sendable {
  package var value: String
  /// The text in quotes as it was written, kept where the value is not valid UTF-8.
  var exactSpelling: String?
  /// Holds a variable of Grafana, so the value is known only later.
  package var isDynamic: Bool
  /// A variable that was written without quotes around.
  var isWithoutQuotes = false
}

package enum UnarySign: Hashable, Sendable { case plus, minus }

package struct LabelName: Hashable, Sendable {
  package var text: String
  package var place: Place
  /// Holds a variable of Grafana.
  package var isDynamic: Bool
}

package struct Variable: Hashable, Sendable {
  /// As written: `$name`, `${name:format}`, `[[name]]`, perhaps with letters around.
  package var text: String
  package var arguments: [Query.ID]?
  package var grouping: Grouping?
}
