extension Query {
  /// The labels of every node's result, from the leaves upwards.
  package func inferLabels(_ dictionary: MetricDictionary = MetricDictionary()) -> [LabelSet] {
    var inference = LabelInference(query: self, dictionary: dictionary)
    for node in nodes { inference.sets.append(inference.labels(of: node)) }
    return inference.sets
  }

  /// The part of a query after which a label is gone that was possible before.
  func loss(of label: String, _ sets: [LabelSet]) -> Range<Int>? {
    lossOf(label, below: root, sets)
  }

  func lossOf(_ label: String, below top: ID, _ sets: [LabelSet]) -> Range<Int>? {
    var holds = Array(repeating: false, count: nodes.count)
    for id in nodes.indices where nodes[id].type != .scalar && nodes[id].type != .string {
      holds[id] = sets[id].canHave(label) || children(id).contains { holds[$0] }
    }
    var id = top
    while !sets[id].canHave(label) {
      guard let child = children(id).first(where: { holds[$0] }) else { return nil }
      if sets[child].canHave(label) { return reason(id).range }
      id = child
    }
    return nil
  }

  /// Where a node says which labels it keeps.
  private func reason(_ id: ID) -> Place {
    switch nodes[id].kind {
    case .aggregation(let aggregation):
      if let grouping = aggregation.grouping { return grouping.place }
      let start = nodes[id].range.lowerBound
      return Place(start..<start + aggregation.operation.rawValue.utf8.count)
    case .binary(let binary): return binary.matching?.on?.place ?? binary.place
    case .call(let call): return call.namePlace
    default: return nodes[id].place
    }
  }

  /// All nodes of a part: children stand directly before their parents.
  func subtree(_ id: ID) -> ClosedRange<ID> {
    var first = id
    while let child = children(first).first { first = child }
    return first...id
  }

  package func children(_ id: ID) -> [ID] {
    switch nodes[id].kind {
    case .number, .string, .selector: []
    case .subquery(let subquery): [subquery.operand]
    case .aggregation(let aggregation):
      [aggregation.parameter, aggregation.operand].compactMap { $0 }
    case .call(let call): call.arguments
    case .binary(let binary): [binary.left, binary.right]
    case .unary(_, let operand): [operand]
    case .parentheses(let inner): [inner]
    case .variable(let variable): variable.arguments ?? []
    }
  }
}

private struct LabelInference {
  let query: Query
  let dictionary: MetricDictionary
  var sets: [LabelSet] = []

  func labels(of node: Node) -> LabelSet {
    switch node.kind {
    case .number, .string: return .none
    case .selector(let selector): return labels(of: selector)
    case .subquery(let subquery): return sets[subquery.operand]
    case .aggregation(let aggregation): return labels(of: aggregation)
    case .call(let call): return labels(of: call, node.type)
    case .binary(let binary): return labels(of: binary)
    case .unary(_, let operand): return sets[operand].removing(["__name__"])
    case .parentheses(let inner): return sets[inner]
    case .variable: return .unknown
    }
  }

  private func labels(of selector: Selector) -> LabelSet {
    if selector.hasDynamicName || selector.matchers.contains(where: \.isVariable) {
      return .unknown
    }
    var set = LabelSet.unknown
    if let name = selector.metricName {
      if let own = dictionary.series(name)?.labels, let target = dictionary.targetLabels {
        set = LabelSet(
          possible: own.union(target), isOpen: false, absent: [],
          expected: target.intersection(["job", "instance"]))
      }
      // Prometheus makes these itself, from the labels of the target.
      if builtInSeries.contains(name), !name.hasPrefix("ALERTS") {
        set = set.adding(["job", "instance"])
        set.expected = ["job", "instance"]
      }
      set.possible.insert("__name__")
    }
    for matcher in selector.matchers where !matcher.label.isDynamic && !matcher.value.isDynamic {
      let label = matcher.label.text
      if matcher.operation == .equal, matcher.value.value.isEmpty {
        set = set.removing([label])
      } else if !matcher.matchesEmpty {
        set = set.adding([label])
        set.expected.insert(label)
      }
    }
    return set
  }

  private func labels(of aggregation: Aggregation) -> LabelSet {
    let operand = sets[aggregation.operand]
    if aggregation.operation.picksSeries { return operand }
    var set: LabelSet
    if let grouping = aggregation.grouping {
      let labels = grouping.labels.map(\.text)
      if grouping.labels.contains(where: \.isDynamic) {
        set = grouping.keeps ? .unknown : operand.removing(["__name__"])
      } else {
        set = grouping.keeps ? operand.keeping(labels) : operand.removing(labels + ["__name__"])
      }
    } else {
      set = .none
    }
    if aggregation.operation == .countValues, let parameter = aggregation.parameter {
      guard let label = text(parameter) else { return .unknown }
      set = set.adding([label])
      set.expected.insert(label)
    }
    return set
  }

