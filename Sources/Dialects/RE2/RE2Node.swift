/// A regular expression as a tree.
indirect enum RE2Node {
  case empty
  case set(RE2Set)
  case assertion(RE2Assertion)
  case capture(Int, RE2Node)
  case sequence([RE2Node])
  case alternatives([RE2Node])
  case repetition(RE2Node, RE2Count, isGreedy: Bool)
}

/// How often something may occur.
struct RE2Count {
  var least: Int
  var most: Int?
}

/// What holds at a place between two characters.
enum RE2Assertion {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
}

/// A node with the measures by which Go limits its regular expressions.
struct RE2Fragment {
  var node: RE2Node
  var height = 1
  /// How many steps the compiled form takes.
  var size = 1
  /// The largest product of nested counts.
  var copies = 1
}

extension RE2Node {
  /// Whether the empty text matches, which asks for care inside a loop.
  var isNullable: Bool {
    switch self {
    case .empty, .assertion: true
    case .set: false
    case .capture(_, let node): node.isNullable
    case .sequence(let nodes): nodes.allSatisfy(\.isNullable)
    case .alternatives(let nodes): nodes.contains(where: \.isNullable)
    case .repetition(let node, let count, _): count.least == 0 || node.isNullable
    }
  }
}
