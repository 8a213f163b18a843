/// A regular expression as steps that the matcher walks through.
struct RE2Program {
  var steps: [Step] = []
  var captureCount = 0

  enum Step {
    case take(RE2Set)
    /// Goes on at both places; the first is preferred.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case require(RE2Assertion)
    case accept
  }

  /// Larger programs would take too much memory for what a configuration needs.
  static let maximumStepCount = 200_000

  /// Nil if the expression is too large, or names a script whose characters are not known here.
  init?(_ tree: RE2Fragment, captureCount: Int) {
    guard tree.size < Self.maximumStepCount / 2 else { return nil }
    self.captureCount = captureCount
    steps.append(.save(0))
    add(tree.node)
    steps += [.save(1), .accept]
    guard steps.count <= Self.maximumStepCount else { return nil }
    for case .take(let set) in steps where !set.isKnown { return nil }
  }

  private mutating func add(_ node: RE2Node) {
    guard steps.count <= Self.maximumStepCount else { return }
    switch node {
    case .empty: break
    case .set(let set): steps.append(.take(set))
    case .assertion(let assertion): steps.append(.require(assertion))
    case .capture(let index, let inner):
      steps.append(.save(2 * index))
      add(inner)
      steps.append(.save(2 * index + 1))
    case .sequence(let nodes): nodes.forEach { add($0) }
    case .alternatives(let nodes): addAlternatives(nodes)
    case .repetition(let inner, let count, let isGreedy): add(inner, count, isGreedy)
    }
  }

  private mutating func addAlternatives(_ nodes: [RE2Node]) {
    var exits: [Int] = []
    for node in nodes.dropLast() {
      let split = steps.count
      steps.append(.accept)
      add(node)
      exits.append(steps.count)
      steps.append(.accept)
      steps[split] = .split(split + 1, steps.count)
    }
    if let last = nodes.last { add(last) }
    for exit in exits { steps[exit] = .jump(steps.count) }
  }

  private mutating func add(_ inner: RE2Node, _ count: RE2Count, _ isGreedy: Bool) {
    guard let most = count.most else {
      if count.least == 0 { return addStar(inner, isGreedy) }
      for _ in 1..<count.least { add(inner) }
      return addPlus(inner, isGreedy)
    }
    for _ in 0..<count.least { add(inner) }
    // x{2,4} is xx(x(x)?)?: each optional copy stands inside the one before.
    var splits: [Int] = []
    for _ in count.least..<most {
      splits.append(steps.count)
      steps.append(.accept)
      add(inner)
    }
    for split in splits { steps[split] = choice(split + 1, steps.count, isGreedy) }
  }

  private mutating func addPlus(_ inner: RE2Node, _ isGreedy: Bool) {
    let start = steps.count
    add(inner)
    steps.append(choice(start, steps.count + 1, isGreedy))
  }

  private mutating func addStar(_ inner: RE2Node, _ isGreedy: Bool) {
    let split = steps.count
    steps.append(.accept)
    if inner.isNullable {
      // An empty pass through the body must not win over leaving the loop.
      addPlus(inner, isGreedy)
    } else {
      add(inner)
      steps.append(.jump(split))
    }
    steps[split] = choice(split + 1, steps.count, isGreedy)
  }

  private func choice(_ body: Int, _ exit: Int, _ isGreedy: Bool) -> Step {
    isGreedy ? .split(body, exit) : .split(exit, body)
  }
}