  /// A string that is there as it stands.
  private func text(_ id: Query.ID) -> String? {
    guard case .string(let string) = query[query.unwrapped(id)].kind, !string.isDynamic else {
      return nil
    }
    return string.value
  }

  private func labels(of call: Call, _ type: ValueType) -> LabelSet {
    if type == .scalar { return .none }
    let arguments = call.arguments
    func set(_ index: Int) -> LabelSet {
      index < arguments.count ? sets[arguments[index]] : .none
    }
    switch call.function {
    case "vector": return .none
    case "absent", "absent_over_time": return arguments.first.map(labelsOfAbsent) ?? .none
    case "label_replace", "label_join":
      guard arguments.count > 1, let label = text(arguments[1]) else { return .unknown }
      var result = set(0).adding([label])
      result.expected.remove(label)
      return result
    case "histogram_quantile": return set(1).removing(["le", "__name__"])
    case "histogram_fraction": return set(2).removing(["le", "__name__"])
    case "histogram_quantiles":
      guard arguments.count > 1, let label = text(arguments[1]) else { return .unknown }
      return set(0).removing(["le", "__name__"]).adding([label])
    case "quantile_over_time": return set(1).removing(["__name__"])
    case "info": return .unknown
    case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "last_over_time",
      "first_over_time":
      return set(0)
    default:
      guard functions[call.function] != nil else { return .unknown }
      return set(0).removing(["__name__"])
    }
  }

  /// `absent` takes over the labels that its selector demands with `=`.
  private func labelsOfAbsent(_ argument: Query.ID) -> LabelSet {
    guard case .selector(let selector) = query[query.unwrapped(argument)].kind else {
      return .none
    }
    if selector.matchers.contains(where: { $0.isVariable || $0.label.isDynamic }) {
      return .unknown
    }
    var labels: Set<String> = []
    var seen: Set<String> = []
    for matcher in selector.matchers where matcher.label.text != "__name__" {
      let label = matcher.label.text
      if matcher.operation == .equal, !seen.contains(label) {
        labels.insert(label)
      } else {
        labels.remove(label)
      }
      seen.insert(label)
    }
    return LabelSet(possible: labels, isOpen: false, absent: [], expected: labels)
  }

  private func labels(of binary: Binary) -> LabelSet {
    let left = sets[binary.left]
    let right = sets[binary.right]
    switch (query[binary.left].type, query[binary.right].type) {
    case (.unknown, _), (_, .unknown): return .unknown
    case (.scalar, .scalar): return .none
    case (_, .scalar): return named(left, binary)
    case (.scalar, _): return named(right, binary)
    default: break
    }
    switch binary.operation {
    case .variable: return .unknown
    case .or: return left.joined(with: right)
    case .and, .unless: return left
    default: break
    }
    let matching = binary.matching
    if let group = matching?.group {
      let many = group.side == .left ? left : right
      let one = group.side == .left ? right : left
      if group.labels.contains(where: \.isDynamic) { return .unknown }
      let brought = group.labels.map(\.text)
      return named(many.removing(brought).adding(brought.filter(one.canHave)), binary)
    }
    guard let on = matching?.on else { return named(filled(left, right, matching), binary) }
    if on.labels.contains(where: \.isDynamic) { return .unknown }
    let labels = on.labels.map(\.text)
    let sides = filled(left, right, matching)
    return named(on.keeps ? sides.keeping(labels) : sides.removing(labels), binary)
  }

  /// With fill modifiers a result can come from either side.
  private func filled(_ left: LabelSet, _ right: LabelSet, _ matching: Matching?) -> LabelSet {
    matching?.fillLeft != nil || matching?.fillRight != nil ? left.joined(with: right) : left
  }

  /// Only a comparison that filters leaves the name.
  private func named(_ set: LabelSet, _ binary: Binary) -> LabelSet {
    binary.operation.isComparison && !binary.returnsBool ? set : set.removing(["__name__"])
  }
}

extension Query {
  /// What can be said about the labels of the result.
  package func resultLabels(_ dictionary: MetricDictionary) -> LabelSet {
    inferLabels(dictionary)[root]
  }

  /// The bytes of the operation that takes a label away from the result.
  package func place(losing label: String, _ dictionary: MetricDictionary) -> Range<Int>? {
    loss(of: label, inferLabels(dictionary))
  }
}
